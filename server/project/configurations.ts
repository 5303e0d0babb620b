import { CONFIGURATION_NAME, type Configuration, isConfiguration, type Problem } from "./configuration";
import type { Host } from "./host";
import { dirname, isInside, join, relativeTo } from "./path";
import { OUTSIDE, readConfiguration } from "./read-configuration";
import { answer, kept, type Soon, type Steps, soon, together } from "./soon";

/** Longer than any configuration that a person writes. */
const MAX_SIZE = 1_000_000;

/** The `faultline.json` files of a workspace, read when first asked for and kept until `changed` names them. */
export class Configurations {
  private folders: readonly string[] = [];
  private readonly files = new Map<string, Soon<Loaded>>();
  /** The last version of each file that could be read; a broken one does not take its place. */
  private readonly lastGood = new Map<string, Configuration>();
  private chains = new Map<string, Soon<readonly Configuration[]>>();

  constructor(
    private readonly host: Host,
    private readonly rules: () => Soon<readonly string[]>,
  ) {}

  setFolders(folders: readonly string[]): void {
    this.folders = [...folders].sort((a, b) => b.length - a.length);
    this.files.clear();
    this.chains.clear();
  }

  /** The workspace folder that a path is in, the innermost where they are nested. */
  folderOf(path: string): string | undefined {
    return this.folders.find((folder) => isInside(folder, path));
  }

  /** The configurations that hold for a file, nearest first; none for a file outside every workspace folder. */
  chainFor(path: string): Soon<readonly Configuration[]> {
    const folder = this.folderOf(path);
    return folder === undefined ? NONE : this.chainOf(dirname(path), folder);
  }

  /** Forgets what depends on a `faultline.json`, or on a folder that holds some; true if anything did. */
  changed(path: string): boolean {
    const gone = [...this.files.keys()].filter((file) => isInside(path, file));
    for (const file of gone) this.files.delete(file);
    const known = isConfiguration(path) && this.folderOf(path) !== undefined;
    if (known) this.file(path);
    if (known || gone.length > 0) this.chains = new Map();
    return known || gone.length > 0;
  }

  /** The files that something was asked of so far; with `folders` those of the workspace folders themselves too. */
  all(folders: boolean): Promise<readonly Loaded[]> {
    if (folders) for (const folder of this.folders) this.file(join(folder, CONFIGURATION_NAME));
    return Promise.all(this.files.values());
  }

  private chainOf(directory: string, folder: string): Soon<readonly Configuration[]> {
    return kept(this.chains, directory, () => soon(this.buildChain(directory, folder)));
  }

  private *buildChain(directory: string, folder: string): Steps<readonly Configuration[]> {
    const { configuration } = yield* answer(this.file(join(directory, CONFIGURATION_NAME)));
    if (configuration?.root || directory === folder || relativeTo(folder, directory) === undefined)
      return configuration ? [configuration] : [];
    const above = yield* answer(this.chainOf(dirname(directory), folder));
    return configuration ? [configuration, ...above] : above;
  }

  private file(path: string): Soon<Loaded> {
    return kept(this.files, path, () => soon(this.load(path)));
  }

  private *load(path: string): Steps<Loaded> {
    const stat = yield* answer(this.host.stat(path));
    if (stat?.kind !== "file") {
      this.lastGood.delete(path);
      return { path, problems: [] };
    }
    const wrong = yield* this.fault(path, stat.size);
    if (wrong !== undefined) return { path, problems: [atStart(path, wrong)] };
    const text = (yield* answer(this.host.read(path))) ?? "";
    const rules = yield* answer(this.rules());
    const { configuration, problems } = readConfiguration(path, text, this.folderOf(path) ?? dirname(path), rules);
    if (configuration) this.lastGood.set(path, configuration);
    const inUse = configuration ?? this.lastGood.get(path);
    return { path, problems, ...(inUse && { configuration: inUse }) };
  }

  private *fault(path: string, size: number): Steps<string | undefined> {
    if (size > MAX_SIZE) return `This file is larger than ${MAX_SIZE / 1_000_000} MB and is not read`;
    const folder = this.folderOf(path) ?? dirname(path);
    return (yield* answer(staysInside(this.host, folder, path))) ? undefined : `This file ${OUTSIDE}`;
  }
}

/** One configuration file, as far as it could be read. */
export interface Loaded {
  readonly path: string;
  readonly configuration?: Configuration;
  readonly problems: readonly Problem[];
}

/** True if the path, every symbolic link resolved, still lies in the folder. */
export const staysInside = (host: Host, folder: string, path: string): Soon<boolean> => soon(stays(host, folder, path));

function* stays(host: Host, folder: string, path: string): Steps<boolean> {
  const [realFolder, realPath] = yield* answer(together([host.realpath(folder), host.realpath(path)]));
  return realFolder !== undefined && realPath !== undefined && isInside(realFolder, realPath);
}

export const atStart = (path: string, message: string): Problem => ({
  path,
  span: { start: 0, end: 0 },
  line: 1,
  message,
  severity: "error",
  schema: false,
});

const NONE: readonly Configuration[] = [];
