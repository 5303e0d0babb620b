import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type Entry,
  type FileParams,
  listRequest,
  type ReadAssetParams,
  readAssetRequest,
  readFileRequest,
  type Stat,
  statRequest,
} from "../server/lsp/protocol";

/**
 * Answers the server where it cannot read by itself: the extension's own data (a worker has no file system) and files whose
 * scheme only the editor knows (`vscode-vfs`, `vscode-remote` in a browser).
 */
export function serveFiles(client: BaseLanguageClient, extensionUri: vscode.Uri): void {
  const dist = vscode.Uri.joinPath(extensionUri, "dist");
  client.onRequest(readAssetRequest, ({ name }: ReadAssetParams) =>
    isAssetName(name) ? readText(vscode.Uri.joinPath(dist, ...name.split("/"))) : null,
  );
  client.onRequest(readFileRequest, ({ uri }: FileParams) => readText(vscode.Uri.parse(uri, true)));
  client.onRequest(statRequest, ({ uri }: FileParams) => stat(vscode.Uri.parse(uri, true)));
  client.onRequest(listRequest, ({ uri }: FileParams) => list(vscode.Uri.parse(uri, true)));
}

/** `catalog/index.json` is one, `../package.json` is none. */
const isAssetName = (name: unknown): name is string => typeof name === "string" && /^[\w-]+(?:[./][\w-]+)*$/.test(name);

const readText = async (uri: vscode.Uri): Promise<string | null> =>
  vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => null,
  );

const stat = async (uri: vscode.Uri): Promise<Stat | null> =>
  vscode.workspace.fs.stat(uri).then(
    ({ type, size, mtime }) => ({ kind: kindOf(type), size, mtime }),
    () => null,
  );

/** A link is one by its type alone here: the editor resolves it when it is read. */
const list = async (uri: vscode.Uri): Promise<readonly Entry[]> =>
  vscode.workspace.fs.readDirectory(uri).then(
    (entries) => entries.map(([name, type]) => ({ name, kind: (type & vscode.FileType.SymbolicLink) !== 0 ? "link" : kindOf(type) })),
    () => [],
  );

const kindOf = (type: vscode.FileType): Stat["kind"] =>
  (type & vscode.FileType.Directory) !== 0 ? "directory" : (type & vscode.FileType.File) !== 0 ? "file" : "other";
