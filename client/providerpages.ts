import * as vscode from "vscode";
import { providerPage, providerPageScheme } from "../server/lsp/protocol";

/** The read-only pages of bundled providers: `faultline-provider:/stripe.json` shows `dist/catalog/providers/stripe.json`. */
export function registerProviderPages(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(providerPageScheme, {
    async provideTextDocumentContent(uri) {
      const name = /^\/([a-z0-9][a-z0-9-]*)\.json$/.exec(uri.path)?.[1];
      const missing = `// No provider with the id '${name ?? uri.path}' ships with Faultline.\n`;
      if (name === undefined) return missing;
      const file = vscode.Uri.joinPath(extensionUri, "dist", "catalog", "providers", `${name}.json`);
      return vscode.workspace.fs.readFile(file).then(
        (bytes) => providerPage(new TextDecoder().decode(bytes)),
        () => missing,
      );
    },
  });
}
