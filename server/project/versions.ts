import { versionIn } from "../../catalog/model/version";
import { staysInside } from "./configurations";
import type { Host } from "./host";
import { basename, dirname, isInside, join } from "./path";

/** Longer than any manifest that a person writes. */
const MAX_SIZE = 1_000_000;
const MAX_LENGTH = 100;

/** Which version of a package a file gets: as installed, else as declared. Each manifest is read once, until `changed` names it. */
export class Versions {
  private readonly manifests = new Map<string, Promise<Manifest | undefined>>();

  constructor(
    private readonly host: Host,
    private readonly folderOf: (path: string) => string | undefined,
  ) {}

  /** `of("/w/src/a.ts", ["got"])` is got → "14.6.6" by `/w/node_modules/got/package.json`; else "^14.0.0" by `/w/package.json`. */
  async of(path: string, packages: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const folder = this.folderOf(path);
    if (folder === undefined || packages.length === 0) return NONE;
    const found = await Promise.all(packages.map(async (name) => [name, await this.version(name, dirname(path), folder)] as const));
    return new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  }

  /** Forgets what a manifest or lock file, or a folder that holds some, has decided; true if anything did. */
  changed(path: string): boolean {
    const known = [...this.manifests.keys()];
    const decides = basename(path) === MANIFEST || basename(path) === LOCK;
    if (known.length === 0 || !(decides ? this.folderOf(path) : known.some((file) => isInside(path, file)))) return false;
    this.clear();
    return true;
  }

  clear(): void {
    this.manifests.clear();
  }

  private async version(name: string, directory: string, folder: string): Promise<string | undefined> {
    const directories = upTo(directory, folder);
    for (const at of directories) {
      const installed = await this.manifest(join(at, `node_modules/${name}/${MANIFEST}`), folder);
      if (installed?.version !== undefined) return installed.version;
    }
    for (const at of directories) {
      const declared = (await this.manifest(join(at, MANIFEST), folder))?.declared.get(name);
      if (declared !== undefined) return declared;
    }
    return undefined;
  }

  private manifest(path: string, folder: string): Promise<Manifest | undefined> {
    let manifest = this.manifests.get(path);
    if (!manifest) {
      manifest = this.read(path, folder);
      this.manifests.set(path, manifest);
    }
    return manifest;
  }

  private async read(path: string, folder: string): Promise<Manifest | undefined> {
    const stat = await this.host.stat(path);
    if (stat?.kind !== "file" || stat.size > MAX_SIZE || !(await staysInside(this.host, folder, path))) return undefined;
    return parsed((await this.host.read(path)) ?? "");
  }
}

const MANIFEST = "package.json";
/** An installation writes it; a watcher rarely looks into `node_modules`. */
const LOCK = "package-lock.json";
const NONE: ReadonlyMap<string, string> = new Map();

interface Manifest {
  readonly version?: string;
  /** Ranges of the packages it depends on. */
  readonly declared: ReadonlyMap<string, string>;
}

const DEPENDENCIES = ["peerDependencies", "optionalDependencies", "devDependencies", "dependencies"];

function parsed(text: string): Manifest | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== "object" || json === null) return undefined;
  const content = json as Readonly<Record<string, unknown>>;
  const declared = DEPENDENCIES.flatMap((key) => Object.entries(content[key] ?? {})).filter((entry) => isVersion(entry[1]));
  return { ...(isVersion(content.version) ? { version: content.version } : {}), declared: new Map(declared as [string, string][]) };
}

const isVersion = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_LENGTH && versionIn(value) !== undefined;

/** `upTo("/w/a/b", "/w")` is `/w/a/b`, `/w/a` and `/w`. */
function upTo(directory: string, folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = directory; isInside(folder, at); at = dirname(at)) {
    if (basename(at) !== "node_modules") found.push(at);
    if (at === folder) break;
  }
  return found;
}
