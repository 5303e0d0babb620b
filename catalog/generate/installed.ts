import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

const folder = new URL("packages/", `file://${__filename}`);

/** `{ name: "stripe", version: "23.1.0", files, sha256 }`: what was read of a package of `packages/package.json`. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly files: ReadonlyMap<string, Buffer>;
  /** Of the files one after the other. */
  readonly sha256: string;
}

/** Installs the packages with npm where the lock file asks for others than there are. Nothing in them is run. */
export function install(): void {
  if (upToDate()) return;
  const options = { cwd: folder, shell: process.platform === "win32" } as const;
  execFileSync("npm", ["ci", "--silent"], { ...options, stdio: ["ignore", "ignore", "inherit"] });
}

export function readInstalled(name: string, files: readonly string[]): Installed {
  const at = new URL(`node_modules/${name}/`, folder);
  const manifest = JSON.parse(readFileSync(new URL("package.json", at), "utf8")) as { readonly name: string; readonly version: string };
  const contents = new Map(files.map((file) => [file, readFileSync(new URL(file, at))]));
  const hash = createHash("sha256");
  for (const content of contents.values()) hash.update(content);
  return { name: manifest.name, version: manifest.version, files: contents, sha256: hash.digest("hex") };
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

/** npm leaves in `node_modules` what it has installed. */
function upToDate(): boolean {
  const installed = new URL("node_modules/.package-lock.json", folder);
  if (!existsSync(installed)) return false;
  const { packages: there } = readLock(installed);
  const { packages: wanted } = readLock(new URL("package-lock.json", folder));
  return Object.keys(there).every((name) => there[name]?.version === wanted[name]?.version);
}

const readLock = (url: URL): Lock => JSON.parse(readFileSync(url, "utf8")) as Lock;
