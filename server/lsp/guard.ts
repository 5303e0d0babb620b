import type { CancellationToken, RemoteConsole } from "vscode-languageserver";
import { LSPErrorCodes, RAL, ResponseError } from "./lsp";

/** Runs a handler so that nothing it throws reaches the connection: it is logged with its subject and answered with `otherwise`. */
export async function guarded<Result>(
  log: RemoteConsole,
  subject: string,
  otherwise: Result,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    // An answer of the protocol, such as "cancelled", is no fault.
    if (error instanceof ResponseError) throw error;
    log.error(`${subject} failed: ${describe(error)}`);
    return otherwise;
  }
}

/** The stack where there is one; it begins with the message. */
export const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The editor does not want the answer any more. */
export function stopIfCancelled(token: Pick<CancellationToken, "isCancellationRequested">): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
}

/** Lets messages in that wait already: one of them may take the request back that is about to be answered. */
export const breathe = (): Promise<void> => new Promise((resolve) => RAL().timer.setImmediate(resolve));
