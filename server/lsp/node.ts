/** The server in Node: a child process of the editor, by its channel or by standard input and output. */
import { type Connection, createConnection, IPCMessageReader, IPCMessageWriter } from "vscode-languageserver/node";
import { nodeAssets, nodeHost } from "../project/node-host";
import { describe } from "./guard";
import { startServer } from "./server";

const runtime = { host: nodeHost, assets: nodeAssets(__dirname), testHook: process.env.FAULTLINE_TEST_HOOK === "1" };

/** For every editor: `faultline lsp --stdio`. */
export const startStdio = (): void => start(createConnection(process.stdin, process.stdout));

/** For an editor that forked this process. */
export const startChannel = (): void => start(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));

function start(connection: Connection): void {
  // The handlers are guarded; should a promise slip through all the same, it must not end the process.
  process.on("unhandledRejection", (reason) => connection.console.error(`Unhandled: ${describe(reason)}`));
  startServer(connection, runtime);
}
