/** How long files must rest, here or on disk, before those that import them are analysed again; milliseconds. */
const pause = 200;

/** Collects the paths of documents and files that change, and hands them on together once there is a pause: a build writes hundreds. */
export class Edits {
  private readonly paths = new Set<string>();
  private came = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settled: (paths: readonly string[], came: boolean) => void) {}

  /** `came`: the file is new, or gone. */
  add(path: string, came = false): void {
    this.paths.add(path);
    this.came ||= came;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const [paths, some] = [[...this.paths], this.came];
      this.paths.clear();
      this.came = false;
      this.settled(paths, some);
    }, pause);
  }
}
