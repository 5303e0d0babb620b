import { URI } from "vscode-uri";
import { holdsScripts } from "../core/source";

/**
 * The path by which project knows a document: `file:///home/me/a.ts` is `"/home/me/a.ts"`, `file:///c%3A/a.ts` is `"C:/a.ts"`,
 * `vscode-vfs://github/me/a%20b.ts` is `"vscode-vfs://github/me/a b.ts"`. What has no place, as `untitled:Untitled-1`, stays as it is.
 */
export function toPath(uri: string): string {
  const { scheme, authority, path } = URI.parse(uri);
  if (scheme === "untitled" || !path.startsWith("/")) return uri;
  if (scheme !== "file") return `${scheme}://${authority}${path}`;
  if (authority !== "") return `//${authority}${path}`;
  return path.replace(/^\/([a-z]):/i, (_, drive: string) => `${drive.toUpperCase()}:`);
}

/** The path of a document, whose language decides where its name has no extension: `untitled:Untitled-1` becomes `untitled:Untitled-1.tsx`. */
export function documentPath(uri: string, languageId: string | undefined): string {
  const path = toPath(uri);
  const extension = extensions.get(languageId ?? "");
  return extension === undefined || /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) || holdsScripts(path) ? path : `${path}.${extension}`;
}

const extensions: ReadonlyMap<string, string> = new Map([
  ["javascript", "js"],
  ["javascriptreact", "jsx"],
  ["typescript", "ts"],
  ["typescriptreact", "tsx"],
  ["vue", "vue"],
  ["svelte", "svelte"],
  ["astro", "astro"],
  ["html", "html"],
]);

/** The other way: `"/home/me/a.ts"` is `file:///home/me/a.ts`. */
export function toUri(path: string): string {
  const [, scheme, authority, rest] = /^([a-z][a-z0-9+.-]+):\/\/([^/]*)(\/.*)$/i.exec(path) ?? [];
  if (scheme !== undefined) return URI.from({ scheme, authority: authority ?? "", path: rest ?? "/" }).toString();
  return isFilePath(path) ? URI.file(path).toString() : path;
}

/** True for paths of the machine's own file system. */
export const isFilePath = (path: string): boolean => path.startsWith("/") || /^[a-z]:\//i.test(path);
