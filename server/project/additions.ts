import type { Uncatalogued } from "../core/analysis";
import type { Proposal, Write } from "./binding";
import { catalogCodes } from "./catalog-codes";
import { CONFIGURATION_NAME } from "./configuration";
import { addItem, fileWith, hasItem, type Item } from "./edit-configuration";
import { nearestConfiguration } from "./nearest-configuration";
import { dirname, join } from "./path";
import type { Project } from "./project";

/**
 * How a code comes into the catalog that a file knows: into the workspace's own file on its provider, else into a new one that extends the
 * bundled provider, beside the nearest `faultline.json`. Nothing outside of workspace folders, nor where a file would have to be put right first.
 */
export async function additionOf(project: Project, path: string, wanted: Uncatalogued): Promise<Proposal | undefined> {
  const { provider, name, code, vocabulary, status } = wanted;
  if (project.folderOf(path) === undefined) return undefined;
  // What is left out is unspecified: a guess would be worse.
  const entry: Item = { code, ...(vocabulary === undefined ? {} : { vocabulary }), ...(status === undefined ? {} : { status }) };
  const title = `Add '${code}' to ${name} in`;
  const [own] = await project.catalogsOf(provider, path);
  if (own !== undefined) {
    const write = await addedTo(project, own, entry);
    return write && { title: `${title} ${project.withinFolder(own)}`, writes: [write] };
  }
  const configuration = await nearestConfiguration(project, path);
  if (!configuration) return undefined;
  const file = `${provider}.${CONFIGURATION_NAME}`;
  const catalog = join(dirname(configuration.path), file);
  const reference = referenceTo(configuration, `./${file}`);
  const there = await project.read(catalog);
  const write = there === undefined ? created(catalog, provider, entry) : await addedTo(project, catalog, entry);
  // A file of this name that describes something else is a person's own.
  if (!reference || !write || (there !== undefined && catalogCodes(there)?.provider !== provider)) return undefined;
  const named = reference === "named" ? undefined : project.withinFolder(configuration.path);
  const how = howWritten(there === undefined, configuration.text === undefined, named);
  return { title: `${title} ${project.withinFolder(catalog)}${how}`, writes: [write, ...(reference === "named" ? [] : [reference])] };
}

async function addedTo(project: Project, path: string, entry: Item): Promise<Write | undefined> {
  const text = (await project.read(path)) ?? "";
  const edit = addItem(text, "codes", entry);
  return edit && { path, text, edit };
}

/** " (creates it, writes faultline.json)" */
function howWritten(makes: boolean, makesConfiguration: boolean, configuration: string | undefined): string {
  if (configuration === undefined) return makes ? " (creates it)" : "";
  if (makes) return makesConfiguration ? ` (creates it and ${configuration})` : ` (creates it, writes ${configuration})`;
  return ` (${makesConfiguration ? "creates" : "writes"} ${configuration} too)`;
}

const created = (path: string, provider: string, entry: Item): Write => ({
  path,
  edit: { span: { start: 0, end: 0 }, newText: fileWith("codes", entry, { extends: provider }) },
});

/** What names a catalog in a configuration; `named` where it does so already. */
function referenceTo({ path, text }: Pick<Write, "path" | "text">, written: string): Write | "named" | undefined {
  if (text === undefined) return { path, edit: { span: { start: 0, end: 0 }, newText: fileWith("catalogs", written) } };
  if (hasItem(text, "catalogs", written) || hasItem(text, "catalogs", written.slice(2))) return "named";
  const edit = addItem(text, "catalogs", written);
  return edit && { path, text, edit };
}
