import type { Bind, ImportRequest, Module, Modules } from "../core/analysis";
import type { Facts } from "../core/facts";
import { lineStarts } from "../core/text";
import type { Engine } from "./engine";
import { readSource, unfit } from "./files";
import type { Host } from "./host";
import { Imports } from "./imports";
import { basename, isInside } from "./path";
import { Recent } from "./recent";
import { answer, isLater, kept, type Soon, type Steps, soon, together } from "./soon";

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
  private readonly targets = new Map<string, Soon<string | undefined>>();
  private readonly files = new Map<string, Soon<Loaded | undefined>>();
  private readonly slots = new Map<string, Slot>();
  /** What was read and let go: nobody watches any more whether it changes. */
  private readonly evicted = new Set<string>();
  private readonly recent: Recent<string>;
  private next: number | undefined;

  constructor(
    private readonly host: Host,
    folderOf: (path: string) => string | undefined,
    private readonly engine: () => Soon<Engine>,
    private readonly bindsOf: (path: string) => Soon<readonly Bind[]>,
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
        this.files.delete(path);
        this.evicted.add(path);
      }
    };
  }

  /** What the analysis of a file sees of the others: where files are had at once all of them, else those that are loaded. */
  for(path: string): Modules {
    return { path, find: (from, source) => this.find(path, from, source) };
  }

  /** What must be there for the analysis of a file. */
  async prepare(path: string, facts: Facts): Promise<void> {
    await this.imports.ready();
    await soon(this.lookAhead(path, facts));
  }

  /** Loads what imports name for the analysis of a file. True if anything is known now that was not. */
  async load(path: string, requests: readonly ImportRequest[]): Promise<boolean> {
    const found = await Promise.all(
      requests.map(async ({ from, source }) => {
        const isNew = !isThere(this.targets, keyOf(from, source));
        const target = await this.certain(from, source);
        if (target === undefined || target === path) return isNew;
        this.recent.touch(target);
        if (isThere(this.files, target)) return isNew;
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
      const loaded = this.files.get(path);
      if (!isLater(loaded) && text === loaded?.text) continue;
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
    this.recent.clear();
    this.evicted.clear();
  }

  private find(path: string, from: string, source: string): ReturnType<Modules["find"]> {
    try {
      if (!this.isAtOnce(from) && !this.targets.has(keyOf(from, source))) return "unloaded";
      const target = this.target(from, source);
      if (isLater(target)) return "unloaded";
      if (target === undefined) return undefined;
      if (target === path) return "own";
      if (!this.isAtOnce(target) && !this.files.has(target)) return "unloaded";
      const loaded = this.file(target, true);
      if (isLater(loaded)) return "unloaded";
      this.recent.touch(target);
      return loaded?.module;
    } catch {
      // Between two rounds there is all of the stack.
      return "unloaded";
    }
  }

  private isAtOnce(path: string): boolean {
    return this.host.atOnce?.(path) ?? false;
  }

  /** Where files are waited for: what the imports name, without loading it. Most lead to packages, and there is nothing to load. */
  private *lookAhead(path: string, { imports }: Facts): Steps<void> {
    if (this.isAtOnce(path)) return;
    yield* answer(together([...new Set(imports.map(({ source }) => source))].map((source) => this.certain(path, source))));
  }

  /** What cannot be found out leads nowhere. */
  private async certain(from: string, source: string): Promise<string | undefined> {
    try {
      return await this.target(from, source);
    } catch {
      this.targets.set(keyOf(from, source), undefined);
      return undefined;
    }
  }

  private target(from: string, source: string): Soon<string | undefined> {
    return kept(this.targets, keyOf(from, source), () => this.imports.resolve(from, source));
  }

  /** `deep`: in the middle of an analysis, where little may be left of the stack. */
  private file(path: string, deep = false): Soon<Loaded | undefined> {
    const arrived = (loaded: Loaded | undefined): void => {
      this.evicted.delete(path);
      if (loaded) this.recent.hold(path, loaded.text.length);
    };
    return kept(this.files, path, () => soon(this.parse(path, deep)), arrived);
  }

  private *parse(path: string, deep: boolean): Steps<Loaded | undefined> {
    const asked = together<[Engine, string | undefined, readonly Bind[]]>([this.engine(), this.read(path), this.bindsOf(path)]);
    const [{ read, numbers }, text, binds] = yield* answer(asked);
    if (text === undefined) return undefined;
    const { facts } = (yield* answer(read(path, text))).parsed;
    if (deep && facts.errors.length > 0) throw new RangeError(`${path} may nest too deeply to be read here`);
    yield* this.lookAhead(path, facts);
    const module = {
      path,
      starts: lineStarts(text),
      facts: numbers.relocate(facts, this.baseFor(path, numbers.extentOf(facts), numbers.first)),
      binds,
    };
    return { module, text };
  }

  private read(path: string): Soon<string | undefined> {
    const open = this.open(path);
    if (open !== undefined) return unfit(path, open) === undefined ? open : undefined;
    return soon(textOf(this.host, path));
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

const keyOf = (from: string, source: string): string => `${from}\n${source}`;

const isThere = <T>(map: ReadonlyMap<string, Soon<T>>, key: string): boolean => map.has(key) && !isLater(map.get(key));

function* textOf(host: Host, path: string): Steps<string | undefined> {
  const source = yield* answer(readSource(host, path));
  return "text" in source ? source.text : undefined;
}

/** A file that is being written may grow by a quarter before it needs other numbers. */
const SLACK = 1.25;

const MAX_TARGETS = 50_000;
