import * as vscode from "vscode";
import { type FoundCode, type FoundCodes, searchCodesRequest } from "../server/lsp/protocol";
import { copy, findUsages, insert, openDocs } from "./code-actions";
import type { ProviderPages } from "./page/panel";
import type { Session } from "./session";
import { retryColor, usages } from "./tree";
import type { Uses } from "./uses";

/** As many as anybody looks through. */
const limit = 100;

interface CodeItem extends vscode.QuickPickItem {
  readonly row?: FoundCode;
}

const button = (icon: string, tooltip: string): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
const toUsages = button("references", "Find Usages");
const toCopy = button("copy", "Copy Code");
const toInsert = button("insert", "Insert at the Cursor");
const toDocs = button("link-external", "Open Documentation");

/** Every code of the catalog, searched by the server as somebody types; the one that is chosen shows on its provider's page. */
export function searchCodes(session: Session, uses: Uses, pages: ProviderPages): void {
  const editor = vscode.window.activeTextEditor;
  const picker = vscode.window.createQuickPick<CodeItem>();
  picker.title = "Search Error Codes";
  picker.placeholder = "A code, a provider, a status, a retry policy or words of the meaning";
  picker.keepScrollPosition = true;
  // Not every editor of this API has it; without it those that begin with the query come first, whatever they are worth.
  Object.assign(picker, { sortByLabel: false });
  let asked = new vscode.CancellationTokenSource();
  let picked = false;

  const ask = async (): Promise<void> => {
    asked.cancel();
    asked.dispose();
    asked = new vscode.CancellationTokenSource();
    const { token } = asked;
    const query = picker.value;
    picker.busy = true;
    try {
      const found = await session.request<FoundCodes>(searchCodesRequest, { query, limit }, token);
      if (token.isCancellationRequested) return;
      const active = picked ? picker.activeItems[0]?.row : undefined;
      picker.items = itemsOf(found, query, editor !== undefined);
      const again = active && picker.items.find(({ row }) => row && sameCode(row, active));
      if (again) picker.activeItems = [again];
      picker.busy = false;
    } catch (error) {
      if (token.isCancellationRequested) return;
      picker.busy = false;
      void vscode.window.showErrorMessage(
        `The error codes could not be searched: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };

  const held = vscode.Disposable.from(
    uses.hold(),
    // More is known by now of what the workspace uses; who has gone down the list stays where they are.
    session.onDidChangeUses(() => void ask()),
    picker.onDidChangeValue(() => {
      picked = false;
      void ask();
    }),
    picker.onDidChangeActive(([item]) => {
      picked = item !== undefined && item !== picker.items.find(({ row }) => row);
    }),
    picker.onDidTriggerItemButton(({ button: chosen, item: { row } }) => {
      if (!row) return;
      if (chosen === toCopy) return copy(row.code);
      if (chosen === toDocs) return openDocs(row.docs);
      picker.hide();
      if (chosen === toInsert) return editor && insert(row.code, editor);
      return findUsages(session, { key: row.key, vocabulary: row.vocabulary, code: row.value }, row.code);
    }),
    picker.onDidAccept(() => {
      const row = picker.activeItems[0]?.row;
      // Nothing is there yet, or nothing fits: who types on still can.
      if (!row) return;
      picker.hide();
      void pages.show({ key: row.key, code: row.value, vocabulary: row.vocabulary });
    }),
    picker.onDidHide(() => {
      asked.cancel();
      asked.dispose();
      held.dispose();
      picker.dispose();
    }),
  );
  picker.show();
  void ask();
}

/** In the server's order; without a query under headings that say why some come first. */
function itemsOf({ rows, total }: FoundCodes, query: string, editing: boolean): readonly CodeItem[] {
  const items: CodeItem[] = [];
  let under = "";
  for (const row of rows) {
    const heading = row.uses > 0 ? "Named in this workspace" : row.used ? "Of providers used here" : "Of other providers";
    if (query === "" && heading !== under) items.push({ label: heading, kind: vscode.QuickPickItemKind.Separator });
    under = heading;
    items.push(codeItem(row, editing));
  }
  if (total > rows.length)
    items.push({ label: `${total - rows.length} more: type on to find them`, kind: vscode.QuickPickItemKind.Separator });
  if (items.length === 0) items.push({ label: "No code has all of these words", alwaysShow: true });
  return items;
}

function codeItem(row: FoundCode, editing: boolean): CodeItem {
  const color = retryColor(row.policy);
  const icon = row.uses > 0 ? "circle-filled" : "circle-outline";
  const retry = row.policy === "unspecified" ? [] : [row.retryWord];
  const what = [row.meaning || "No meaning is recorded.", row.action].filter(Boolean).join(" ");
  const vocabulary = row.main ? [] : [row.vocabulary];
  return {
    label: row.code,
    description: [row.provider, ...vocabulary, ...row.statuses, ...retry, ...(row.uses > 0 ? [usages(row.uses)] : [])].join(" · "),
    detail: what,
    iconPath: new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color)),
    buttons: [...(row.uses > 0 ? [toUsages] : []), ...(editing ? [toInsert] : []), toCopy, ...(row.docs === undefined ? [] : [toDocs])],
    // The server has searched already.
    alwaysShow: true,
    row,
  };
}

const sameCode = (one: FoundCode, other: FoundCode): boolean =>
  one.key === other.key && one.vocabulary === other.vocabulary && one.value === other.value;
