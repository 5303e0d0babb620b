import { mainVocabulary } from "../../catalog/model/shorthand";
import type { CodeName } from "../core/analysis";
import { contains, type Span } from "../core/text";
import { type CatalogCodes, catalogCodes, isMentionOf, type Mention } from "./catalog-codes";
import type { Project } from "./project";

/** Mentions of one code in one catalog file. */
export interface CatalogPlaces {
  readonly path: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** Where the workspace's own catalogs name a code, nearest file first: its entry, and what refers to it. `path` says whose catalogs. */
export async function ownPlaces(project: Project, name: CodeName, path: string): Promise<readonly CatalogPlaces[]> {
  const provider = await project.provider(name.provider, path);
  const main = provider && mainVocabulary(provider.vocabularies);
  const files = await Promise.all((await project.catalogsOf(name.provider, path)).map((file) => placesIn(project, name, file, main)));
  return files.flatMap((file) => (file.mentions.length > 0 ? [file] : []));
}

/** The entry of a code in the text of a bundled provider. */
export const bundledPlace = (text: string, name: CodeName): Span | undefined => {
  const found = catalogCodes(text);
  return found && entryIn(found, name)?.span;
};

/** True for a code of a bundled provider, whatever the workspace adds to it. */
export async function bundledHas(project: Project, name: CodeName): Promise<boolean> {
  const text = (await project.isBundled(name.provider)) ? await project.bundledText(name.provider) : undefined;
  return text !== undefined && bundledPlace(text, name) !== undefined;
}

/** The code that a catalog names at an offset, and the file whose catalogs know it. Nothing where no configuration names the catalog. */
export async function codeInCatalog(
  project: Project,
  catalog: string,
  text: string,
  offset: number,
): Promise<{ readonly name: CodeName; readonly span: Span; readonly user: string } | undefined> {
  const codes = catalogCodes(text);
  const mention = codes?.mentions.find(({ span }) => contains(span, offset));
  const user = mention && (await project.userOf(catalog));
  if (!codes || !mention || user === undefined) return undefined;
  const provider = await project.provider(codes.provider, user);
  const main = provider && mainVocabulary(provider.vocabularies);
  const vocabulary = mention.vocabulary ?? codes.mentions.find((m) => m.entry && m.code === mention.code)?.vocabulary ?? main;
  return vocabulary === undefined
    ? undefined
    : { name: { provider: codes.provider, vocabulary, code: mention.code }, span: mention.span, user };
}

async function placesIn(project: Project, name: CodeName, path: string, main: string | undefined): Promise<CatalogPlaces> {
  const text = (await project.read(path)) ?? "";
  return { path, text, mentions: catalogCodes(text)?.mentions.filter((mention) => isMentionOf(mention, name, main)) ?? [] };
}

/** In a file by itself the main vocabulary is the one that the entry without a name has. */
const entryIn = ({ mentions }: CatalogCodes, { code, vocabulary }: CodeName): Mention | undefined => {
  const entries = mentions.filter((mention) => mention.entry && mention.code === code);
  return entries.find((mention) => mention.vocabulary === vocabulary) ?? entries.find((mention) => mention.vocabulary === undefined);
};
