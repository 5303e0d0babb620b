/** Which of many things may go when there is too much: those that nobody who is at work has touched, the longest unused first. */
export class Recent<Key> {
  private readonly held = new Map<Key, { readonly size: number; used: number }>();
  /** When each of those began who are at work. */
  private readonly visits = new Set<{ readonly since: number }>();
  private clock = 0;
  private total = 0;

  constructor(private readonly most: number) {}

  get isIdle(): boolean {
    return this.visits.size === 0;
  }

  /** Someone begins to work; what they touch stays until they call the function that this gives. */
  enter(): () => void {
    const visit = { since: ++this.clock };
    this.visits.add(visit);
    return () => void this.visits.delete(visit);
  }

  hold(key: Key, size: number): void {
    this.drop(key);
    this.held.set(key, { size, used: ++this.clock });
    this.total += size;
  }

  touch(key: Key): void {
    const entry = this.held.get(key);
    if (entry) entry.used = ++this.clock;
  }

  drop(key: Key): void {
    this.total -= this.held.get(key)?.size ?? 0;
    this.held.delete(key);
  }

  clear(): void {
    this.held.clear();
    this.total = 0;
  }

  /** Lets go of what is too much, down to four fifths, so that it need not happen again at once. */
  trim(): readonly Key[] {
    if (this.total <= this.most) return [];
    const first = Math.min(...[...this.visits].map(({ since }) => since));
    const free = [...this.held].filter(([, { used }]) => used < first).sort(([, a], [, b]) => a.used - b.used);
    const gone: Key[] = [];
    for (const [key] of free) {
      if (this.total <= this.most * 0.8) break;
      this.drop(key);
      gone.push(key);
    }
    return gone;
  }
}
