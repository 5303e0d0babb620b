/** How long an edited document must rest before those that import it are analysed again; milliseconds. */
const pause = 200;

/** Collects the paths of documents that change, and hands them on together once there is a pause. */
export class Edits {
  private readonly paths = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settled: (paths: readonly string[]) => void) {}

  add(path: string): void {
    this.paths.add(path);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const paths = [...this.paths];
      this.paths.clear();
      this.settled(paths);
    }, pause);
  }
}
