/** How long files must rest, here or on disk, before those that import them are analysed again; milliseconds. */
const pause = 200;
/** How long at most, where they never rest. */
const longest = 2000;

/** Collects the paths of documents and files that change, and hands them on together once there is a pause: a build writes hundreds. */
export class Edits {
  private readonly paths = new Set<string>();
  private came = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;

  constructor(private readonly settled: (paths: readonly string[], came: boolean) => void) {}

  /** `came`: the file is new, or gone. */
  add(path: string, came = false): void {
    if (this.paths.size === 0) this.since = performance.now();
    this.paths.add(path);
    this.came ||= came;
    clearTimeout(this.timer);
    const rest = Math.min(pause, Math.max(0, this.since + longest - performance.now()));
    this.timer = setTimeout(() => {
      const [paths, some] = [[...this.paths], this.came];
      this.paths.clear();
      this.came = false;
      this.settled(paths, some);
    }, rest);
  }
}
