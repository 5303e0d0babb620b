import { getLocation } from "jsonc-parser";
import type { Completion } from "../core/analysis";
import type { Span } from "../core/text";
import { hasSchema, isConfiguration } from "./configuration";
import type { Project } from "./project";
import { completeCatalog, describeCatalog } from "./schema-help";

/**
 * The providers that can stand at an offset: of a binding in `faultline.json` all and "none", as what a catalog extends the bundled ones.
 * Elsewhere in a catalog what its schema says, unless the editor `hasSchemas` and knows the file by its name.
 */
export async function completeData(
  project: Project,
  path: string,
  text: string,
  offset: number,
  hasSchemas: boolean,
): Promise<readonly Completion[]> {
  const { matches, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const binds = !isAtPropertyKey && isConfiguration(path) && matches(["bind", "*", "provider"]);
  const extended = !isAtPropertyKey && !isConfiguration(path) && matches(["extends"]);
  if (!binds && !extended) return (await isOurs(project, path, hasSchemas)) ? completeCatalog(text, offset) : [];
  const inside = previousNode?.type === "string" && previousNode.offset < offset && offset <= previousNode.offset + previousNode.length;
  const span: Span = inside
    ? { start: previousNode.offset, end: previousNode.offset + previousNode.length }
    : { start: offset, end: offset };
  const { providers: bundled } = await project.index();
  const item = (id: string, rank: number, detail: string, documentation = ""): Completion => ({
    label: id,
    span,
    newText: JSON.stringify(id),
    detail,
    documentation,
    sortText: `${rank}${id}`,
  });
  const known = bundled.map(({ id, name, codes }) => item(id, 1, `${name} · ${codes} codes`));
  if (!binds) return known;
  const catalog = await project.catalogFor(path);
  const own = (await project.ownProviders(path)).flatMap((id) => {
    const provider = catalog.provider(id);
    if (provider === undefined || provider === "unloaded") return [];
    return [item(id, 0, `${provider.name} · ${provider.codes.length} codes`, "A catalog of this workspace.")];
  });
  const none = item("none", 2, "no API", "What this names is no API's error: nothing is said of it.");
  return [...own, ...known, none];
}

/** What a key of a catalog, or the value behind it, is for. */
export async function hoverData(
  project: Project,
  path: string,
  text: string,
  offset: number,
  hasSchemas: boolean,
): Promise<{ readonly span: Span; readonly text: string } | undefined> {
  return (await isOurs(project, path, hasSchemas)) ? describeCatalog(text, offset) : undefined;
}

/** A catalog of which nobody else says what can stand there. */
const isOurs = async (project: Project, path: string, hasSchemas: boolean): Promise<boolean> =>
  !isConfiguration(path) && !(hasSchemas && hasSchema(path)) && (await project.userOf(path)) !== undefined;
