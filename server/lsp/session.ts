import type { CompletionItem, Connection, Hover, InitializeParams, Position } from "vscode-languageserver";
import type { Assets, Host } from "../project/host";
import { Analyses } from "./analyses";
import { calm } from "./calm";
import { type Client, readClient } from "./capabilities";
import { type Snapshot, toCompletionItem, toDiagnostic, toHover, toOffset } from "./convert";
import { type Core, loadCore } from "./core";
import { DataFiles } from "./data-files";
import { dataRegistration } from "./data-registration";
import { type Delivery, deliverByPull, deliverByPush, type Report } from "./diagnostics";
import type { Documents } from "./documents";
import { Edits } from "./edits";
import { clientAssets, clientHost, noFiles, splitHost } from "./files";
import { Folders, foldersOf } from "./folders";
import { guarded } from "./guard";
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from "./lsp";
import { problemPublisher } from "./problems";
import { type Status, statusNotification, usesChangedNotification } from "./protocol";
import { toPath } from "./uris";
import { Usage } from "./usage";

/** What the machine under the server gives: Node its files and data, a worker nothing. */
export interface Runtime {
  readonly host?: Host;
  readonly assets?: Assets;
  readonly testHook: boolean;
}

/** How long at least lies between two words to the editor that all may be another now, in milliseconds. */
const pause = 300;

/** One editor's connection from `initialize` on: who tells whom when something changes. */
export class Session {
  readonly client: Client;
  readonly analyses: Analyses;
  readonly delivery: Delivery;
  /** Configurations and catalogs that are open. */
  readonly data: DataFiles;
  /** What the workspace names of the catalog. */
  readonly usage: Usage;
  private readonly host: Host;
  private readonly folders: Folders;
  private readonly publishProblems: ReturnType<typeof problemPublisher>;
  private readonly registerData: (catalogs: readonly string[]) => Promise<void>;
  private readonly reported = new Set<string>();
  /** Open documents that others may import. */
  private readonly edits = new Edits((paths, came) => this.aside("The look at importing files", () => this.modulesChanged(paths, came)));
  /** What the editor is told when anything may be another; what it asks is answered from the new state all the same. */
  private readonly announce = calm(async () => {
    this.delivery.refresh();
    this.refreshDecorations();
    await this.checkProblems();
  }, pause);
  private loading: Promise<Core> | undefined;
  private status: Omit<Status, "silent"> = { state: "loading", providers: 0, problems: 0 };

  constructor(
    private readonly connection: Connection,
    private readonly documents: Documents,
    private readonly runtime: Runtime,
    params: InitializeParams,
  ) {
    this.client = readClient(params);
    const { configuration, options, pulls, refreshes } = this.client;
    this.folders = new Folders(connection, configuration, foldersOf(params), options.settings);
    const remote = options.files === true ? clientHost(connection) : noFiles;
    this.data = new DataFiles(runtime.host ? splitHost(runtime.host, remote) : remote, (path) =>
      this.aside(`The change of ${path}`, () => this.filesChanged([path], false)),
    );
    this.host = this.data.host;
    this.publishProblems = problemPublisher(connection, this.host, options.schemas === true);
    this.registerData = this.client.registersDocuments ? dataRegistration(connection, this.client.registersHover) : async () => {};
    this.analyses = new Analyses(
      documents,
      () => this.core(),
      (folder) => this.folders.enabled(folder),
      () => this.sendStatus(),
      (message) => this.connection.console.warn(message),
    );
    this.usage = new Usage({
      core: () => this.core(),
      host: this.host,
      documents,
      analyses: this.analyses,
      enabled: (folder) => this.folders.enabled(folder),
      log: (message) => connection.console.error(message),
      tell: (counting) => {
        if (options.uses === true) this.aside("The counts", () => connection.sendNotification(usesChangedNotification, counting));
      },
    });
    const report = (uri: string): Promise<Report | undefined> => this.report(uri);
    this.delivery = pulls
      ? deliverByPull(connection, report, (uri) => documents.get(uri) !== undefined, refreshes)
      : deliverByPush(connection, report, () => documents.uris);
  }

  /** After the editor has its answer: loads the core and asks for what it needs to know. */
  async start(): Promise<void> {
    this.sendStatus();
    const loaded = this.core();
    await this.register();
    await loaded;
    await this.checkProblems();
  }

  /** The core with folders and settings in place. */
  core(): Promise<Core> {
    this.loading ??= this.load();
    return this.loading;
  }

  /** The path whose catalog answers a question that names no document: one in the first folder. */
  pathOf(uri: string | undefined): string {
    return uri === undefined ? `${this.folders.paths[0] ?? "untitled:"}/faultline.json` : toPath(uri);
  }

  async completeData(document: Snapshot, { position }: { readonly position: Position }): Promise<CompletionItem[]> {
    const [{ project }, { completeData }] = await Promise.all([this.core(), import("../project/complete-data")]);
    const path = toPath(document.uri);
    const found = await completeData(project, path, document.text, toOffset(document, position), this.client.options.schemas === true);
    return found.map((completion) => toCompletionItem(document, completion, this.client));
  }

