/** What one file has to do with providers, in keys of the caller's: see `Tally`. */
export interface Seen {
  /** How often it names what: a code, a status. */
  readonly uses: ReadonlyMap<string, number>;
  /** What it uses in any way: providers. */
  readonly touched: readonly string[];
  /** Other files that this was learned from. */
  readonly reads: readonly string[];
}

export interface TallyOptions {
  /** The files to count in, those first that are cheapest to look at. */
  readonly files: () => Promise<readonly string[]>;
  /** Nothing for a file that is left out. */
  readonly look: (path: string) => Promise<Seen | undefined>;
  /** Lets everybody else go first; called between any two files. */
  readonly rest: () => Promise<void>;
  /** Told of every file that was counted. */
  readonly counted: () => void;
}

/**
 * Counts over the files of a workspace, one at a time and only while somebody wants to know; what changes is counted again. A file keeps its
 * old counts until it has new ones, so that a sum never falls because a count is under way.
 */
export class Tally {
  private readonly seen = new Map<string, Seen>();
  private readonly dirty = new Set<string>();
  private known: ReadonlySet<string> = new Set();
  /** Files that changed and are none of those that count: one more change of theirs is no news. */
  private readonly strangers = new Set<string>();
  /** The list of files has to be made anew. */
  private stale = true;
  private holders = 0;
  private running: Promise<void> | undefined;

  constructor(private readonly options: TallyOptions) {}

  /** How many files are counted, of how many. Both are 0 before the first list is there. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.known.size - this.dirty.size, total: this.known.size };
  }

  /** Counts until what this gives is called: what is not counted by then waits for the next time. */
  hold(): () => void {
    this.holders++;
    this.start();
    let held = true;
    return () => {
      if (held) this.holders--;
      held = false;
    };
  }

  /** Files changed; with `came`, some have come or gone. Those that were learned from them are counted again too. */
  changed(paths: readonly string[], came: boolean): void {
    const changed = new Set(paths);
    for (const path of this.known) if (changed.has(path)) this.dirty.add(path);
    for (const [path, { reads }] of this.seen) if (reads.some((read) => changed.has(read))) this.dirty.add(path);
    const news = paths.filter((path) => !this.known.has(path) && !this.strangers.has(path));
    for (const path of news) this.strangers.add(path);
    this.stale ||= came || news.length > 0;
    this.start();
  }

  /** Everything is counted again: what counts may be something else now. */
  renew(): void {
    for (const path of this.known) this.dirty.add(path);
    this.stale = true;
    this.start();
  }

  /** Resolves when all is counted, or nobody wants to know any more. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  /** How often each thing is named, over all files. */
  totals(): ReadonlyMap<string, number> {
    const totals = new Map<string, number>();
    for (const { uses } of this.seen.values()) for (const [key, count] of uses) totals.set(key, (totals.get(key) ?? 0) + count);
    return totals;
  }

  /** How many files use each provider in any way. */
  touched(): ReadonlyMap<string, number> {
    const files = new Map<string, number>();
    for (const { touched } of this.seen.values()) for (const key of touched) files.set(key, (files.get(key) ?? 0) + 1);
    return files;
  }

  /** The files that name it. */
  filesWith(key: string): readonly string[] {
    return [...this.seen].filter(([, { uses }]) => uses.has(key)).map(([path]) => path);
  }

  private start(): void {
    if (this.holders === 0 || this.running || (!this.stale && this.dirty.size === 0)) return;
    this.running = this.run().finally(() => {
      this.running = undefined;
      this.start();
    });
  }

  private async run(): Promise<void> {
    while (this.holders > 0 && (this.stale || this.dirty.size > 0)) {
      if (this.stale) await this.list();
      const [path] = this.dirty;
      if (path === undefined) break;
      this.dirty.delete(path);
      const seen = await this.options.look(path);
      if (seen && (seen.uses.size > 0 || seen.touched.length > 0)) this.seen.set(path, seen);
      else this.seen.delete(path);
      this.options.counted();
      await this.options.rest();
    }
  }

  private async list(): Promise<void> {
    this.stale = false;
    const files = await this.options.files();
    const now = new Set(files);
    for (const path of files) if (!this.known.has(path)) this.dirty.add(path);
    for (const path of this.known) if (!now.has(path)) this.forget(path);
    this.known = now;
    this.options.counted();
  }

  private forget(path: string): void {
    this.dirty.delete(path);
    this.seen.delete(path);
  }
}
