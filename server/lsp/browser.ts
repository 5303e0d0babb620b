/** The server in a worker: everything it reads, it asks the client for. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "./server";

const scope = self as unknown as Worker & { close(): void };
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
connection.onExit(() => scope.close());
startServer(connection, { testHook: false });