  async hoverData(document: Snapshot, { position }: { readonly position: Position }): Promise<Hover | null> {
    const [{ project, features }, { hoverData }] = await Promise.all([this.core(), import("../project/complete-data")]);
    const path = toPath(document.uri);
    const found = await hoverData(project, path, document.text, toOffset(document, position), this.client.options.schemas === true);
    return found ? toHover(document, { span: found.span, markdown: features.escapeText(found.text) }, this.client) : null;
  }

  showsLenses({ project }: Core, uri: string): boolean {
    return this.folders.lenses(project.folderOf(toPath(uri)));
  }

  showsHints({ project }: Core, uri: string): boolean {
    return this.folders.hints(project.folderOf(toPath(uri)));
  }

  opened(uri: string): void {
    this.delivery.opened(uri);
    this.edits.add(toPath(uri));
  }

  changed(uri: string): void {
    this.usage.typed();
    this.delivery.changed(uri);
    this.edits.add(toPath(uri));
  }

  closed(uri: string): void {
    this.edits.add(toPath(uri));
    this.reported.delete(uri);
    this.analyses.closed(uri);
    this.delivery.closed(uri);
  }

  /** An editor that does not watch files may have saved any of them. */
  async saved(): Promise<void> {
    if (!this.client.watches) await this.filesChanged(this.folders.paths);
  }

  /** Files or folders changed on disk; with `came`, some of them have come or gone. */
  async filesChanged(paths: readonly string[], came = true): Promise<void> {
    const { project } = await this.core();
    if (project.changed(paths)) await this.refresh();
    else for (const path of paths) this.edits.add(path, came);
  }

  /** Files changed that open documents may import. */
  private async modulesChanged(paths: readonly string[], came: boolean): Promise<void> {
    const { project } = await this.core();
    const { modules, targets } = await project.modulesChanged(paths, came);
    this.usage.tally.changed(paths, came);
    // Builds bring files all the time: of those that came or went, only what they hold is counted anew.
    if (targets) await this.refresh(false);
    const readers = this.analyses.outdateReaders(modules);
    if (targets || readers.length === 0) return;
    this.delivery.refresh(readers);
    this.refreshDecorations();
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    this.folders.changed(added, removed);
    const { project } = await this.core();
    project.setFolders(this.folders.paths);
    this.folders.apply(await this.folders.read(), project);
    await this.refresh();
  }

  /** `given` counts only for an editor that cannot be asked. */
  async settingsChanged(given: unknown): Promise<void> {
    const { project } = await this.core();
    if (this.folders.apply(await this.folders.read(given), project)) await this.refresh();
  }

  private async load(): Promise<Core> {
    const log = (message: string): void => this.connection.console.error(message);
    const openText = (path: string) => this.documents.at(path)?.text;
    const options = { host: this.host, assets: this.runtime.assets ?? clientAssets(this.connection), log, openText };
    const asked = this.folders.read();
    const core = await loadCore(options, this.runtime.testHook || this.client.options.testHook === true);
    core.project.setFolders(this.folders.paths);
    this.folders.apply(await asked, core.project);
    return core;
  }

  private async refresh(recounts = true): Promise<void> {
    this.analyses.outdate();
    if (recounts) this.usage.renew();
    await this.announce();
  }

  private refreshDecorations(): void {
    if (this.client.refreshesLenses) this.aside("The refresh of lenses", () => this.connection.sendRequest("workspace/codeLens/refresh"));
    if (this.client.refreshesHints) this.aside("The refresh of hints", () => this.connection.sendRequest("workspace/inlayHint/refresh"));
  }

  private async report(uri: string): Promise<Report | undefined> {
    const found = await this.analyses.of(uri);
    if (found === undefined) return undefined;
    // With the first report of a document a nearer faultline.json may have come into play.
    if (!this.reported.has(uri)) this.aside("The look at configuration", () => this.checkProblems());
    this.reported.add(uri);
    const { document, stamp } = found;
    const findings = "analysis" in found ? found.analysis.findings : [];
    const diagnostics = findings.map((finding) => toDiagnostic(document, finding, this.client));
    return { version: document.version, stamp, diagnostics };
  }

  private async checkProblems(): Promise<void> {
    const { project } = await this.core();
    const problems = await this.publishProblems(await project.problems());
    await this.registerData((await project.catalogFiles()).map((path) => `**/${globFor(project.withinFolder(path))}`));
    const { providers } = await project.index();
    this.status = { state: "ready", problems, providers: providers.length };
    this.sendStatus();
  }

  private sendStatus(): void {
    if (this.client.options.status !== true) return;
    const status: Status = { ...this.status, silent: this.analyses.silent };
    this.aside("The status", () => this.connection.sendNotification(statusNotification, status));
  }

  /** Work that no request waits for. */
  private aside(subject: string, run: () => Promise<void>): void {
    void guarded(this.connection.console, subject, undefined, run);
  }

  private async register(): Promise<void> {
    const { configurationChanges, watches } = this.client;
    const { client } = this.connection;
    if (configurationChanges) await client.register(DidChangeConfigurationNotification.type, { section: "faultline" });
    // Any of them may be a catalog that some faultline.json names, or a source that others import; the rest costs one look-up each.
    const watchers = [{ globPattern: "**/*.{json,jsonc}" }, { globPattern: "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro}" }];
    if (watches) await client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

/** A glob for one path: what would mean something in a glob is any one character. */
const globFor = (path: string): string => path.replaceAll(/[*?[\]{}!]/g, "?");
