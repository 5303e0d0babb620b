/** The extension where a browser runs it: the server is a worker, and everything it reads comes through the editor. */
import { type ExtensionContext, ExtensionMode, Uri } from "vscode";
import type { MessageTransports } from "vscode-languageclient";
import { activateWith } from "./activate";
import { initialization, type Runtime } from "./session";

export { deactivate } from "./activate";

export const activate = (context: ExtensionContext): void => activateWith(context, browser(context));

const browser = (context: ExtensionContext): Runtime => ({
  initialization: { ...initialization, assets: true, testHook: context.extensionMode === ExtensionMode.Test },
  async load() {
    const library = await import("vscode-languageclient/browser");
    const script = Uri.joinPath(context.extensionUri, "dist", "server.browser.js").toString(true);
    // A worker for every start: one that has ended does not come back. The reader and the writer are made here, since the library
    // knows a worker by its class, and in the extension host `new Worker` gives one of another class.
    const transports = async (): Promise<MessageTransports> => {
      const worker = new Worker(script, { name: "Faultline" });
      return { reader: new library.BrowserMessageReader(worker), writer: new library.BrowserMessageWriter(worker) };
    };
    return { library, create: (options) => new library.LanguageClient("faultline", "Faultline", transports, options) };
  },
});
