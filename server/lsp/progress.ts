import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver";

/** How long a request may take before the editor shows how far it is, in milliseconds. */
const patience = 500;

/** Tells how far a long request is, once it turns out to be long. `isCancellationRequested` is true when the person has had enough. */
export function slowly(connection: Connection, shows: boolean, title: string) {
  const start = performance.now();
  let reporter: WorkDoneProgressServerReporter | undefined;
  let asked = false;
  let ended = false;
  let percent = 0;
  const begin = async (): Promise<void> => {
    const made = await connection.window.createWorkDoneProgress();
    made.begin(title, percent, undefined, true);
    if (ended) made.done();
    else reporter = made;
  };
  return {
    tell(done: number, total: number): void {
      const now = Math.floor((100 * done) / total);
      if (!asked && shows && performance.now() - start > patience) {
        asked = true;
        begin().catch(() => {});
      }
      if (now > percent) reporter?.report(now, `${done} of ${total} files`);
      percent = now;
    },
    done(): void {
      ended = true;
      reporter?.done();
    },
    get isCancellationRequested(): boolean {
      return reporter?.token.isCancellationRequested === true;
    },
  };
}
