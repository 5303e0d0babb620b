import type { CloseHandlerResult, ErrorHandler } from "vscode-languageclient";
import type { Library } from "./session";

/**
 * Starts a server that ended again, silently, documents and settings included: the client sends them anew. At the fifth end
 * within three minutes it stays down, and `gaveUp` tells the person once. The time is that of a clock which nobody sets.
 */
export function crashHandler({ CloseAction, ErrorAction }: Library, gaveUp: () => void, now = () => performance.now()): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: (): CloseHandlerResult => {
      ends = [...ends, now()].filter((time) => now() - time < 180_000);
      if (ends.length < 5) return { action: CloseAction.Restart, handled: true };
      gaveUp();
      return {
        action: CloseAction.DoNotRestart,
        handled: true,
        message: "The server ended five times within three minutes and stays down",
      };
    },
  };
}
