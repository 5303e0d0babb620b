import * as vscode from "vscode";
import { extension, findings, open, rules, throwing } from "./editor";
import { equal, ok } from "./expect";

const WRONG = throwing('body.error.code === "FORBIDEN_SCOPE"');

describe("documents", () => {
  it("that were never saved are checked", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "typescript", content: WRONG });
    equal(document.uri.scheme, "untitled", "scheme");
    await vscode.window.showTextDocument(document);
    await rules(document, ["unknown-code"]);
  });

  it("of a past commit are not", async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider("git", { provideTextDocumentContent: () => WRONG });
    try {
      const past = await vscode.workspace.openTextDocument(vscode.Uri.parse("git:/src/past.ts?HEAD"));
      equal(past.languageId, "typescript", "language");
      await vscode.window.showTextDocument(past);
      // What is opened after it and answered shows that its turn has passed.
      await rules(await open(WRONG), ["unknown-code"]);
      equal(findings(past.uri).length, 0, "findings in the past");
    } finally {
      provider.dispose();
    }
  });

  it("of other languages are not", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: WRONG });
    await vscode.window.showTextDocument(document);
    await rules(await open(WRONG), ["unknown-code"]);
    equal(findings(document.uri).length, 0, "findings in markdown");
  });

  it("of untrusted and of virtual workspaces are served, as the manifest says", () => {
    const capabilities = extension().packageJSON.capabilities;
    ok(capabilities?.untrustedWorkspaces?.supported === true, "untrusted workspaces");
    ok(capabilities.virtualWorkspaces === true || capabilities.virtualWorkspaces?.supported === true, "virtual workspaces");
  });
});
