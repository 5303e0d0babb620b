import { parse } from "jsonc-parser";
import type { Host } from "./host";
import { basename, dirname, join } from "./path";
import { after, answer, isLater, kept, type Soon, type Steps, soon } from "./soon";

type Done<T> = (error: Error | null, result?: T) => void;

/**
 * A host as the library asks it that resolves imports. Of a `tsconfig.json` it gets what decides where an import leads, however much of
 * the file is broken or leads to packages that are not installed; where there is none, it gets the `jsconfig.json`.
 * What it calls `/a` is `/a` of the volume, so that it need know nothing of drives and schemes. With each import it asks for the same
 * manifests in the same folders, so each answer is kept, for as long as the library is used.
 */
export function resolverFiles(host: Host, volume: string) {
  const stats = new Map<string, Soon<ResolverStat | undefined>>();
  const contents = new Map<string, Soon<Uint8Array | undefined>>();
  const manifests = new Map<string, Soon<unknown>>();
  const stat = (path: string, options: unknown, done?: Done<unknown>): void => {
    give(
      kept(stats, path, () => soon(statOf(host, volume + path))),
      (done ?? options) as Done<unknown>,
    );
  };
  /** As bytes: by those the library knows again what it has parsed. */
  const content = (path: string) => kept(contents, path, () => after(soon(read(host, volume + path)), encoded));
  const nothing = (_path: string, options: unknown, done?: Done<never>): void => ((done ?? options) as Done<never>)(MISSING);
  return {
    stat,
    lstat: stat,
    readFile: (path: string, options: unknown, done?: Done<Uint8Array>): void => give(content(path), (done ?? options) as Done<Uint8Array>),
    readJson: (path: string, done: Done<unknown>): void =>
      give(
        kept(manifests, path, () => after(content(path), decoded)),
        done,
      ),
    readlink: nothing,
    readdir: nothing,
  };
}

/** Longer than any manifest or `tsconfig.json` that a person writes. */
const MAX_SIZE = 1_000_000;
const BROKEN = Symbol("broken");
const MISSING: Error = Object.assign(new Error("No such file"), { code: "ENOENT" });

function give<T>(found: Soon<T | undefined>, done: Done<T>): void {
  const told = (value: T | undefined): void =>
    value === undefined ? done(MISSING) : value === BROKEN ? done(new SyntaxError("This is not JSON")) : done(null, value);
  if (isLater(found)) found.then(told, () => done(MISSING));
  else told(found);
}

interface ResolverStat {
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly size: number;
}

function* statOf(host: Host, path: string): Steps<ResolverStat | undefined> {
  const found = yield* answer(host.stat(yield* named(host, path)));
  return found && { isFile: () => found.kind === "file", isDirectory: () => found.kind === "directory", size: found.size };
}

const encoded = (text: string | undefined): Uint8Array | undefined => (text === undefined ? undefined : new TextEncoder().encode(text));

function decoded(content: Uint8Array | undefined): unknown {
  try {
    return content && JSON.parse(new TextDecoder().decode(content));
  } catch {
    return BROKEN;
  }
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
