/** Definition, references and new names of error codes: from source and from the workspace's own catalogs. */
import type { CancellationToken, Connection, Definition, DefinitionLink, Location, Position } from "vscode-languageserver";
import type { Analysis, CodeElsewhere, CodeName } from "../core/analysis";
import type { Span } from "../core/text";
import { bundledPlace, codeInCatalog, ownPlaces } from "../project/code-places";
import { filesNaming } from "../project/code-uses";
import { type Snapshot, snapshot, toOffset, toRange } from "./convert";
import type { Core } from "./core";
import type { DataFiles } from "./data-files";
import type { Documents } from "./documents";
import { breathe, stopIfCancelled } from "./guard";
import { slowly } from "./progress";
import { providerPage, providerPageUri } from "./protocol";
import { toPath, toUri } from "./uris";

/** What the editor has open, and the core. */
export interface Open {
  readonly connection: Connection;
  readonly core: Core;
  readonly documents: Documents;
  readonly data: DataFiles;
  readonly progress: boolean;
}

/** A code under the cursor; `path` says whose catalogs know it. */
export interface Named {
  readonly name: CodeName;
  readonly span: Span;
  readonly document: Snapshot;
  readonly path: string;
  /** False where it is only a guess that this provider is meant. */
  readonly attributed: boolean;
}

/** The codes under the cursor in a source: one where it is known whose error is compared, else those of every provider that has it. */
export function namedInSource({ features }: Core, analysis: Analysis, document: Snapshot, offset: number): readonly Named[] {
  const path = toPath(document.uri);
  return features.codesAt(analysis, offset).map(({ name, span, attributed }) => ({ name, span, document, path, attributed }));
}

/** The code under the cursor in a catalog that some configuration names. */
export async function namedInCatalog({ core: { project } }: Open, document: Snapshot, position: Position): Promise<readonly Named[]> {
  const found = await codeInCatalog(project, toPath(document.uri), document.text, toOffset(document, position));
  return found ? [{ name: found.name, span: found.span, document, path: found.user, attributed: true }] : [];
}

/** The entries of the codes: in the workspace's own files, else on the page of a bundled provider, where the editor opens it. */
export async function definitions(
  open: Open,
  named: readonly Named[],
  can: { pages: boolean; links: boolean },
): Promise<Definition | DefinitionLink[]> {
  const found: DefinitionLink[] = [];
  for (const { name, span, document, path } of named) {
    const places = await entries(open, name, path);
    const [page] = places.length === 0 && can.pages ? [await bundledEntry(open, name)] : [];
    for (const { uri, range } of page ? [page] : places)
      found.push({ originSelectionRange: toRange(document, span), targetUri: uri, targetRange: range, targetSelectionRange: range });
  }
  return can.links ? found : found.map(({ targetUri, targetRange }) => ({ uri: targetUri, range: targetRange }));
}

/** Every place of the workspace that names the code, in open documents as they stand there. With `declaration` its entries too. */
export async function references(open: Open, { name, path }: Named, declaration: boolean, token: CancellationToken): Promise<Location[]> {
  const { features } = open.core;
  const found = declaration ? await entries(open, name, path) : [];
  const constants: CodeElsewhere[] = [];
  await eachFile(open, name, path, token, (document, analysis) => {
    const uses = features.codeUses(analysis).filter((use) => features.sameName(use.name, name));
    found.push(...uses.map(({ span }) => ({ uri: document.uri, range: toRange(document, span) })));
    constants.push(...features.codeElsewhere(analysis, name));
  });
  for (const { path: file, span, standsIn } of constants) {
    const document = await documentAt(open, file);
    if (standsIn(document.text)) found.push({ uri: document.uri, range: toRange(document, span) });
  }
  return [...new Map(found.map((location) => [JSON.stringify(location), location])).values()];
}

/** A source as it stands in the editor, else on disk. */
export async function documentAt({ core: { project }, documents }: Open, path: string): Promise<Snapshot> {
  return documents.at(path) ?? snapshot(toUri(path), 0, (await project.read(path)) ?? "");
}

/** Gives each file of the workspace that may name the code to `take`, until the editor does not want to know any more. */
export async function eachFile(
  { connection, core: { project, features }, documents, progress }: Open,
  name: CodeName,
  path: string,
  token: CancellationToken,
  take: (document: Snapshot, analysis: Analysis) => void,
): Promise<void> {
  const texts = new Map(documents.uris.map((uri) => [toPath(uri), documents.get(uri)?.text ?? ""]));
  const identity = await project.identity(name.provider, path);
  const report = slowly(connection, progress, `Looking for '${name.code}'`);
  try {
    for await (const { path: file, done, total, analysis } of filesNaming(project, name, identity, texts, features.namesHolding)) {
      await breathe();
      stopIfCancelled(token);
      stopIfCancelled(report);
      report.tell(done, total);
      if (analysis) take(documents.at(file) ?? snapshot(toUri(file), 0, analysis.file.text), analysis);
    }
  } finally {
    report.done();
  }
}

async function entries({ core: { project }, data }: Open, name: CodeName, path: string): Promise<Location[]> {
  const files = await ownPlaces(project, name, path);
  return files.flatMap(({ path: file, text, mentions }) => {
    const document = data.at(file) ?? snapshot(toUri(file), 0, text);
    return mentions.filter(({ entry }) => entry).map(({ span }) => ({ uri: document.uri, range: toRange(document, span) }));
  });
}

async function bundledEntry({ core: { project } }: Open, name: CodeName): Promise<Location | undefined> {
  const shipped = await project.bundledText(name.provider);
  if (shipped === undefined) return undefined;
  const page = snapshot(providerPageUri(name.provider), 0, providerPage(shipped));
  const span = bundledPlace(page.text, name);
  return span && { uri: page.uri, range: toRange(page, span) };
}
