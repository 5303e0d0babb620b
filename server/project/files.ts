import ignore, { type Ignore } from "ignore";
import { holdsScripts } from "../core/source";
import { isMinified } from "../core/text";
import type { Host } from "./host";
import { dirname, join, relativeTo } from "./path";
import { answer, type Soon, type Steps, soon } from "./soon";

/** `"src/a.tsx"` is one, and so is what holds scripts; declarations are none. */
export const isSource = (path: string): boolean => holdsScripts(path) || (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) && !isDeclaration(path));

/** `"a.d.ts"` holds no code. */
export const isDeclaration = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

/** Why a file that has the right name is not analysed. */
export type Unfit = "unreadable" | "too long" | "binary" | "minified";

type Source = { readonly text: string } | { readonly unfit: Unfit };

/** Reads a file for analysis, or says why it is left out. */
export const readSource = (host: Host, path: string): Soon<Source> => soon(sourceOf(host, path));

function* sourceOf(host: Host, path: string): Steps<Source> {
  const stat = yield* answer(host.stat(path));
  if (stat?.kind !== "file") return { unfit: "unreadable" };
  if (stat.size > MAX_SIZE) return { unfit: "too long" };
  const text = yield* answer(host.read(path));
  if (text === undefined) return { unfit: "unreadable" };
  const reason = unfit(path, text);
  return reason === undefined ? { text } : { unfit: reason };
}

/** `unfit("a.js", "\0")` is `"binary"`. Of a page only the scripts can be minified: those are left out one by one. */
export function unfit(path: string, text: string): Unfit | undefined {
  if (text.length > MAX_SIZE) return "too long";
  if (text.includes("\0")) return "binary";
  if (/\.min\.[cm]?js$/.test(path)) return "minified";
  if (!holdsScripts(path) && isMinified(text)) return "minified";
  return undefined;
}

/** The sources in a folder and below, sorted, without what git ignores, dependencies and what `ignored` names. Links are not followed. */
export async function findSources(host: Host, folder: string, ignored: (path: string) => Soon<boolean>): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (directory: string, outer: readonly Layer[]): Promise<void> => {
    const entries = await host.list(directory);
    const own = entries.some(({ name, kind }) => name === ".gitignore" && kind === "file") ? await layer(host, directory) : [];
    const layers = [...own, ...outer];
    const visits: Promise<void>[] = [];
    for (const { name, kind } of entries) {
      const path = join(directory, name);
      if (kind === "directory") {
        if (!SKIPPED.has(name) && !gitIgnores(layers, `${path}/`) && !(await ignored(path))) visits.push(visit(path, layers));
      } else if (kind === "file" && isSource(name) && !gitIgnores(layers, path) && !(await ignored(path))) found.push(path);
    }
    await Promise.all(visits);
  };
  const outer = await layersAbove(host, folder);
  await visit(folder, gitIgnores(outer, `${folder}/`) ? [] : outer);
  return found.sort(byPath);
}

/** The nearest folder from here upwards that is a git work tree, if any. */
export async function gitRoot(host: Host, folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (await host.stat(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Folders before the files beside them would need a tree; plain code unit order is the same on every machine. */
const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const MAX_SIZE = 1_000_000;
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn", ".jj", "bower_components"]);

/** One `.gitignore` and its folder. */
interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

async function layer(host: Host, folder: string): Promise<readonly Layer[]> {
  const text = await host.read(join(folder, ".gitignore"));
  return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
}

/** The `.gitignore` files above a folder up to the root of its work tree, nearest first. */
async function layersAbove(host: Host, folder: string): Promise<readonly Layer[]> {
  const root = await gitRoot(host, folder);
  if (root === undefined) return [];
  const layers: Layer[] = [];
  for (let at = folder; at !== root; ) {
    at = dirname(at);
    layers.push(...(await layer(host, at)));
  }
  return layers;
}

/** The nearest file with a word on the path decides. */
function gitIgnores(layers: readonly Layer[], path: string): boolean {
  for (const { folder, rules } of layers) {
    const relative = relativeTo(folder, path);
    if (relative === undefined || relative === "" || relative === "/") continue;
    const verdict = rules.test(relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
