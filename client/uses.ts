import * as vscode from "vscode";
import { type WatchUsesParams, watchUsesNotification } from "../server/lsp/protocol";
import type { Session } from "./session";

/** Who shows usage counts holds them for as long as it does: the server counts only then. */
export interface Uses extends vscode.Disposable {
  hold(): vscode.Disposable;
  /** Has everything counted again. */
  renew(): void;
}

export function createUses(session: Session): Uses {
  let holders = 0;
  let running = false;
  const tell = (on: boolean, again = false): void => {
    const params: WatchUsesParams = { on, again };
    void session.notify(watchUsesNotification, params);
  };
  // A server that has started anew knows of nobody.
  const restarts = session.onDidChangeState(({ kind }) => {
    if (kind === "running" && !running && holders > 0) tell(true);
    running = kind === "running";
  });
  return {
    hold() {
      if (++holders === 1) tell(true);
      let held = true;
      return new vscode.Disposable(() => {
        if (held && --holders === 0) tell(false);
        held = false;
      });
    },
    renew: () => tell(holders > 0, true),
    dispose: () => restarts.dispose(),
  };
}
