import * as vscode from "vscode";

/** After a failure: what the extension and its server logged, which is the first thing that one wants to read. Once a run. */
let shown = false;

afterEach(async function () {
  if (this.currentTest?.state !== "failed" || shown) return;
  shown = true;
  await vscode.commands.executeCommand("faultline.showOutput").then(undefined, () => undefined);
  const deadline = Date.now() + 3000;
  const page = (): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find((document) => document.uri.scheme === "output" && /faultline/i.test(document.uri.path));
  while (!page()?.getText() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  console.log(`Faultline's output:\n${page()?.getText() || "nothing"}`);
});
