import type { CodeValue } from "../../catalog/model/types";
import type { Analysis } from "../core/analysis";
import type { Span } from "../core/text";
import { readSource } from "../project/files";
import type { Host } from "../project/host";
import { type Seen, Tally } from "../project/tally";
import type { Analyses } from "./analyses";
import type { Core } from "./core";
import type { Documents } from "./documents";
import { breathe } from "./guard";
import type { Counting } from "./protocol";
import { toPath } from "./uris";

/** How long to wait before the editor is told again, in milliseconds. */
const pause = 300;

/** How long nobody must have typed for the next file to be looked at, in milliseconds: the analysis of one can take longer than a key. */
const quiet = 500;

/** The keys under which uses are counted: of a provider as a whole, of one code, of one status. `identity` is the project's word for a provider. */
export const providerKey = (identity: string): string => JSON.stringify([identity]);
export const codeKey = (identity: string, vocabulary: string, code: CodeValue): string => JSON.stringify([identity, vocabulary, code]);
export const statusKey = (identity: string, status: number): string => JSON.stringify([identity, status]);

/** A place that names a code or a status. */
export interface Place {
  readonly identity: string;
  readonly key: string;
  readonly span: Span;
}

export interface UsageOptions {
  readonly core: () => Promise<Core>;
  readonly host: Host;
  readonly documents: Documents;
  readonly analyses: Analyses;
  /** Whether the settings let Faultline look at the files of a folder. */
  readonly enabled: (folder: string | undefined) => boolean;
  readonly log: (message: string) => void;
  readonly tell: (counting: Counting) => void;
}

/** How often the workspace names each code, counted between other work and only while somebody looks. */
export class Usage {
  readonly tally: Tally;
  private lastTyped = 0;
  private release: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: UsageOptions) {
    this.tally = new Tally({
      files: () => this.files(),
      look: async (path) => {
        try {
          return await this.look(path);
        } catch (error) {
          options.log(
            `The uses in ${path} could not be counted: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
          return undefined;
        }
      },
      rest: () => this.rest(),
      counted: () => this.soon(),
    });
  }

  /** Somebody types: what is being looked at is finished, and nothing else begun for a while. */
  typed(): void {
    this.lastTyped = Date.now();
  }

  /** Whether the editor shows counts. */
  watch(on: boolean): void {
    if (on) this.release ??= this.tally.hold();
    else {
      this.release?.();
      this.release = undefined;
    }
  }

  /** Configurations or catalogs changed: the providers may be others, and whose an error is. */
  renew(): void {
    this.tally.renew();
    this.soon();
  }

  /** The analysis of a file as it stands in the editor or on disk; nothing for one that is left out or has nothing to find. */
  async analysisOf(path: string): Promise<Analysis | undefined> {
    return (await this.read(path)).analysis;
  }

  private async rest(): Promise<void> {
    await breathe();
    for (;;) {
      const left = this.lastTyped + quiet - Date.now();
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.options.tell(this.tally.progress);
    }, pause);
  }

  /** What is open first: its analyses are there already. */
  private async files(): Promise<readonly string[]> {
    const { project } = await this.options.core();
    const open = this.options.documents.uris.map(toPath);
    return [...new Set([...open, ...(await project.sources())])];
  }

  /** What a file names, each place under its key. */
  async usesIn(analysis: Analysis, path: string): Promise<readonly Place[]> {
    const { project, features } = await this.options.core();
    const identities = new Map<string, string>();
    const identify = async (provider: string): Promise<string> => {
      const identity = identities.get(provider) ?? (await project.identity(provider, path)) ?? provider;
      identities.set(provider, identity);
      return identity;
    };
    const found: Place[] = [];
    for (const { name, span } of features.codeUses(analysis)) {
      const identity = await identify(name.provider);
      found.push({ identity, key: codeKey(identity, name.vocabulary, name.code), span });
    }
    for (const { provider, status, span } of features.statusUses(analysis)) {
      const identity = await identify(provider);
      found.push({ identity, key: statusKey(identity, status), span });
    }
    return found;
  }

  private async look(path: string): Promise<Seen> {
    const { project, features } = await this.options.core();
    const { analysis, imports } = await this.read(path);
    const catalog = await project.catalogFor(path);
    const places = analysis ? await this.usesIn(analysis, path) : [];
    const named = [...imports.flatMap((source) => catalog.byImport(source)), ...(analysis ? features.requested(analysis) : [])];
    const touched = await Promise.all([...new Set(named)].map(async (id) => (await project.identity(id, path)) ?? id));
    const uses = new Map<string, number>();
    for (const { identity, key } of places) for (const one of [providerKey(identity), key]) uses.set(one, (uses.get(one) ?? 0) + 1);
    return { uses, touched: [...new Set([...touched, ...places.map(({ identity }) => identity)])], reads: analysis?.reads ?? [] };
  }

  private async read(path: string): Promise<{ readonly analysis?: Analysis; readonly imports: readonly string[] }> {
    const { documents, analyses, host, enabled } = this.options;
    const { project } = await this.options.core();
    const open = documents.at(path);
    if (open) {
      const analysed = await analyses.of(open.uri);
      return analysed && "analysis" in analysed ? { analysis: analysed.analysis, imports: importsOf(analysed.analysis.file) } : NOTHING;
    }
    if (!enabled(project.folderOf(path))) return NOTHING;
    const source = await readSource(host, path);
    if ("unfit" in source) return NOTHING;
    const { analysis, reading } = await project.check(path, source.text);
    return { ...(analysis && { analysis }), imports: reading ? importsOf(reading.parsed) : [] };
  }
}

const NOTHING = { imports: [] };

const importsOf = ({ facts }: Pick<Analysis["file"], "facts">): readonly string[] => [
  ...new Set(facts.imports.filter(({ typeOnly }) => !typeOnly).map(({ source }) => source)),
];
