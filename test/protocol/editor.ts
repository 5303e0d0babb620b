/** An editor for tests: a real JSON-RPC connection to the built server, with documents, settings and folders. */
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { modern } from "./abilities";
import { byStdio, type Transport } from "./transport";

export interface EditorOptions {
  /** Paths of the workspace folders. */
  readonly folders?: readonly string[];
  /** Folders that are no paths. */
  readonly folderUris?: readonly string[];
  /** Changes what a modern editor can do: `pushOnly` makes it one that cannot pull. */
  readonly capabilities?: (modern: ClientCapabilities) => ClientCapabilities;
  /** The section `faultline`, by URI of the folder or for all. */
  readonly settings?: (scope: string | undefined) => unknown;
  readonly initializationOptions?: object;
  /** Notifications of the server beside those that every editor takes. */
  readonly notifications?: Readonly<Record<string, (params: never) => void>>;
  /** Requests of the server beside those that every editor answers. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

export class Editor {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly watched: string[] = [];
  /** What the server registered, by id; `globs` are those of the documents that it is for. */
  readonly registered = new Map<string, { readonly method: string; readonly globs: readonly string[] }>();
  refreshes = 0;
  private readonly documents = new Map<string, TextDocument>();
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly transport: Transport,
    readonly connection: ProtocolConnection,
    readonly result: InitializeResult,
  ) {}

  static async start(options: EditorOptions = {}, transport = byStdio()): Promise<Editor> {
    const connection = createProtocolConnection(transport.reader, transport.writer);
    let editor: Editor | undefined;
    const changed = (): void => editor?.wake();
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      editor?.published.push(params);
      changed();
    });
    connection.onNotification("window/logMessage", ({ message }: { message: string }) => editor?.logs(message));
    connection.onRequest("workspace/configuration", ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => options.settings?.(scopeUri) ?? null),
    );
    connection.onRequest("client/registerCapability", ({ registrations }: { registrations: Registration[] }) => {
      editor?.register(registrations);
      changed();
      return null;
    });
    connection.onRequest("client/unregisterCapability", ({ unregisterations }: { unregisterations: { id: string }[] }) => {
      for (const { id } of unregisterations) editor?.registered.delete(id);
      changed();
      return null;
    });
    connection.onRequest("workspace/diagnostic/refresh", () => {
      if (editor) editor.refreshes++;
      changed();
      return null;
    });
    for (const [method, take] of Object.entries(options.notifications ?? {})) {
      connection.onNotification(method, (params: unknown) => {
        take(params as never);
        changed();
      });
    }
    for (const [method, answer] of Object.entries(options.answers ?? {})) connection.onRequest(method, answer);
    connection.listen();
    const capabilities = options.capabilities?.(modern) ?? modern;
    const folderUris = options.folderUris ?? options.folders?.map(uriOf);
    const folders = folderUris?.map((uri) => ({ uri, name: path.posix.basename(uri) })) ?? null;
    const result = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: folders?.[0]?.uri ?? null,
      workspaceFolders: folders,
      capabilities,
      initializationOptions: options.initializationOptions ?? {},
    });
    editor = new Editor(transport, connection, result);
    await connection.sendNotification("initialized", {});
    return editor;
  }

  open(uri: string, text: string, languageId = "typescript"): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    return this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Applies the edits one after another, as one change event. */
  change(uri: string, edits: readonly { readonly range: Range; readonly text: string }[]): Promise<void> {
    const document = this.document(uri);
    const version = document.version + 1;
    TextDocument.update(document, [...edits], version);
    return this.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: edits });
  }

  /** Replaces the only place where `old` stands. */
  replace(uri: string, old: string, text: string): Promise<void> {
    return this.change(uri, [{ range: this.rangeOf(uri, old), text }]);
  }

  close(uri: string): Promise<void> {
    this.documents.delete(uri);
    return this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.document(uri).getText();
  }

  /** The range of the first place where `text` stands. */
  rangeOf(uri: string, text: string): Range {
    const document = this.document(uri);
    const start = document.getText().indexOf(text);
    if (start < 0) throw new Error(`No ${text} in ${uri}`);
    return { start: document.positionAt(start), end: document.positionAt(start + text.length) };
  }

  /** The place of `|` in `FOR|BIDDEN`, whose text without it stands in the document. */
  at(uri: string, marked: string): Position {
    const { start } = this.rangeOf(uri, marked.replace("|", ""));
    const document = this.document(uri);
    return document.positionAt(document.offsetAt(start) + marked.indexOf("|"));
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    if (report.kind !== "full") throw new Error("The report was not asked for with an earlier result and must be full");
    return report.items;
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  }

  async complete(uri: string, position: Position): Promise<readonly CompletionItem[]> {
    const found = await this.connection.sendRequest<CompletionItem[] | CompletionList | null>("textDocument/completion", {
      textDocument: { uri },
      position,
    });
    return Array.isArray(found) ? found : (found?.items ?? []);
  }

  actions(uri: string, range: Range, diagnostics: readonly Diagnostic[], only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics, ...(only === undefined ? {} : { only }) };
    return this.connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context });
  }

  /** The text after the action, which must change this document alone and in its present version. */
  applied(uri: string, action: CodeAction): string {
    const document = this.document(uri);
    const changes = action.edit?.documentChanges?.map((change) => {
      if (!("edits" in change)) throw new Error("Only text edits are expected");
      if (change.textDocument.uri !== uri || change.textDocument.version !== document.version)
        throw new Error("Another document or version");
      return change.edits as TextEdit[];
    }) ?? [action.edit?.changes?.[uri] ?? []];
    return TextDocument.applyEdits(document, changes.flat());
  }

  /** Waits until `found` gives something, looking again at every word from the server. */
  async until<Found>(what: string, found: () => Found | undefined, seconds = 10): Promise<Found> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const value = found();
      if (value !== undefined && value !== false) return value;
      const rest = end - Date.now();
      if (rest <= 0) throw new Error(`Waited ${seconds} s for ${what}; the log says:\n${this.logged.join("\n")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Asks the server to end, and gives the exit code of its process. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    const ended = this.ended();
    await this.connection.sendNotification("exit");
    const code = await ended;
    this.connection.dispose();
    return code;
  }

  async ended(): Promise<number | null> {
    const { process: child } = this.transport;
    if (child === undefined) return 0;
    const [code] = (await once(child, "exit")) as [number | null];
    return code;
  }

  /** For the end of a test that failed in between. */
  kill(): void {
    this.transport.kill();
  }

  private logs(message: string): void {
    this.logged.push(message);
    this.wake();
  }

  private wake(): void {
    const all = [...this.waiting];
    this.waiting.clear();
    for (const resume of all) resume();
  }

  private register(registrations: readonly Registration[]): void {
    for (const { id, method, registerOptions } of registrations) {
      this.registered.set(id, { method, globs: globsOf(registerOptions) });
      if (method !== "workspace/didChangeWatchedFiles") continue;
      const { watchers } = registerOptions as { watchers: { globPattern: string | { pattern: string } }[] };
      this.watched.push(...watchers.map(({ globPattern }) => (typeof globPattern === "string" ? globPattern : globPattern.pattern)));
    }
  }

  private document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }
}

export const uriOf = (file: string): string => pathToFileURL(file).href;

const globsOf = (options: { readonly documentSelector?: readonly { readonly pattern?: string }[] } | null | undefined): readonly string[] =>
  options?.documentSelector?.flatMap(({ pattern }) => pattern ?? []) ?? [];
