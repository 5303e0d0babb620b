import type { Catalog } from "../../catalog/model/catalog";
import type { IndexFile } from "../../catalog/model/load";
import type { CodeValue, Provider } from "../../catalog/model/types";
import type { Needs, Settings } from "../core/analysis";
import type { Baseline } from "./baseline";
import { Baselines } from "./baselines";
import { Catalogs } from "./catalogs";
import type { Checked, Previous } from "./checked";
import { isIgnored, isSeverity, type Problem, type RuleSeverity, resolveSettings } from "./configuration";
import { Configurations } from "./configurations";
import { type Engine, loadEngine, type Reading } from "./engine";
import { findSources, isDeclaration, unfit } from "./files";
import { decidesImports, ModuleStore } from "./modules";
import { settled } from "./needs";
import type { ProjectOptions } from "./options";
import { relativeTo } from "./path";
import { after, once, type Soon } from "./soon";
import { Versions } from "./versions";

/** What lies between the files of a workspace and the core: which settings and catalog hold for a file, and when to look again. */
export class Project {
  private readonly configurations: Configurations;
  private readonly catalogs: Catalogs;
  private readonly versions: Versions;
  private readonly modules: ModuleStore;
  private readonly baselines: Baselines;
  private readonly editorRules = new Map<string | undefined, ReadonlyMap<string, RuleSeverity>>();
  private folders: readonly string[] = [];
  /** The core, loaded at the first call. */
  readonly engine: () => Soon<Engine>;

  constructor(private readonly options: ProjectOptions) {
    const { host, assets, log } = options;
    this.engine = once(options.loadEngine ?? loadEngine);
    this.configurations = new Configurations(host, () => after(this.engine(), ({ rules }) => rules.map(({ id }) => id)));
    const folderOf = (path: string) => this.configurations.folderOf(path);
    this.catalogs = new Catalogs(host, assets, log, folderOf);
    this.versions = new Versions(host, folderOf);
    this.baselines = new Baselines(host, folderOf, options.baseline);
    const bindsOf = (path: string) => after(this.settingsFor(path), ({ binds }) => binds);
    this.modules = new ModuleStore(
      host,
      folderOf,
      () => this.engine(),
      bindsOf,
      options.openText ?? (() => undefined),
      options.mostModules,
    );
  }

  setFolders(folders: readonly string[]): void {
    this.folders = folders;
    this.configurations.setFolders(folders);
    this.versions.clear();
    this.modules.clear();
  }

  folderOf(path: string): string | undefined {
    return this.configurations.folderOf(path);
  }

  /** `"src/a.ts"` of a file in a workspace folder; the whole path of any other. */
  withinFolder(path: string): string {
    const folder = this.folderOf(path);
    return (folder !== undefined && relativeTo(folder, path)) || path;
  }

  /** The catalogs that the configurations known so far name. */
  async catalogFiles(): Promise<readonly string[]> {
    const loaded = await this.configurations.all(true);
    return [...new Set(loaded.flatMap(({ configuration }) => configuration?.catalogs.map(({ path }) => path) ?? []))];
  }

  /** A configuration that names the catalog file. */
  async userOf(catalog: string): Promise<string | undefined> {
    const loaded = await this.configurations.all(true);
    return loaded.find(({ configuration }) => configuration?.catalogs.some(({ path }) => path === catalog))?.path;
  }

  /** The catalog files of the workspace that describe a provider for a path, nearest first; none for one that is bundled alone. */
  async catalogsOf(provider: string, path: string): Promise<readonly string[]> {
    return this.catalogs.sourcesOf(provider, await this.configurations.chainFor(path));
  }

  /** For each configuration known so far the providers that its catalogs describe or add to, by id, with their files. */
  async described(): Promise<readonly { readonly path: string; readonly providers: ReadonlyMap<string, readonly string[]> }[]> {
    const loaded = await this.configurations.all(true);
    const paths = loaded.flatMap(({ configuration }) => configuration?.path ?? []);
    const chains = paths.map(async (path) => this.catalogs.described(await this.configurations.chainFor(path)));
    return (await Promise.all(chains)).map((providers, index) => ({ path: paths[index] as string, providers }));
  }

  /** Ids of the providers that the workspace itself describes for a path, without those that it only adds to. */
  async ownProviders(path: string): Promise<readonly string[]> {
    const { ids } = await this.catalogFor(path);
    const bundled = new Set((await this.index()).providers.map(({ id }) => id));
    return ids.filter((id) => !bundled.has(id));
  }

