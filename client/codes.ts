import * as vscode from "vscode";
import type { CodeRow } from "../server/lsp/protocol";
import { copy, insert, openDocs } from "./code-actions";

interface ActionItem extends vscode.QuickPickItem {
  run?(): unknown;
}

/** What a code means, what to do, whether to retry, and what can be done with its name. */
export async function showCode(row: CodeRow, editor: vscode.TextEditor | undefined): Promise<void> {
  const { docs } = row;
  const actions: readonly ActionItem[] = [
    { label: "$(info) What it means", detail: row.meaning },
    { label: "$(tools) What to do", detail: row.action },
    { label: "$(sync) Retry", detail: row.retry },
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    ...(editor === undefined ? [] : [{ label: "$(edit) Insert at the cursor", run: () => insert(row.code, editor) }]),
    { label: "$(copy) Copy the code", run: () => copy(row.code) },
    ...(docs === undefined ? [] : [{ label: "$(link-external) Open the documentation", description: docs, run: () => openDocs(docs) }]),
  ];
  const chosen = await vscode.window.showQuickPick(actions, { title: `${row.code} · ${[row.provider, ...row.statuses].join(" · ")}` });
  await chosen?.run?.();
}
