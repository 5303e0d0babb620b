import * as vscode from "vscode";
import { type CodeUsesParams, type ProviderList, providerPageScheme, providersRequest } from "../server/lsp/protocol";
import { copy, findUsages, openDocs } from "./code-actions";
import type { ProviderPages, Target } from "./page/panel";
import type { Session } from "./session";
import { isUsed, lookOf, type Node } from "./tree";
import type { Uses } from "./uses";

/** What can be done with a provider, a status or a code of the explorer. From elsewhere their commands are given nothing, or a place. */
export function registerExplorerCommands(session: Session, uses: Uses, pages: ProviderPages): vscode.Disposable {
  const command = (name: string, run: (node: Node | vscode.Uri | undefined) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, (node?: Node | vscode.Uri) => run(node));
  return vscode.Disposable.from(
    command("faultline.openProvider", async (given) => {
      const target = isNode(given) ? targetOf(given) : (ofPage(given) ?? (await chooseProvider(session)));
      if (target && !(await pages.show(target))) void vscode.window.showInformationMessage("There is no such provider any more.");
    }),
    command("faultline.findUsages", (node) => {
      const params = isNode(node) ? usesOf(node) : undefined;
      return params && isNode(node) && findUsages(session, params, lookOf(node).label);
    }),
    command("faultline.copyCode", (node) => isNode(node) && copy(copied(node))),
    command("faultline.openDocs", (node) => isNode(node) && openDocs(docsOf(node))),
    command("faultline.openCatalog", (node) => {
      const file = isNode(node) && node.kind === "provider" ? node.row.files[0] : undefined;
      return file !== undefined && vscode.window.showTextDocument(vscode.Uri.parse(file, true));
    }),
    command("faultline.countAgain", () => uses.renew()),
  );
}

const isNode = (given: Node | vscode.Uri | undefined): given is Node => given !== undefined && "kind" in given;

/** The text of a bundled provider leads to its page: `faultline-provider:/stripe.json`. */
function ofPage(uri: vscode.Uri | undefined): Target | undefined {
  const [, key] = /^\/([a-z0-9][a-z0-9-]*)\.json$/.exec(uri?.scheme === providerPageScheme ? uri.path : "") ?? [];
  return key === undefined ? undefined : { key };
}

/** What the workspace uses comes first, as far as that has been counted. */
async function chooseProvider(session: Session): Promise<Target | undefined> {
  const items = session.request<ProviderList>(providersRequest, {}).then(({ providers }) =>
    [...providers.filter(isUsed), ...providers.filter((row) => !isUsed(row))].map((row) => {
      const { label, description } = lookOf({ kind: "provider", row });
      return { label, description, key: row.key };
    }),
  );
  return vscode.window.showQuickPick(items, { title: "Open Provider Page", placeHolder: "A provider", matchOnDescription: true });
}

function targetOf(node: Node): Target | undefined {
  if (node.kind === "others") return undefined;
  if (node.kind === "provider") return { key: node.row.key };
  if (node.kind !== "code") return { key: node.of.key };
  return { key: node.of.key, code: node.entry.code, vocabulary: node.entry.vocabulary, status: node.status };
}

function usesOf(node: Node): CodeUsesParams | undefined {
  if (node.kind === "code") return { key: node.of.key, vocabulary: node.entry.vocabulary, code: node.entry.code };
  const status = node.kind === "status" ? node.group.status : undefined;
  return node.kind === "status" && typeof status === "number" ? { key: node.of.key, status } : undefined;
}

const docsOf = (node: Node): string | undefined =>
  node.kind === "provider" ? node.row.docs : node.kind === "status" ? node.group.docs : node.kind === "code" ? node.entry.docs : undefined;

const copied = (node: Node): string => (node.kind === "status" ? String(node.group.status ?? "") : lookOf(node).label);
