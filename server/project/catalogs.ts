import type { Catalog } from "../../catalog/model/catalog";
import type { CodesFile } from "../../catalog/model/codes";
import type { ProviderFile } from "../../catalog/model/file";
import { createCatalog, type IndexFile, type Loaded, readProvider, readRetrierText } from "../../catalog/model/load";
import { extend, normalise } from "../../catalog/model/normalise";
import type { Retrier } from "../../catalog/model/retrier";
import type { Provider } from "../../catalog/model/types";
import { remedy } from "../../catalog/validate/nearest";
import { problemAt } from "../../catalog/validate/problem";
import { validateProvider } from "../../catalog/validate/provider";
import { child, parse } from "../../catalog/validate/tree";
import type { Configuration, FileReference, Place, Problem } from "./configuration";
import { atStart, staysInside } from "./configurations";
import type { Assets, Host } from "./host";
import { isInside } from "./path";
import { OUTSIDE } from "./read-configuration";
import { answer, isLater, kept, type Soon, type Steps, soon } from "./soon";

const MAX_SIZE = 5_000_000;

/** The folders of the bundled data, and what one file of each is. */
const BUNDLED = { providers: "provider", retriers: "retry library" } as const;

/** The catalogs of a workspace: one for each set of own files, above the bundled data that all of them share. */
export class Catalogs {
  private readonly loaded: Loaded;
  private readonly providers = new Map<string, Soon<Provider | undefined>>();
  private readonly retriers = new Map<string, Soon<Retrier | undefined>>();
  private readonly codes = new Map<"codes", Soon<CodesFile>>();
  private readonly files = new Map<string, Promise<CatalogFile>>();
  /** The last valid version of each file; a broken one does not take its place. */
  private readonly lastGood = new Map<string, Written>();
  private built = new Map<string, Promise<Built>>();
  private indexed: Promise<IndexFile> | undefined;

  constructor(
    private readonly host: Host,
    private readonly assets: Assets,
    private readonly log: (message: string) => void,
    private readonly folderOf: (path: string) => string | undefined,
  ) {
    // Where the data is had at once, it is read when an analysis asks for it.
    const there = <K, T>(known: ReadonlyMap<K, Soon<T>>, key: K, ask: () => Soon<T>): T | undefined => {
      const found = assets.atOnce ? ask() : known.get(key);
      return isLater(found) ? undefined : found;
    };
    const codes = () => there(this.codes, "codes", () => this.codeTable());
    this.loaded = {
      providers: { get: (id) => there(this.providers, id, () => this.bundled(id)) },
      retriers: { get: (id) => there(this.retriers, id, () => this.retrier(id)) },
      get codes() {
        return codes();
      },
    };
  }

  /** The catalog that files with these configurations see. */
  async forChain(chain: readonly Configuration[]): Promise<Catalog> {
    return (await this.build(chain)).catalog;
  }

  /** The files in which the workspace itself describes a provider, nearest first; none for one that is bundled alone. */
  async sourcesOf(id: string, chain: readonly Configuration[]): Promise<readonly string[]> {
    return (await this.described(chain)).get(id) ?? [];
  }

