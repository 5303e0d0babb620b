import type { Edit, Lost } from "../core/analysis";
import { addItem, fileWith, type Item } from "./edit-configuration";
import { nearestConfiguration } from "./nearest-configuration";
import { dirname, relativeTo } from "./path";
import type { Project } from "./project";

/** An edit of a configuration or catalog; a file without `text` is made. */
export interface Write {
  readonly path: string;
  readonly text?: string;
  readonly edit: Edit;
}

/** Something that configuration or catalogs could say, ready to be written. */
export interface Proposal {
  /** "Treat calls of acme.request as Acme (writes faultline.json)" */
  readonly title: string;
  readonly writes: readonly Write[];
}

/** What could be said where attribution was lost (`lost`), and of a whole file where a comparison has findings. Nothing outside of workspace folders. */
export async function proposals(
  project: Project,
  path: string,
  lost: Lost | undefined,
  hasFindings: boolean,
): Promise<readonly Proposal[]> {
  if (!lost && !hasFindings) return [];
  const target = await nearestConfiguration(project, path);
  if (!target) return [];
  const within = relativeTo(dirname(target.path), path) ?? path;
  const said: (readonly [title: string, bind: Item])[] = [];
  const calls = lost?.calls.slice(0, MOST) ?? [];
  const hosts = lost?.hosts.slice(0, MOST) ?? [];
  const envs = lost?.envs.slice(0, MOST) ?? [];
  for (const provider of lost ? await candidates(project, path, lost) : []) {
    const name = (await project.provider(provider, path))?.name ?? provider;
    for (const host of hosts) said.push([`Treat requests to '${host}' as ${name}`, { host, provider }]);
    for (const env of envs) said.push([`Treat requests to the URL in '${env}' as ${name}`, { env, provider }]);
    for (const call of calls) said.push([`Treat calls of '${call}' as ${name}`, { call, provider }]);
  }
  for (const call of calls) said.push([`Not an API error: ignore calls of '${call}'`, { call, provider: NONE }]);
  said.push([`Not an API error: ignore all of ${within}`, { files: asGlob(within), provider: NONE }]);
  return said.flatMap(([title, bind]) => {
    const edit =
      target.text === undefined ? { span: { start: 0, end: 0 }, newText: fileWith("bind", bind) } : addItem(target.text, "bind", bind);
    const how = target.text === undefined ? "creates" : "writes";
    return edit ? [{ title: `${title} (${how} ${project.withinFolder(target.path)})`, writes: [{ ...target, edit }] }] : [];
  });
}

const NONE = "none";
/** More choices than these are no help. */
const MOST = 2;
const MOST_PROVIDERS = 3;

/** The workspace's own first: what the catalog does not know of a code is most likely theirs. */
async function candidates(project: Project, path: string, { providers }: Lost): Promise<readonly string[]> {
  const own = await project.ownProviders(path);
  const likely = [...own.filter((id) => providers.includes(id)), ...providers];
  return [...new Set([...likely, ...own])].slice(0, MOST_PROVIDERS);
}

/** `a{b}.ts` is `a?b?.ts`: what would mean something in a glob is any one character. */
const asGlob = (path: string): string => path.replaceAll(/[*?{},!\\]/g, "?");
