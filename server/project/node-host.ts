import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Assets, Entry, Host, Stat } from "./host";

/**
 * The file system of Node. Paths go in and come out with `/`, on Windows too. The calls are the synchronous ones: for many small
 * files they take a fraction of the time, a language server reads few, and what an analysis asks for is there at once.
 */
export const nodeHost: Host = {
  read: (path) => attempt(() => decode(readFileSync(path))),
  stat: (path) => attempt(() => stat(path)),
  realpath: (path) => attempt(() => fromNative(realpathSync.native(path))),
  list: (directory) => attempt(() => readdirSync(directory, { withFileTypes: true }).map(entry)) ?? [],
  atOnce: () => true,
};

/** What ships beside the running program: `nodeAssets(__dirname)`. */
export const nodeAssets = (directory: string): Assets => ({
  read: (name) => (/^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.[a-z]+$/.test(name) ? nodeHost.read(join(directory, name)) : undefined),
  atOnce: true,
});

/** `C:\a\b` becomes `C:/a/b`. Elsewhere a backslash is a character of a name and stays. */
export const fromNative = (path: string): string => (process.platform === "win32" ? path.replaceAll("\\", "/") : path);

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder("utf-8");
const decode = (bytes: Uint8Array): string => utf8.decode(bytes);

function stat(path: string): Stat | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { kind: found.isFile() ? "file" : found.isDirectory() ? "directory" : "other", size: found.size, mtime: found.mtimeMs };
}

const entry = (found: Dirent): Entry => ({
  name: found.name,
  kind: found.isSymbolicLink() ? "link" : found.isFile() ? "file" : found.isDirectory() ? "directory" : "other",
});
