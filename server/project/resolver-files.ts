import { parse } from "jsonc-parser";
import type { Host } from "./host";
import { basename, dirname, join } from "./path";
import { answer, isLater, type Soon, type Steps, soon } from "./soon";

type Done<T> = (error: Error | null, result?: T) => void;

/**
 * A host as the library asks it that resolves imports. Of a `tsconfig.json` it gets what decides where an import leads, however much of
 * the file is broken or leads to packages that are not installed; where there is none, it gets the `jsconfig.json`.
 * What it calls `/a` is `/a` of the volume, so that it need know nothing of drives and schemes.
 */
export function resolverFiles(host: Host, volume: string) {
  const stat = (path: string, options: unknown, done?: Done<unknown>): void => {
    give(soon(statOf(host, volume + path)), (done ?? options) as Done<unknown>);
  };
  const nothing = (_path: string, options: unknown, done?: Done<never>): void => ((done ?? options) as Done<never>)(MISSING);
  return {
    stat,
    lstat: stat,
    readFile: (path: string, options: unknown, done?: Done<string>): void =>
      give(soon(read(host, volume + path)), (done ?? options) as Done<string>),
    readlink: nothing,
    readdir: nothing,
  };
}

/** Longer than any manifest or `tsconfig.json` that a person writes. */
const MAX_SIZE = 1_000_000;
const MISSING: Error = Object.assign(new Error("No such file"), { code: "ENOENT" });

function give<T>(found: Soon<T | undefined>, done: Done<T>): void {
  const told = (value: T | undefined): void => (value === undefined ? done(MISSING) : done(null, value));
  if (isLater(found)) found.then(told, () => done(MISSING));
  else told(found);
}

function* statOf(host: Host, path: string) {
  const found = yield* answer(host.stat(yield* named(host, path)));
  return found && { isFile: () => found.kind === "file", isDirectory: () => found.kind === "directory", size: found.size };
}

/** A project in JavaScript has its paths in `jsconfig.json`. */
function* named(host: Host, path: string): Steps<string> {
  if (basename(path) !== "tsconfig.json" || (yield* answer(host.stat(path)))) return path;
  return join(dirname(path), "jsconfig.json");
}

function* read(host: Host, path: string): Steps<string | undefined> {
  const file = yield* named(host, path);
  const { size = 0, kind } = (yield* answer(host.stat(file))) ?? {};
  const text = kind === "file" && size <= MAX_SIZE ? yield* answer(host.read(file)) : undefined;
  if (text === undefined || !path.endsWith(".json") || basename(path) === "package.json") return text;
  return JSON.stringify(yield* essence(host, dirname(file), record(parse(text, [], { allowTrailingComma: true }))));
}

/** Of a `tsconfig.json` the paths, and the other files of the workspace that it takes some from. */
function* essence(host: Host, directory: string, config: Readonly<Record<string, unknown>>): Steps<object> {
  const { baseUrl, paths } = record(config.compilerOptions);
  const references = (Array.isArray(config.references) ? config.references : []).map((each) => record(each).path);
  // A reference can be to a file, whose paths hold for this folder, or to a folder with paths of its own.
  const files = references.filter((path) => isText(path) && path.endsWith(".json"));
  const folders = references.filter((path) => isText(path) && !path.endsWith(".json"));
  const above = [...files, ...[config.extends].flat()].filter(isText).map((path) => (path.startsWith(".") ? path : `./${path}`));
  const there: string[] = [];
  for (const path of above) if (yield* exists(host, join(directory, path))) there.push(path);
  return {
    compilerOptions: { ...(isText(baseUrl) && { baseUrl }), ...(isPaths(paths) && { paths }) },
    extends: there,
    references: folders.map((path) => ({ path })),
  };
}

function* exists(host: Host, path: string): Steps<boolean> {
  for (const name of [path, `${path}.json`]) if ((yield* answer(host.stat(name)))?.kind === "file") return true;
  return false;
}

const isText = (value: unknown): value is string => typeof value === "string";

const isPaths = (value: unknown): boolean => Object.values(record(value)).every((each) => Array.isArray(each) && each.every(isText));

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
