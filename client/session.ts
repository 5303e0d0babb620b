import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import {
  type Counting,
  type InitializationOptions,
  type Status,
  statusNotification,
  usesChangedNotification,
} from "../server/lsp/protocol";
import { crashHandler } from "./crashes";
import { documentSelector } from "./documents";
import { serveFiles } from "./files";

export type Library = Pick<typeof import("vscode-languageclient"), "CloseAction" | "ErrorAction" | "RevealOutputChannelOn" | "State">;

/** What this client does for the server, in every runtime. */
export const initialization: InitializationOptions = {
  rulePages: true,
  providerPages: true,
  missingCodes: true,
  files: true,
  status: true,
  uses: true,
  schemas: true,
};

/** What differs between Node and browser. */
export interface Runtime {
  /** Loads the client library: 20 ms and more, so never before the first document asks for it. */
  load(): Promise<{ readonly library: Library; create(options: LanguageClientOptions): BaseLanguageClient }>;
  readonly initialization: InitializationOptions;
}

/** `down`: it ended too often, or did not start; only the person can change that. */
export type State = { readonly kind: "starting" } | { readonly kind: "running"; readonly status?: Status } | { readonly kind: "down" };

/** The language server as the rest of the client sees it. */
export interface Session extends vscode.Disposable {
  readonly state: State;
  readonly onDidChangeState: vscode.Event<State>;
  start(): Promise<void>;
  /** A new server, whatever state the old one is in. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  request<Result>(method: string, params: object, token?: vscode.CancellationToken): Promise<Result>;
  notify(method: string, params: object): Promise<void>;
  /** Counts of usages, or the providers themselves, may be others now. */
  readonly onDidChangeUses: vscode.Event<Counting>;
}

export function createSession(context: vscode.ExtensionContext, runtime: Runtime, log: vscode.LogOutputChannel): Session {
  const changed = new vscode.EventEmitter<State>();
  const counted = new vscode.EventEmitter<Counting>();
  let state: State = { kind: "starting" };
  let client: Promise<BaseLanguageClient> | undefined;

  const become = (next: State): void => {
    state = next;
    changed.fire(next);
  };

  const launch = async (): Promise<BaseLanguageClient> => {
    become({ kind: "starting" });
    const { library, create } = await runtime.load();
    const made = create(clientOptions(library, runtime.initialization, log, () => explainDown(session, log)));
    made.onDidChangeState(({ newState }) => {
      if (newState === library.State.Starting) become({ kind: "starting" });
      if (newState === library.State.Running && state.kind !== "running") become({ kind: "running" });
      if (newState === library.State.Stopped || newState === library.State.StartFailed) become({ kind: "down" });
    });
    made.onNotification(statusNotification, (status: Status) => become({ kind: "running", status }));
    made.onNotification(usesChangedNotification, (counting: Counting) => counted.fire(counting));
    serveFiles(made, context.extensionUri);
    await made.start();
    return made;
  };

  const session: Session = {
    get state() {
      return state;
    },
    onDidChangeState: changed.event,
    onDidChangeUses: counted.event,
    async start() {
      client ??= launch();
      try {
        await client;
      } catch (error) {
        log.error("The language server did not start", error instanceof Error ? error : String(error));
        become({ kind: "down" });
      }
    },
    async restart() {
      await session.stop();
      await session.start();
    },
    async stop() {
      const old = client;
      client = undefined;
      // A client that never started, or whose server is gone already, has nothing to stop.
      await old?.then((it) => it.dispose(2000)).catch((error: unknown) => log.debug("Nothing to stop", String(error)));
    },
    async request<Result>(method: string, params: object, token?: vscode.CancellationToken) {
      await session.start();
      const running = await client;
      if (running === undefined) throw new Error("The Faultline language server is not running");
      // Without one it must not be given at all: the library would count it among the parameters.
      return token ? running.sendRequest<Result>(method, params, token) : running.sendRequest<Result>(method, params);
    },
    async notify(method, params) {
      // Nobody waits for it: a server that is down has said so already.
      await client?.then((running) => running.sendNotification(method, params)).catch((error: unknown) => log.debug(method, String(error)));
    },
    dispose() {
      changed.dispose();
      counted.dispose();
    },
  };
  return session;
}

function clientOptions(
  library: Library,
  initializationOptions: InitializationOptions,
  outputChannel: vscode.LogOutputChannel,
  gaveUp: () => void,
): LanguageClientOptions {
  return {
    documentSelector: [...documentSelector],
    initializationOptions,
    outputChannel,
    revealOutputChannelOn: library.RevealOutputChannelOn.Never,
    errorHandler: crashHandler(library, gaveUp),
    // Failures show in the status item, once; a start that failed is not worth a second notice.
    initializationFailedHandler: () => false,
    diagnosticPullOptions: { onChange: true },
    diagnosticCollectionName: "faultline",
  };
}

async function explainDown(session: Session, log: vscode.LogOutputChannel): Promise<void> {
  const again = "Restart";
  const why = "Show Output";
  const choice = await vscode.window.showErrorMessage(
    "The Faultline language server ended five times in three minutes and is off now.",
    again,
    why,
  );
  if (choice === again) await session.restart();
  if (choice === why) log.show();
}
