import type { Bind, ImportRequest, Module, Modules } from "../core/analysis";
import type { Facts } from "../core/facts";
import { lineStarts } from "../core/text";
import type { Engine } from "./engine";
import { readSource, unfit } from "./files";
import type { Host } from "./host";
import { Imports } from "./imports";
import { basename, isInside } from "./path";
import { Recent } from "./recent";

/** A file that others import. `text` tells whether it has changed when something says that it may have. */
interface Loaded {
  readonly module: Module;
  readonly text: string;
}

/** Whether a file says what imports name. */
export const decidesImports = (path: string): boolean =>
  /^(?:tsconfig\b.*\.json|jsconfig\.json|package\.json|lerna\.json|pnpm-workspace\.yaml)$/.test(basename(path));

interface Slot {
  readonly base: number;
  readonly size: number;
}

/**
 * The files of a workspace that others import, read when a value leads there and kept until they change, or until there are too many of
 * them: then those that were not needed for longest go, and are read again on need.
 */
export class ModuleStore {
  private readonly imports: Imports;
  private readonly targets = new Map<string, string | undefined>();
  private readonly files = new Map<string, Promise<Loaded | undefined>>();
  private readonly loaded = new Map<string, Loaded | undefined>();
  private readonly slots = new Map<string, Slot>();
  /** What was read and let go: nobody watches any more whether it changes. */
  private readonly evicted = new Set<string>();
  private readonly recent: Recent<string>;
  private next: number | undefined;

  constructor(
    private readonly host: Host,
    folderOf: (path: string) => string | undefined,
    private readonly engine: () => Promise<Engine>,
    private readonly bindsOf: (path: string) => Promise<readonly Bind[]>,
    /** The text of a document that is open in the editor, which counts more than the file. */
    private readonly open: (path: string) => string | undefined,
    /** How many characters of text the files may have that are kept; their facts take some 20 bytes for each. */
    most = 8_000_000,
  ) {
    this.recent = new Recent(most);
    this.imports = new Imports(host, folderOf);
  }

  /** An analysis begins: what it looks into stays until it calls the function that this gives. */
  enter(): () => void {
    // Names of imports that nobody writes any more; each keystroke in one makes another.
    if (this.recent.isIdle && this.targets.size > MAX_TARGETS) this.forgetTargets();
    const leave = this.recent.enter();
    return () => {
      leave();
      for (const path of this.recent.trim()) {
        this.loaded.delete(path);
        this.files.delete(path);
        this.evicted.add(path);
      }
    };
  }

  /** What the analysis of a file sees of the others. */
  for(path: string): Modules {
    return {
      path,
      find: (from, source) => {
        const key = `${from}\n${source}`;
        if (!this.targets.has(key)) return "unloaded";
        const target = this.targets.get(key);
        if (target === undefined) return undefined;
        if (target === path) return "own";
        if (!this.loaded.has(target)) return "unloaded";
        this.recent.touch(target);
        return this.loaded.get(target)?.module;
      },
    };
  }

  /** Finds out what the imports of a file name, without loading it: most lead to packages, and there is nothing to load. */
  async prepare(path: string, { imports }: Facts): Promise<void> {
    await Promise.all([...new Set(imports.map(({ source }) => source))].map((source) => this.target(path, source)));
  }

  /** Loads what imports name for the analysis of a file. True if anything is known now that was not. */
  async load(path: string, requests: readonly ImportRequest[]): Promise<boolean> {
    const found = await Promise.all(
      requests.map(async ({ from, source }) => {
        const isNew = !this.targets.has(`${from}\n${source}`);
        const target = await this.target(from, source);
        if (target === undefined || target === path) return isNew;
        this.recent.touch(target);
        if (this.loaded.has(target)) return isNew;
        await this.file(target);
        return true;
      }),
    );
    return found.includes(true);
  }

  /** Of the paths those that are loaded, or hold such, and have changed: what looked into them is out of date. */
  async changed(paths: readonly string[]): Promise<readonly string[]> {
    const known = [...this.files.keys()].filter((file) => paths.some((path) => isInside(path, file)));
    const gone = [...this.evicted].filter((file) => paths.some((path) => isInside(path, file)));
    for (const path of gone) this.evicted.delete(path);
    for (const path of known) {
      const text = await this.read(path);
      if (this.loaded.has(path) && text === this.loaded.get(path)?.text) continue;
      this.loaded.delete(path);
      this.files.delete(path);
      this.recent.drop(path);
      gone.push(path);
    }
    return gone;
  }

  /** Forgets which file an import names: files have come or gone. True if any was known. */
  forgetTargets(): boolean {
    const known = this.targets.size > 0;
    this.imports.clear();
    this.targets.clear();
    return known;
  }

  clear(): void {
    this.forgetTargets();
    this.files.clear();
    this.loaded.clear();
    this.recent.clear();
    this.evicted.clear();
  }

  private async target(from: string, source: string): Promise<string | undefined> {
    const key = `${from}\n${source}`;
    if (this.targets.has(key)) return this.targets.get(key);
    const target = await this.imports.resolve(from, source);
    this.targets.set(key, target);
    return target;
  }

  private file(path: string): Promise<Loaded | undefined> {
    let file = this.files.get(path);
    if (!file) {
      const parsed = this.parse(path).then((loaded) => {
        // It may have changed in the meantime.
        if (this.files.get(path) !== parsed) return loaded;
        this.loaded.set(path, loaded);
        this.evicted.delete(path);
        if (loaded) this.recent.hold(path, loaded.text.length);
        return loaded;
      });
      file = parsed;
      this.files.set(path, file);
    }
    return file;
  }

  private async parse(path: string): Promise<Loaded | undefined> {
    const [{ read, numbers }, text, binds] = await Promise.all([this.engine(), this.read(path), this.bindsOf(path)]);
    if (text === undefined) return undefined;
    const { facts } = (await read(path, text)).parsed;
    await this.prepare(path, facts);
    const module = {
      path,
      starts: lineStarts(text),
      facts: numbers.relocate(facts, this.baseFor(path, numbers.extentOf(facts), numbers.first)),
      binds,
    };
    return { module, text };
  }

  private async read(path: string): Promise<string | undefined> {
    const open = this.open(path);
    if (open !== undefined) return unfit(path, open) === undefined ? open : undefined;
    const source = await readSource(this.host, path);
    return "text" in source ? source.text : undefined;
  }

  /** Numbers of its own for a file; a new version gets the same while it fits. */
  private baseFor(path: string, extent: number, first: number): number {
    const slot = this.slots.get(path);
    if (slot && extent <= slot.size) return slot.base;
    const base = this.next ?? first;
    const size = Math.ceil(extent * SLACK);
    this.slots.set(path, { base, size });
    this.next = base + size;
    return base;
  }
}

/** A file that is being written may grow by a quarter before it needs other numbers. */
const SLACK = 1.25;

const MAX_TARGETS = 50_000;
