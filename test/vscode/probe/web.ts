import * as vscode from "vscode";
import { memoryFiles } from "./memory-files";

/** The fixture workspace by path, `{ "/src/a.ts": "…" }`: the build puts it here. */
declare const WORKSPACE: Readonly<Record<string, string>>;

/** A window in a browser has no disk: the workspace of these tests is a virtual one, as on vscode.dev. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider("vscode-vfs", memoryFiles(WORKSPACE), { isCaseSensitive: true }));
}