  /** The providers that the workspace itself describes or adds to, by id, each with its files, nearest first. */
  async described(chain: readonly Configuration[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return (await this.build(chain)).sources;
  }

  /** A bundled provider as it is shipped. */
  bundledText(id: string): Soon<string | undefined> {
    return this.assets.read(`catalog/providers/${id}.json`);
  }

  /** Reads bundled providers, each once; true if any of them is there now. */
  async load(ids: readonly string[]): Promise<boolean> {
    return (await Promise.all(ids.map((id) => this.bundled(id)))).some((provider) => provider !== undefined);
  }

  /** The same for retry libraries. */
  async loadRetriers(ids: readonly string[]): Promise<boolean> {
    return (await Promise.all(ids.map((id) => this.retrier(id)))).some((retrier) => retrier !== undefined);
  }

  /** Reads the table that leads from a code to its providers, once. */
  async loadCodes(): Promise<boolean> {
    await this.codeTable();
    return true;
  }

  private codeTable(): Soon<CodesFile> {
    return kept(this.codes, "codes", () => soon(this.readTable<CodesFile>("codes")));
  }

  index(): Promise<IndexFile> {
    this.indexed ??= this.readIndex();
    return this.indexed;
  }

  private async readIndex(): Promise<IndexFile> {
    try {
      return await soon(this.readTable<IndexFile>("index"));
    } catch (error) {
      this.indexed = undefined;
      this.built.clear();
      throw error;
    }
  }

  changed(path: string): boolean {
    const gone = [...this.files.keys()].filter((file) => isInside(path, file));
    for (const file of gone) this.files.delete(file);
    if (gone.length > 0) this.built = new Map();
    return gone.length > 0;
  }

  /** What is wrong in the catalog files of a configuration, and in what it says about catalogs and providers. */
  async problems(configuration: Configuration, chain: readonly Configuration[]): Promise<readonly Problem[]> {
    const { catalog, problems } = await this.build(chain);
    const unknown = configuration.binds.filter(({ bind }) => bind.provider !== "none" && !catalog.has(bind.provider));
    const unbound = unknown.map(({ bind: { provider }, place }) =>
      problem(configuration.path, place, `No provider has the id '${provider}'${remedy(provider, ["none", ...catalog.ids], "there are")}`),
    );
    const missing = await Promise.all(configuration.catalogs.map((reference) => this.missing(configuration, reference)));
    return [...missing.flat(), ...unbound, ...problems];
  }

  private async missing({ path }: Configuration, { path: target, written, place }: FileReference): Promise<readonly Problem[]> {
    const { missing } = await this.file(target);
    return missing === undefined ? [] : [problem(path, place, `The file '${written}' ${missing}`)];
  }

  private build(chain: readonly Configuration[]): Promise<Built> {
    const paths = [...new Set(chain.flatMap(({ catalogs }) => catalogs.map(({ path }) => path)))];
    const key = paths.join("\n");
    let built = this.built.get(key);
    if (!built) {
      built = this.assemble(paths);
      this.built.set(key, built);
    }
    return built;
  }

  /** Farthest file first, so that of two that extend the same provider the nearest has the last word. */
  private async assemble(paths: readonly string[]): Promise<Built> {
    const index = await this.index();
    const files = await Promise.all(paths.map((path) => this.file(path)));
    const problems = files.flatMap((file) => file.problems);
    const own = new Map<string, Provider>();
    for (const { path, written } of files.toReversed()) {
      if (!written) continue;
      const wrong = await this.add(written, own);
      if (wrong) problems.push(problem(path, wrong.place, wrong.message));
    }
    const sources = new Map<string, string[]>();
    for (const { path, written } of files) {
      const id = written?.file.id ?? written?.file.extends;
      if (id !== undefined) sources.set(id, [...(sources.get(id) ?? []), path]);
    }
    return { catalog: createCatalog(index, this.loaded, [...own.values()]), problems, sources };
  }

  private async add({ file, place }: Written, own: Map<string, Provider>): Promise<{ place: Place; message: string } | undefined> {
    if (file.extends !== undefined) {
      const base = own.get(file.extends) ?? (await this.bundled(file.extends));
      if (!base) return { place, message: `The bundled provider '${file.extends}' could not be loaded` };
      own.set(base.id, extend(base, file));
      return undefined;
    }
    const provider = normalise(file);
    if (own.has(provider.id))
      return { place, message: `Another catalog of this workspace has the id '${provider.id}' too; choose another` };
    own.set(provider.id, provider);
    return undefined;
  }

  /** One as it is shipped, loaded. */
  bundled(id: string): Soon<Provider | undefined> {
    return kept(this.providers, id, () => soon(this.readBundled("providers", id, readProvider)));
  }

  private retrier(id: string): Soon<Retrier | undefined> {
    return kept(this.retriers, id, () => soon(this.readBundled("retriers", id, readRetrierText)));
  }

  private file(path: string): Promise<CatalogFile> {
    let file = this.files.get(path);
    if (!file) {
      file = this.read(path);
      this.files.set(path, file);
    }
    return file;
  }

  private async read(path: string): Promise<CatalogFile> {
    const gone = (missing: string): CatalogFile => {
      this.lastGood.delete(path);
      return { path, problems: [], missing };
    };
    const stat = await this.host.stat(path);
    if (stat === undefined) return gone("does not exist");
    if (stat.kind !== "file") return gone("is not a file");
    const folder = this.folderOf(path);
    if (folder === undefined || !(await staysInside(this.host, folder, path))) return gone(OUTSIDE);
    if (stat.size > MAX_SIZE)
      return { path, problems: [atStart(path, `This file is larger than ${MAX_SIZE / 1_000_000} MB and is not read`)] };
    const text = (await this.host.read(path)) ?? "";
    const bundled = (await this.index()).providers.map(({ id }) => id);
    const { file, problems, form } = validateProvider(text, { bundled });
    if (file) this.lastGood.set(path, { file, place: idPlace(text, file) });
    const written = this.lastGood.get(path);
    return { path, problems: problems.map((found) => ({ ...found, path, severity: "error", schema: form })), ...(written && { written }) };
  }

  private *readTable<Table>(name: "index" | "codes"): Steps<Table> {
    const text = yield* answer(this.assets.read(`catalog/${name}.json`));
    if (text === undefined) throw new Error(`The catalog's file catalog/${name}.json is missing; the installation is incomplete`);
    return JSON.parse(text) as Table;
  }

  /** Bundled files were validated when they were built. */
  private *readBundled<T>(folder: keyof typeof BUNDLED, id: string, take: (text: string) => T): Steps<T | undefined> {
    try {
      const text = yield* answer(this.assets.read(`catalog/${folder}/${id}.json`));
      if (text === undefined) throw new Error("no such file");
      return take(text);
    } catch (error) {
      this.log(`The ${BUNDLED[folder]} '${id}' could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

interface Written {
  readonly file: ProviderFile;
  /** Where its id, or what it extends, stands. */
  readonly place: Place;
}

interface CatalogFile {
  readonly path: string;
  readonly written?: Written;
  readonly problems: readonly Problem[];
  /** Why there is nothing to read: `"does not exist"`. */
  readonly missing?: string;
}

interface Built {
  readonly catalog: Catalog;
  /** The files that each provider of the workspace comes from, nearest first. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly Problem[];
}

const problem = (path: string, { span, line }: Place, message: string): Problem => ({
  path,
  span,
  line,
  message,
  severity: "error",
  schema: false,
});

function idPlace(text: string, file: ProviderFile): Place {
  const node = child(parse(text).root, file.extends === undefined ? "id" : "extends");
  const { span, line } = problemAt(text, node?.offset ?? 0, node ? node.offset + node.length : 0, "");
  return { span, line };
}