  /** What tells providers apart that different folders give one id: the id of a bundled one, else the file that describes it. */
  async identity(provider: string, path: string): Promise<string | undefined> {
    return (await this.isBundled(provider)) ? provider : (await this.catalogsOf(provider, path))[0];
  }

  async isBundled(provider: string): Promise<boolean> {
    return (await this.index()).providers.some(({ id }) => id === provider);
  }

  /** A bundled provider as it is shipped. */
  bundledText(provider: string): Soon<string | undefined> {
    return this.catalogs.bundledText(provider);
  }

  /** The same, ready for look-ups: without what the workspace adds to it. */
  bundledProvider(provider: string): Soon<Provider | undefined> {
    return this.catalogs.bundled(provider);
  }

  /** Every source in the workspace folders. */
  async sources(): Promise<readonly string[]> {
    const found = await Promise.all(this.folders.map((folder) => findSources(this.options.host, folder, (path) => this.ignored(path))));
    return [...new Set(found.flat())];
  }

  read(path: string): Soon<string | undefined> {
    return this.options.host.read(path);
  }

  /** The editor's own settings, below every `faultline.json`; for one workspace folder, or for all that have none of their own. */
  setRules(rules: Readonly<Record<string, unknown>>, folder?: string): void {
    this.editorRules.set(folder, new Map(Object.entries(rules).filter((entry): entry is [string, RuleSeverity] => isSeverity(entry[1]))));
  }

  /** Forgets what depends on these files or folders. True if something did: earlier results are then out of date. */
  changed(paths: readonly string[]): boolean {
    const parts = [this.configurations, this.catalogs, this.versions];
    const changed = paths.flatMap((path) => parts.map((part) => part.changed(path))).includes(true);
    if (changed) this.modules.clear();
    const known = paths.map((path) => this.baselines.changed(path)).includes(true);
    return (paths.some(decidesImports) && this.modules.forgetTargets()) || changed || known;
  }

  /**
   * Of files or folders that changed on disk or in the editor, those that others have been seen to import: analyses that read them are
   * out of date. With `came`, files have come or gone, so that any import may name another file: then `targets` is true if any was known.
   */
  async modulesChanged(
    paths: readonly string[],
    came: boolean,
  ): Promise<{ readonly modules: readonly string[]; readonly targets: boolean }> {
    return { modules: await this.modules.changed(paths), targets: came && this.modules.forgetTargets() };
  }

  settingsFor(path: string): Soon<Settings> {
    const editor = this.editorRules.get(this.folderOf(path)) ?? this.editorRules.get(undefined) ?? NO_RULES;
    return after(this.configurations.chainFor(path), (chain) => resolveSettings(chain, editor, path));
  }

  async catalogFor(path: string): Promise<Catalog> {
    return this.catalogs.forChain(await this.configurations.chainFor(path));
  }

  /** Every provider of the catalog of a path, loaded. */
  async providersFor(path: string): Promise<readonly Provider[]> {
    const catalog = await this.catalogFor(path);
    await this.catalogs.load(catalog.ids.filter((id) => catalog.provider(id) === "unloaded"));
    return catalog.ids.map((id) => catalog.provider(id)).filter((provider) => provider !== undefined && provider !== "unloaded");
  }

  /** One provider of the catalog of a path, loaded. */
  async provider(id: string, path: string): Promise<Provider | undefined> {
    const catalog = await this.catalogFor(path);
    if (catalog.provider(id) === "unloaded") await this.catalogs.load([id]);
    const provider = catalog.provider(id);
    return provider === "unloaded" ? undefined : provider;
  }

  /** Ids of the providers in the catalog of a path that have a code. */
  async providersWith(code: CodeValue, path: string): Promise<readonly string[]> {
    const [catalog] = await Promise.all([this.catalogFor(path), this.loadCodes()]);
    const ids = catalog.byCode(code);
    return ids === "unloaded" ? [] : ids;
  }

  /** The table that leads from a code to its providers: an analysis says if it needs it. */
  async loadCodes(): Promise<void> {
    await this.catalogs.loadCodes();
  }

  /** What is known of the bundled providers without loading one. */
  index(): Promise<IndexFile> {
    return this.catalogs.index();
  }

  /** True for files and folders that nobody wants to hear of: what a configuration ignores, dependencies, declarations. */
  ignored(path: string): Soon<boolean> {
    const folder = this.folderOf(path);
    const relative = folder === undefined ? path : (relativeTo(folder, path) ?? path);
    if (relative.split("/").includes("node_modules") || isDeclaration(path)) return true;
    return after(this.configurations.chainFor(path), (chain) => isIgnored(chain, path));
  }

