import * as vscode from "vscode";
import { type CodeUsesParams, codeUsesRequest, type Location } from "../server/lsp/protocol";
import type { Session } from "./session";

/** Shows where the workspace names a code or status: the only place itself, several in a list with their lines. */
export async function findUsages(session: Session, params: CodeUsesParams, name: string): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: `Looking for '${name}'` };
  const found = await vscode.window.withProgress(options, () => session.request<readonly Location[]>(codeUsesRequest, params));
  const [first] = found;
  if (first === undefined) return void vscode.window.showInformationMessage(`'${name}' is named nowhere in this workspace.`);
  const places = found.map(({ uri, range: { start, end } }) => {
    return new vscode.Location(vscode.Uri.parse(uri, true), new vscode.Range(start.line, start.character, end.line, end.character));
  });
  const [place] = places as [vscode.Location, ...vscode.Location[]];
  if (places.length === 1) await vscode.window.showTextDocument(place.uri, { selection: place.range });
  else await vscode.commands.executeCommand("editor.action.goToLocations", place.uri, place.range.start, places, "peek");
}

export async function copy(code: string): Promise<void> {
  await vscode.env.clipboard.writeText(code);
  vscode.window.setStatusBarMessage(`Copied ${code}`, 2000);
}

/** Text of a catalog: only https pages are opened. */
export async function openDocs(docs: string | undefined): Promise<void> {
  const uri = docs === undefined ? undefined : vscode.Uri.parse(docs, true);
  if (uri?.scheme === "https") await vscode.env.openExternal(uri);
}

/** Puts a code where the cursors are. */
export const insert = (code: string, editor: vscode.TextEditor): Thenable<boolean> =>
  editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, code);
  });
