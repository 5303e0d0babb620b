import type { Connection, Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver";
import { breathe, guarded, stopIfCancelled } from "./guard";
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from "./lsp";

/** How long an editor that cannot pull must pause before its document is analysed. */
const pause = 150;

/** Diagnostics of one version of a document; `stamp` changes with everything that they depend on. */
export interface Report {
  readonly version: number;
  readonly stamp: string;
  readonly diagnostics: Diagnostic[];
}

/** Brings the diagnostics of open documents to the editor, in the one way that it knows. */
export interface Delivery {
  opened(uri: string): void;
  changed(uri: string): void;
  closed(uri: string): void;
  /** Something else changed: these documents, or every open one, may have other diagnostics now. */
  refresh(uris?: readonly string[]): void;
}

/** The report of the document as it is now; `undefined` for one that is closed or changed in between. */
export type Reporter = (uri: string) => Promise<Report | undefined>;

/** The editor asks when it wants to know; only a change from elsewhere needs a word from the server. */
export function deliverByPull(connection: Connection, report: Reporter, isOpen: (uri: string) => boolean, canRefresh: boolean): Delivery {
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
    await breathe();
    stopIfCancelled(token);
    const found = await report(uri);
    stopIfCancelled(token);
    if (found === undefined) {
      if (!isOpen(uri)) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
      throw new ResponseError(LSPErrorCodes.ServerCancelled, "The document changed", { retriggerRequest: true });
    }
    if (found.stamp === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: found.stamp };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: found.stamp, items: found.diagnostics };
  });
  return {
    opened: () => {},
    changed: () => {},
    closed: () => {},
    refresh: () => {
      if (canRefresh) void guarded(connection.console, "The refresh", undefined, () => connection.languages.diagnostics.refresh());
    },
  };
}

/** The server sends what it finds: at once for a document that opens, after a pause in typing for one that changes. */
export function deliverByPush(connection: Connection, report: Reporter, openUris: () => readonly string[]): Delivery {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const schedule = (uri: string, delay: number): void => {
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => void guarded(connection.console, `The analysis of ${uri}`, undefined, () => send(uri)), delay),
    );
  };
  const send = async (uri: string): Promise<void> => {
    const timer = timers.get(uri);
    const found = await report(uri);
    // A newer run is on its way, or the document is closed.
    if (found === undefined || timers.get(uri) !== timer) return;
    timers.delete(uri);
    await connection.sendDiagnostics({ uri, version: found.version, diagnostics: found.diagnostics });
  };
  return {
    opened: (uri) => schedule(uri, 0),
    changed: (uri) => schedule(uri, pause),
    closed: (uri) => {
      clearTimeout(timers.get(uri));
      timers.delete(uri);
      void guarded(connection.console, `Clearing ${uri}`, undefined, () => connection.sendDiagnostics({ uri, diagnostics: [] }));
    },
    refresh: (uris = openUris()) => {
      for (const uri of uris) schedule(uri, 0);
    },
  };
}
