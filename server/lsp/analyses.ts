import type { Analysis } from "../core/analysis";
import type { Previous } from "../project/checked";
import type { Snapshot } from "./convert";
import type { Core } from "./core";
import type { Documents } from "./documents";
import type { Silence } from "./protocol";
import { documentPath } from "./uris";

/** The analysis of one version of a document, or why there is none. `stamp` changes with everything that it depends on. */
export type Analysed = { readonly document: Snapshot; readonly stamp: string } & Outcome;

type Outcome = { readonly analysis: Analysis } | { readonly silence: Silence };

interface Entry {
  readonly document: Snapshot;
  readonly stamp: string;
  readonly result: Promise<Analysed | undefined>;
}

/** An analysis that takes longer, in milliseconds, is named in the log, and waits from then on for a pause in typing. */
const BUDGET = 1000;
/** How long that pause is at most. */
const LONGEST_PAUSE = 3000;

/** The analyses of the open documents: each version once, however many requests ask for it. */
export class Analyses {
  private readonly entries = new Map<string, Entry>();
  private readonly previous = new Map<string, Previous>();
  private readonly silences = new Map<string, Silence>();
  /** The other files that the last analysis of a document looked into. */
  private readonly reads = new Map<string, readonly string[]>();
  /** Of each document, how often a file that it depends on has changed. */
  private readonly editions = new Map<string, number>();
  /** How long the last analysis of a document took that was over the budget, in milliseconds. */
  private readonly slow = new Map<string, number>();
  /** How many analyses of a document are under way. */
  private readonly running = new Map<string, number>();
  /** Counts the changes that can alter findings although the document stays the same. */
  private generation = 0;
  /** Keeps a result of an earlier server from being taken for one of this. */
  private readonly life = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;

  constructor(
    private readonly documents: Documents,
    private readonly core: () => Promise<Core>,
    private readonly enabled: (folder: string | undefined) => boolean,
    /** Told when a document falls silent, for another reason or no more. */
    private readonly silenced: () => void,
    private readonly warn: (message: string) => void,
  ) {}

  /** The document as it is now, analysed; `undefined` if it is closed or changes meanwhile. */
  async of(uri: string): Promise<Analysed | undefined> {
    const document = this.documents.get(uri);
    if (document === undefined) return undefined;
    const known = this.entries.get(uri);
    const stamp = `${this.life}:${this.editionOf(uri)}:${document.version}`;
    const current = known?.document === document && known.stamp === stamp;
    const entry = current ? known : { document, stamp, result: this.rested(document, stamp) };
    this.entries.set(uri, entry);
    const result = await entry.result;
    return this.documents.get(uri) === document ? result : undefined;
  }

  /** Where the parts of the document's text end, if it is the one that was analysed last. */
  partsOf(uri: string): readonly number[] | undefined {
    const { parsed } = this.previous.get(uri)?.reading ?? {};
    return parsed?.text === this.documents.get(uri)?.text ? parsed?.facts.ends : undefined;
  }

  /** Something that many analyses depend on has changed. */
  outdate(): void {
    this.generation++;
    for (const uri of this.previous.keys()) this.forget(uri);
  }

  /** Files have changed that others import. Gives the documents whose analyses looked into them. */
  outdateReaders(paths: readonly string[]): readonly string[] {
    const changed = new Set(paths);
    const read = [...this.reads].filter(([, files]) => files.some((file) => changed.has(file))).map(([uri]) => uri);
    // What is under way may have looked already, and has not said so yet.
    const readers = changed.size === 0 ? [] : [...new Set([...read, ...this.running.keys()])];
    for (const uri of readers) {
      this.editions.set(uri, (this.editions.get(uri) ?? 0) + 1);
      this.forget(uri);
    }
    return readers;
  }

  closed(uri: string): void {
    this.reads.delete(uri);
    this.editions.delete(uri);
    this.entries.delete(uri);
    this.previous.delete(uri);
    this.silences.delete(uri);
    this.slow.delete(uri);
  }

  get silent(): readonly { readonly uri: string; readonly reason: Silence }[] {
    return [...this.silences].map(([uri, reason]) => ({ uri, reason }));
  }

  /** Where the last analysis took long, the next one waits until the document rests, and is left out if it does not. */
  private async rested(document: Snapshot, stamp: string): Promise<Analysed | undefined> {
    const slow = this.slow.get(document.uri);
    if (slow !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(slow, LONGEST_PAUSE)));
      if (this.documents.get(document.uri) !== document) return undefined;
    }
    return this.analyse(document, stamp);
  }

  /** Changes with all that an analysis depends on besides its document. */
  private editionOf(uri: string): string {
    return `${this.generation}:${this.editions.get(uri) ?? 0}`;
  }

  /** Nothing that was found before is made use of; its reading still is. */
  private forget(uri: string): void {
    const { reading } = this.previous.get(uri) ?? {};
    if (reading) this.previous.set(uri, { reading });
  }

  private async analyse(document: Snapshot, stamp: string): Promise<Analysed> {
    const outcome = await this.run(document);
    const reason = "silence" in outcome ? outcome.silence : undefined;
    if (this.documents.get(document.uri) === document && reason !== this.silences.get(document.uri)) {
      if (reason === undefined) this.silences.delete(document.uri);
      else this.silences.set(document.uri, reason);
      this.silenced();
    }
    return { document, stamp, ...outcome };
  }

  private async run(document: Snapshot): Promise<Outcome> {
    const { uri, text } = document;
    const { project } = await this.core();
    const path = documentPath(uri, this.documents.languageOf(uri));
    if (!this.enabled(project.folderOf(path))) return { silence: "off" };
    if (await project.ignored(path)) return { silence: "ignored" };
    const edition = this.editionOf(uri);
    this.running.set(uri, (this.running.get(uri) ?? 0) + 1);
    const { reading, analysis, unfit, spent = 0 } = await project.analyze(path, text, this.previous.get(uri));
    const others = (this.running.get(uri) ?? 1) - 1;
    if (others > 0) this.running.set(uri, others);
    else this.running.delete(uri);
    this.watch(uri, project.withinFolder(path), spent);
    const kept = edition === this.editionOf(uri) ? analysis?.kept : undefined;
    // The earlier reading is used up, so this one takes its place even if the document has changed again.
    if (reading && this.documents.get(uri)) this.previous.set(uri, { reading, ...(kept && { kept }) });
    if (analysis && this.documents.get(uri)) this.reads.set(uri, analysis.reads);
    return analysis ? { analysis } : { silence: unfit ?? "failed" };
  }

  private watch(uri: string, name: string, spent: number): void {
    if (spent <= BUDGET) this.slow.delete(uri);
    else if (this.documents.get(uri)) {
      if (!this.slow.has(uri)) this.warn(`The analysis of ${name} took ${(spent / 1000).toFixed(1)} s; it waits for pauses in typing now`);
      this.slow.set(uri, spent);
    }
  }
}
