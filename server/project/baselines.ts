import { type Baseline, compare, readBaseline } from "./baseline";
import { type Checked, withFindings } from "./checked";
import type { Configuration, FileReference, Problem } from "./configuration";
import { atStart, staysInside } from "./configurations";
import type { Host } from "./host";
import { dirname, isInside, relativeFrom } from "./path";
import { OUTSIDE } from "./read-configuration";

const MAX_SIZE = 20_000_000;

/** One baseline file, as far as it could be read. */
interface Loaded {
  readonly baseline?: Baseline;
  readonly problems: readonly Problem[];
  /** Why there is nothing to read: `"does not exist"`. */
  readonly missing?: string;
}

/** The baselines of a workspace, read when first asked for and kept until `changed` names them. */
export class Baselines {
  private readonly files = new Map<string, Promise<Loaded>>();
  /** The last version of each file that could be read; a broken one does not take its place. */
  private readonly lastGood = new Map<string, Baseline>();

  constructor(
    private readonly host: Host,
    private readonly folderOf: (path: string) => string | undefined,
    /** Named by a person and not by a configuration: it holds for every file and may lie anywhere. */
    private readonly given: string | undefined,
  ) {}

  /** The baseline that holds for files with these configurations: that of the nearest which names one. */
  pathFor(chain: readonly Configuration[]): string | undefined {
    return this.given ?? chain.find(({ baseline }) => baseline !== undefined)?.baseline?.path;
  }

  /** What was found in a file, without what a baseline knows of it. */
  async without(baseline: string, path: string, text: string, checked: Checked): Promise<Checked> {
    const known = (await this.read(baseline))?.get(relativeFrom(dirname(baseline), path)) ?? [];
    const { analysis, clear } = checked;
    if (known.length === 0 || !(analysis || clear)) return checked;
    const findings = analysis?.findings ?? [];
    const { fresh, gone } = compare(known, text, findings);
    return { ...checked, ...(analysis && { analysis: withFindings(analysis, fresh) }), gone, known: findings.length - fresh.length };
  }

  async read(path: string): Promise<Baseline | undefined> {
    return (await this.file(path)).baseline;
  }

  changed(path: string): boolean {
    const gone = [...this.files.keys()].filter((file) => isInside(path, file));
    for (const file of gone) this.files.delete(file);
    return gone.length > 0;
  }

  /** What is wrong in the baseline that a configuration names; for whoever will write it anew, only that it cannot be. */
  async problems({ path, baseline }: Pick<Configuration, "path" | "baseline">, anew: boolean): Promise<readonly Problem[]> {
    if (!baseline || this.given !== undefined) return [];
    const { problems, missing } = await this.file(baseline.path);
    if (anew && (missing === undefined || missing === ABSENT)) return [];
    return missing === undefined ? problems : [notThere(path, baseline, missing)];
  }

  /** The same of the one that a person named. */
  async problemsOfGiven(): Promise<readonly Problem[]> {
    return this.given === undefined ? [] : (await this.file(this.given)).problems;
  }

  private file(path: string): Promise<Loaded> {
    let file = this.files.get(path);
    if (!file) {
      file = this.load(path);
      this.files.set(path, file);
    }
    return file;
  }

  private async load(path: string): Promise<Loaded> {
    const stat = await this.host.stat(path);
    const missing = (await this.fault(path)) ?? (stat === undefined ? ABSENT : stat.kind !== "file" ? "is not a file" : undefined);
    if (missing !== undefined) {
      this.lastGood.delete(path);
      return { problems: [], missing };
    }
    const text = (stat?.size ?? 0) > MAX_SIZE ? undefined : await this.host.read(path);
    const { baseline, problems } =
      text === undefined
        ? { problems: [atStart(path, `This file cannot be read, or is larger than ${MAX_SIZE / 1_000_000} MB`)] }
        : readBaseline(path, text);
    if (baseline) this.lastGood.set(path, baseline);
    const inUse = baseline ?? this.lastGood.get(path);
    return { problems, ...(inUse && { baseline: inUse }) };
  }

  /** Where a file is, or would be written, after links are resolved. */
  private async fault(path: string): Promise<string | undefined> {
    if (path === this.given) return undefined;
    const folder = this.folderOf(path);
    const place = (await this.host.stat(path)) ? path : dirname(path);
    if (place !== path && (await this.host.stat(place)) === undefined) return ABSENT;
    return folder !== undefined && (await staysInside(this.host, folder, place)) ? undefined : OUTSIDE;
  }
}

const ABSENT = "does not exist";

const notThere = (path: string, { written, place }: FileReference, missing: string): Problem => ({
  ...place,
  path,
  message: `The baseline '${written}' ${missing}${missing === ABSENT ? "; `faultline check --update` writes it" : ""}`,
  severity: "error",
  schema: false,
});
