import type { Soon } from "./soon";

/**
 * What project asks of the machine it runs on. Paths are strings with `/`: `"/home/me/a.ts"`, `"C:/a.ts"`, or scheme, authority and
 * path where the files live elsewhere (`"vscode-vfs://github/me/repo/a b.ts"`, nothing percent-encoded). Nothing here throws: what
 * cannot be read is `undefined`. A host with files of its own answers at once, others with promises.
 */
export interface Host {
  /** The text without a byte order mark; NUL characters of a binary file stay in it. */
  read(path: string): Soon<string | undefined>;
  /** Follows symbolic links. */
  stat(path: string): Soon<Stat | undefined>;
  /** The path with every symbolic link resolved; where the host knows no links, the path itself. */
  realpath(path: string): Soon<string | undefined>;
  /** Empty for what is no readable directory. In no particular order. */
  list(directory: string): Soon<readonly Entry[]>;
  /** Whether what is asked of a path is answered at once, so that nothing need be asked before it is needed; where absent, it is not. */
  atOnce?(path: string): boolean;
}

export interface Stat {
  readonly kind: "file" | "directory" | "other";
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970; 0 where the host does not know. */
  readonly mtime: number;
}

export interface Entry {
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "other";
}

/** The data that ships with Faultline: `read("catalog/index.json")`, `read("catalog/providers/stripe.json")`, `read("rules/unknown-code.md")`. */
export interface Assets {
  read(name: string): Soon<string | undefined>;
  /** Whether it is answered at once. */
  readonly atOnce?: true;
}
