import * as vscode from "vscode";
import { rulePageScheme, rulePageUri } from "../server/lsp/protocol";

/** The read-only pages of the rules: `faultline-rule:/unknown-code.md` shows `dist/rules/unknown-code.md`. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(rulePageScheme, {
    async provideTextDocumentContent(uri) {
      const name = /^\/([a-z][a-z-]*)\.md$/.exec(uri.path)?.[1];
      if (name === undefined) return `There is no rule '${uri.path}'.\n`;
      const page = vscode.Uri.joinPath(extensionUri, "dist", "rules", `${name}.md`);
      return vscode.workspace.fs.readFile(page).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => `There is no page for the rule '${name}'.\n`,
      );
    },
  });
}

/** Opens the page as a reader wants it, rendered; as its text where the Markdown preview is turned off. */
export async function showRule(rule: string): Promise<void> {
  const uri = vscode.Uri.parse(rulePageUri(rule), true);
  try {
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  } catch {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}
