import * as vscode from "vscode";
import type { MissingCode, MissingCodes } from "../server/lsp/protocol";
import { showCode } from "./codes";

interface Item extends vscode.QuickPickItem {
  run?(): unknown;
}

/** What the lens over a switch or chain opens: the codes that it leaves out, and the way to add them. */
export async function showMissingCodes(given: MissingCodes): Promise<void> {
  const { missing, edits, add, title } = given;
  const items: readonly Item[] = [
    ...(edits.length === 0 ? [] : [{ label: `$(add) ${add}`, alwaysShow: true, run: () => apply(given) }]),
    { label: "Not handled", kind: vscode.QuickPickItemKind.Separator },
    ...missing.map(codeItem),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: `This ${title}`,
    placeHolder: edits.length === 0 ? "A code to read about" : "Add the cases, or choose a code to read about",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  await chosen?.run?.();
}

const codeItem = (row: MissingCode): Item => ({
  label: row.code,
  description: [...row.statuses, row.retryWord].join(" · "),
  detail: row.meaning,
  run: () => showCode(row, vscode.window.activeTextEditor),
});

/** Only in the version that the lens was made for: later, the places may be others. */
async function apply({ uri, version, edits }: MissingCodes): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  if (document.version !== version) {
    void vscode.window.showInformationMessage("The file has changed since; nothing was added. Choose the lens again.");
    return;
  }
  const change = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    const { start, end } = range;
    change.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  await vscode.workspace.applyEdit(change);
}
