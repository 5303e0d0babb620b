import type {
  AnnotatedTextEdit,
  CancellationToken,
  ChangeAnnotation,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { codeEntry } from "../../catalog/model/lookup";
import type { CodeValue, Provider } from "../../catalog/model/types";
import type { CodeElsewhere, Edit } from "../core/analysis";
import { bundledHas, type CatalogPlaces, ownPlaces } from "../project/code-places";
import { documentAt, eachFile, type Named, type Open } from "./code-places";
import { type Abilities, type Snapshot, snapshot, toRange } from "./convert";
import { LSPErrorCodes, ResponseError } from "./lsp";
import { toUri } from "./uris";

/** The text that a new name takes the place of. Refuses, with the reason, what is not the workspace's own. */
export async function prepareRename(open: Open, named: Named): Promise<{ range: Range; placeholder: string }> {
  await renamed(open, named);
  const { document, span, name } = named;
  const quoted = document.text[span.start] === '"' && typeof name.code === "string";
  const inside = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
  return { range: toRange(document, inside), placeholder: String(name.code) };
}

/** The code's entry, what refers to it in its catalog, and every comparison with it in the workspace; each waits for a person's yes. */
export async function rename(open: Open, named: Named, newName: string, can: Abilities, token: CancellationToken): Promise<WorkspaceEdit> {
  const { provider, places } = await renamed(open, named);
  const { name, path } = named;
  const to = newCode(name.code, newName, provider);
  if (codeEntry(provider, to, name.vocabulary)) refuse(`${provider.name} has a code '${to}' already`);
  const files = new Map<string, { readonly document: Snapshot; readonly edits: AnnotatedTextEdit[] }>();
  const add = (document: Snapshot, edits: readonly AnnotatedTextEdit[]): void => {
    const known = files.get(document.uri);
    if (known) known.edits.push(...edits);
    else if (edits.length > 0) files.set(document.uri, { document, edits: [...edits] });
  };
  for (const { path: file, text, mentions } of places) {
    const document = open.data.at(file) ?? snapshot(toUri(file), CLOSED, text);
    const edits = mentions.map(({ span }) => ({ range: toRange(document, span), newText: JSON.stringify(to), annotationId: CATALOG }));
    add(document, edits);
  }
  const { codeElsewhere, renameCode } = open.core.features;
  const constants = new Map<string, CodeElsewhere>();
  const annotated = (document: Snapshot, { span, newText }: Edit, firm: boolean): AnnotatedTextEdit => ({
    range: toRange(document, span),
    newText,
    annotationId: firm ? CERTAIN : LIKELY,
  });
  await eachFile(open, name, path, token, (document, analysis) => {
    add(
      document,
      renameCode(analysis, name, to).map(({ edit, firm }) => annotated(document, edit, firm)),
    );
    for (const one of codeElsewhere(analysis, name)) {
      const key = `${one.span.start} ${one.path}`;
      constants.set(key, { ...one, firm: one.firm || (constants.get(key)?.firm ?? false) });
    }
  });
  for (const { path: file, edit, firm, standsIn } of constants.values()) {
    const document = await documentAt(open, file);
    if (!standsIn(document.text)) continue;
    const made = annotated(document, edit(document.text, to), firm);
    // Its own file may compare it too.
    const known = files.get(document.uri)?.edits.some(({ range }) => JSON.stringify(range) === JSON.stringify(made.range));
    if (!known) add(document, [made]);
  }
  return toEdit([...files.values()], annotations(provider), can);
}

const CLOSED = 0;
const CATALOG = "catalog";
const CERTAIN = "certain";
const LIKELY = "likely";

const annotations = ({ name }: Provider): Readonly<Record<string, ChangeAnnotation>> => ({
  [CATALOG]: { label: `The catalog of ${name}`, needsConfirmation: true },
  [CERTAIN]: { label: `Comparisons with codes of ${name}`, needsConfirmation: true },
  [LIKELY]: { label: `Comparisons that other errors can reach too`, needsConfirmation: true },
});

function toEdit(
  files: readonly { readonly document: Snapshot; readonly edits: readonly AnnotatedTextEdit[] }[],
  changeAnnotations: Readonly<Record<string, ChangeAnnotation>>,
  { annotatedEdits, versionedEdits }: Abilities,
): WorkspaceEdit {
  const plain = (edits: readonly AnnotatedTextEdit[]): TextEdit[] => edits.map(({ range, newText }) => ({ range, newText }));
  if (!versionedEdits) return { changes: Object.fromEntries(files.map(({ document, edits }) => [document.uri, plain(edits)])) };
  const documentChanges = files.map(
    ({ document: { uri, version }, edits }): TextDocumentEdit => ({
      textDocument: { uri, version: version === CLOSED ? null : version },
      edits: annotatedEdits ? [...edits] : plain(edits),
    }),
  );
  return annotatedEdits ? { documentChanges, changeAnnotations } : { documentChanges };
}

/** What a new name changes in catalogs. */
async function renamed(
  { core: { project } }: Open,
  { name, path }: Named,
): Promise<{ provider: Provider; places: readonly CatalogPlaces[] }> {
  const provider = await project.provider(name.provider, path);
  const places = await ownPlaces(project, name, path);
  if (provider === undefined || (await bundledHas(project, name)))
    return refuse(
      `'${name.code}' is a code of ${provider?.name ?? name.provider}, which ships with Faultline: only codes of the workspace's own catalogs can be renamed`,
    );
  if (!places.some(({ mentions }) => mentions.some(({ entry }) => entry)))
    return refuse(`The catalog of ${provider.name} does not have '${name.code}' as it stands now: correct its mistakes first`);
  return { provider, places };
}

function newCode(old: CodeValue, written: string, { name }: Provider): CodeValue {
  if (typeof old === "number") return /^-?\d{1,15}$/.test(written) ? Number(written) : refuse(`The codes of ${name} are numbers`);
  return written.trim() === "" ? refuse("A code has at least one character") : written;
}

function refuse(reason: string): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
