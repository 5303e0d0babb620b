import { parse } from "jsonc-parser";
import type { Host } from "./host";
import { basename, dirname, join } from "./path";

type Done<T> = (error: Error | null, result?: T) => void;

/**
 * A host as the library asks it that resolves imports. Of a `tsconfig.json` it gets what decides where an import leads, however much of
 * the file is broken or leads to packages that are not installed; where there is none, it gets the `jsconfig.json`.
 * What it calls `/a` is `/a` of the volume, so that it need know nothing of drives and schemes.
 */
export function resolverFiles(host: Host, volume: string) {
  const stat = (path: string, options: unknown, done?: Done<unknown>): void => {
    const of = async () => {
      const found = await host.stat(await named(host, volume + path));
      return found && { isFile: () => found.kind === "file", isDirectory: () => found.kind === "directory", size: found.size };
    };
    answer(of(), (done ?? options) as Done<unknown>);
  };
  const nothing = (_path: string, options: unknown, done?: Done<never>): void => ((done ?? options) as Done<never>)(MISSING);
  return {
    stat,
    lstat: stat,
    readFile: (path: string, options: unknown, done?: Done<string>): void =>
      answer(read(host, volume + path), (done ?? options) as Done<string>),
    readlink: nothing,
    readdir: nothing,
  };
}

/** Longer than any manifest or `tsconfig.json` that a person writes. */
const MAX_SIZE = 1_000_000;
const MISSING: Error = Object.assign(new Error("No such file"), { code: "ENOENT" });

const answer = <T>(found: Promise<T | undefined>, done: Done<T>): void =>
  void found.then(
    (value) => (value === undefined ? done(MISSING) : done(null, value)),
    () => done(MISSING),
  );

/** A project in JavaScript has its paths in `jsconfig.json`. */
async function named(host: Host, path: string): Promise<string> {
  if (basename(path) !== "tsconfig.json" || (await host.stat(path))) return path;
  return join(dirname(path), "jsconfig.json");
}

async function read(host: Host, path: string): Promise<string | undefined> {
  const file = await named(host, path);
  const { size = 0, kind } = (await host.stat(file)) ?? {};
  const text = kind === "file" && size <= MAX_SIZE ? await host.read(file) : undefined;
  if (text === undefined || !path.endsWith(".json") || basename(path) === "package.json") return text;
  return JSON.stringify(await essence(host, dirname(file), record(parse(text, [], { allowTrailingComma: true }))));
}

/** Of a `tsconfig.json` the paths, and the other files of the workspace that it takes some from. */
async function essence(host: Host, directory: string, config: Readonly<Record<string, unknown>>): Promise<object> {
  const { baseUrl, paths } = record(config.compilerOptions);
  const references = (Array.isArray(config.references) ? config.references : []).map((each) => record(each).path);
  // A reference can be to a file, whose paths hold for this folder, or to a folder with paths of its own.
  const files = references.filter((path) => isText(path) && path.endsWith(".json"));
  const folders = references.filter((path) => isText(path) && !path.endsWith(".json"));
  const above = [...files, ...[config.extends].flat()].filter(isText).map((path) => (path.startsWith(".") ? path : `./${path}`));
  const there = await Promise.all(above.map(async (path) => ((await exists(host, join(directory, path))) ? [path] : [])));
  return {
    compilerOptions: { ...(isText(baseUrl) && { baseUrl }), ...(isPaths(paths) && { paths }) },
    extends: there.flat(),
    references: folders.map((path) => ({ path })),
  };
}

async function exists(host: Host, path: string): Promise<boolean> {
  for (const name of [path, `${path}.json`]) if ((await host.stat(name))?.kind === "file") return true;
  return false;
}

const isText = (value: unknown): value is string => typeof value === "string";

const isPaths = (value: unknown): boolean => Object.values(record(value)).every((each) => Array.isArray(each) && each.every(isText));

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
