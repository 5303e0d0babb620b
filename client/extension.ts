/** The extension where Node runs it: on a desktop, or on the machine that holds the workspace. */
import { type ExtensionContext, Uri } from "vscode";
import { activateWith } from "./activate";
import { initialization, type Runtime } from "./session";

export { deactivate } from "./activate";

export const activate = (context: ExtensionContext): void => activateWith(context, node(context));

/** The server as a child process: a file that keeps it busy never holds up the editor's other extensions. */
const node = (context: ExtensionContext): Runtime => ({
  initialization,
  async load() {
    const library = await import("./library.js");
    const module = context.asAbsolutePath("dist/server.js");
    // Node 22 and newer keep what they compiled there, and start a quarter sooner the next time; Node 20 does not know the name.
    const env = { NODE_COMPILE_CACHE: Uri.joinPath(context.globalStorageUri, "compiled").fsPath };
    const run = { module, transport: library.TransportKind.ipc, options: { env } };
    const debug = { ...run, options: { env, execArgv: ["--nolazy", "--inspect=6019"] } };
    return { library, create: (options) => new library.LanguageClient("faultline", "Faultline", { run, debug }, options) };
  },
});
