/** `dirname("/a/b.ts")` is `"/a"`, `dirname("/a")` is `"/"`; what has no directory above it gives itself. */
export function dirname(path: string): string {
  const root = rootOf(path);
  const slash = path.lastIndexOf("/");
  return slash < root.length ? root : path.slice(0, slash);
}

export const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `join("/a", "./b/../c.json")` is `"/a/c.json"`. `..` past the root stays at the root. */
export function join(directory: string, relative: string): string {
  const root = rootOf(directory);
  const parts: string[] = [];
  for (const part of [...directory.slice(root.length).split("/"), ...relative.split("/")]) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return root + parts.join("/");
}

/** `relativeTo("/a", "/a/b/c.ts")` is `"b/c.ts"`; the folder itself is `""`; what lies outside gives `undefined`. */
export function relativeTo(folder: string, path: string): string | undefined {
  if (path === folder) return "";
  const prefix = folder.endsWith("/") ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

export const isInside = (folder: string, path: string): boolean => relativeTo(folder, path) !== undefined;

/** The way from one folder to a path: `relativeFrom("/a/b", "/a/c.ts")` is `"../c.ts"`. Across roots it is the path itself. */
export function relativeFrom(folder: string, path: string): string {
  const root = rootOf(folder);
  if (rootOf(path) !== root) return path;
  const from = folder.slice(root.length).split("/").filter(Boolean);
  const to = path.slice(root.length).split("/").filter(Boolean);
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/") || ".";
}

/** The part that never goes away: `"/"`, `"C:/"`, `"//server/share/"`, `"vscode-vfs://github/"`. */
export const rootOf = (path: string): string => /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]*\/|[a-z]:\/|\/\/[^/]+\/[^/]+\/|\/)/i.exec(path)?.[0] ?? "";
