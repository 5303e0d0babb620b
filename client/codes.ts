import * as vscode from "vscode";
import { type CodeRow, codesRequest } from "../server/lsp/protocol";
import type { Session } from "./session";

interface CodeItem extends vscode.QuickPickItem {
  readonly row: CodeRow;
}

interface ActionItem extends vscode.QuickPickItem {
  run?(): unknown;
}

/** Every code of the catalog in one searchable list; the one that is chosen shows what to do with it. */
export async function searchCodes(session: Session): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = editor?.document.uri.toString();
  const items = session.request<readonly CodeRow[]>(codesRequest, uri === undefined ? {} : { uri }).then((rows) => rows.map(codeItem));
  items.catch((error: unknown) => vscode.window.showErrorMessage(`The error codes could not be loaded: ${String(error)}`));
  const chosen = await vscode.window.showQuickPick(items, {
    title: "Search Error Codes",
    placeHolder: "A code, a provider, a status or words of its meaning",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined) await showCode(chosen.row, editor);
}

const codeItem = (row: CodeRow): CodeItem => ({
  label: row.code,
  description: [row.provider, ...row.statuses].join(" · "),
  detail: row.meaning,
  row,
});

/** What a code means, what to do, whether to retry, and what can be done with its name. */
export async function showCode(row: CodeRow, editor: vscode.TextEditor | undefined): Promise<void> {
  const { docs } = row;
  const actions: readonly ActionItem[] = [
    { label: "$(info) What it means", detail: row.meaning },
    { label: "$(tools) What to do", detail: row.action },
    { label: "$(sync) Retry", detail: row.retry },
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    ...(editor === undefined ? [] : [{ label: "$(edit) Insert at the cursor", run: () => insert(row.code, editor) }]),
    { label: "$(copy) Copy the code", run: () => vscode.env.clipboard.writeText(row.code) },
    ...(docs === undefined ? [] : [{ label: "$(link-external) Open the documentation", description: docs, run: () => open(docs) }]),
  ];
  const chosen = await vscode.window.showQuickPick(actions, { title: `${row.code} · ${[row.provider, ...row.statuses].join(" · ")}` });
  await chosen?.run?.();
}

const insert = (code: string, editor: vscode.TextEditor): Thenable<boolean> =>
  editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, code);
  });

const open = (docs: string): Thenable<boolean> => vscode.env.openExternal(vscode.Uri.parse(docs, true));
