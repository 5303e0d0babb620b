import * as vscode from "vscode";
import { type ProviderDetail, type ProviderList, providerRequest, providersRequest } from "../server/lsp/protocol";
import type { Session } from "./session";
import { differs, isCounted, lookOf, messageOf, type Node, nodesIn, nodesOf, roots } from "./tree";
import type { Uses } from "./uses";

/** The view "Error Codes": the providers that the workspace uses, and all others, down to each code. */
export function showExplorer(session: Session, uses: Uses, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let list: ProviderList | undefined;

  const load = async (): Promise<ProviderList> => {
    const next = await session.request<ProviderList>(providersRequest, {});
    view.message = messageOf(next) ?? "";
    return next;
  };
  /** Nothing where there is no server: then the view says so. */
  const children = async (node: Node | undefined): Promise<readonly Node[]> => {
    if (node === undefined) {
      list = await load();
      return roots(list);
    }
    if (node.kind === "others") return node.rows.map((row) => ({ kind: "provider", row }));
    if (node.kind === "status") return nodesIn(node.of, node.group);
    if (node.kind !== "provider") return [];
    const detail = await session.request<ProviderDetail | null>(providerRequest, { key: node.row.key });
    return detail === null ? [] : nodesOf(detail);
  };

  const failed = (error: unknown): readonly Node[] => {
    log.error("The explorer of error codes has nothing to show", error instanceof Error ? error : String(error));
    return [];
  };
  const view = vscode.window.createTreeView<Node>("faultline.codes", {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getChildren: async (node) => [...(await children(node).catch(failed))],
    },
  });

  let held: vscode.Disposable | undefined;
  const visibility = (visible: boolean): void => {
    if (visible) held ??= uses.hold();
    else {
      held?.dispose();
      held = undefined;
    }
  };
  visibility(view.visible);
  return vscode.Disposable.from(
    view,
    changed,
    new vscode.Disposable(() => visibility(false)),
    view.onDidChangeVisibility(({ visible }) => visibility(visible)),
    session.onDidChangeUses(async (counting) => {
      if (!view.visible) return;
      const next = await load().catch(() => undefined);
      // The codes of a provider that is open may have other counts though its sum is the same.
      if (next && (isCounted(counting) || differs(list, next))) changed.fire();
    }),
    session.onDidChangeState(({ kind }) => {
      if (kind !== "starting") changed.fire();
    }),
  );
}

function treeItem(node: Node): vscode.TreeItem {
  const { id, label, description, tooltip, icon, color, collapsible, context } = lookOf(node);
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, collapsible ? Collapsed : None);
  item.id = id;
  item.description = description;
  item.tooltip = asMarkdown(label, tooltip);
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = context;
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(", ") };
  if (node.kind === "code") item.command = { command: "faultline.openProvider", title: "Open Page", arguments: [node] };
  return item;
}

/** Text that comes from catalogs, so that nothing in it is markup. */
function asMarkdown(label: string, paragraphs: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString("**").appendText(label).appendMarkdown("**");
  for (const paragraph of paragraphs) if (paragraph !== "") text.appendMarkdown("\n\n").appendText(paragraph);
  return text;
}