  /** The baseline that holds for a file, if any. */
  async baselineFor(path: string): Promise<string | undefined> {
    return this.baselines.pathFor(await this.configurations.chainFor(path));
  }

  /** What a baseline has, by file; nothing of one that is not there or was never whole. */
  async knownIn(baseline: string): Promise<Baseline | undefined> {
    return this.baselines.read(baseline);
  }

  /** Parses and analyses one file, with what there is of its previous version only what has changed since. Never throws. */
  analyze(path: string, text: string, previous?: Previous): Promise<Checked> {
    return this.look(path, text, false, previous);
  }

  /** The same for whoever asks for findings alone: most files hold nothing that there is anything to say of. */
  check(path: string, text: string): Promise<Checked> {
    return this.look(path, text, true);
  }

  private async look(path: string, text: string, findingsOnly: boolean, previous?: Previous): Promise<Checked> {
    const leave = this.modules.enter();
    const checked = await this.lookAt(path, text, findingsOnly, previous);
    leave();
    const baseline = this.options.showsKnown ? undefined : await this.baselineFor(path);
    return baseline === undefined ? checked : this.baselines.without(baseline, path, text, checked);
  }

  private async lookAt(path: string, text: string, findingsOnly: boolean, previous?: Previous): Promise<Checked> {
    const reason = unfit(path, text);
    if (reason !== undefined) return { unfit: reason };
    let reading: Reading | undefined;
    try {
      const [engine, settings, catalog] = await Promise.all([this.engine(), this.settingsFor(path), this.catalogFor(path)]);
      const started = performance.now();
      reading = await engine.read(path, text, previous?.reading);
      let spent = performance.now() - started;
      const { parsed, embedded } = reading;
      const modules = this.modules.for(path);
      const file = { path: this.withinFolder(path), text, facts: parsed.facts, ...(embedded && { embedded }) };
      const mayHold = findingsOnly ? engine.prefilter(file, { catalog, settings, versions: new Map(), modules }) : undefined;
      if (findingsOnly && !mayHold) return { reading, clear: true };
      const retriers = parsed.facts.imports.flatMap(({ source }) => catalog.retrierByImport(source) ?? []);
      const versions = await this.versions.of(
        path,
        retriers.flatMap(({ packages }) => packages),
      );
      await this.modules.prepare(path, parsed.facts);
      const looking = mayHold ? { mayHold } : { keep: true, ...(previous?.kept && { kept: previous.kept }) };
      const analyze = () => {
        const from = performance.now();
        const analysis = engine.analyze(file, { catalog, settings, versions, modules }, looking);
        spent += performance.now() - from;
        return analysis;
      };
      const analysis = await settled(analyze, (needs) => this.load(path, needs));
      return { reading, analysis, spent };
    } catch (error) {
      this.options.log(`The analysis of ${path} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return { ...(reading && { reading }), error };
    }
  }

  /**
   * What is wrong in configurations and catalog files, each said once: in those of the workspace folders and those that any file
   * asked for so far led to; with `"asked"` in the latter alone.
   */
  async problems(which: "all" | "asked" = "all"): Promise<readonly Problem[]> {
    const found = new Map<string, Problem>();
    for (const { configuration, problems } of await this.configurations.all(which === "all")) {
      const deeper = configuration
        ? [
            ...(await this.catalogProblems(configuration.path)),
            ...(await this.baselines.problems(configuration, this.options.showsKnown ?? false)),
          ]
        : [];
      for (const problem of [...problems, ...deeper]) found.set(`${problem.path}\n${problem.span.start}\n${problem.message}`, problem);
    }
    const given = this.options.showsKnown ? [] : await this.baselines.problemsOfGiven();
    for (const problem of given) found.set(`${problem.path}\n${problem.span.start}`, problem);
    return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start));
  }

  /** True if anything of it is there now. */
  private async load(path: string, { providers, retriers, codes, modules }: Needs): Promise<boolean> {
    const { catalogs } = this;
    const parts = [catalogs.load(providers), catalogs.loadRetriers(retriers), this.modules.load(path, modules)];
    const loading = codes ? [...parts, catalogs.loadCodes()] : parts;
    return (await Promise.all(loading)).includes(true);
  }

  private async catalogProblems(path: string): Promise<readonly Problem[]> {
    const chain = await this.configurations.chainFor(path);
    const [nearest] = chain;
    return nearest?.path === path ? this.catalogs.problems(nearest, chain) : [];
  }
}

const NO_RULES: ReadonlyMap<string, RuleSeverity> = new Map();
