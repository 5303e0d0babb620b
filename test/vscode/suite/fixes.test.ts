import * as vscode from "vscode";
import { open, rangeOf, rules, saved, throwing } from "./editor";
import { equal, eventually, includes, ok } from "./expect";

const TWO = throwing('body.error.code === "FORBIDEN_SCOPE" || body.error.code === "KEY_LOKED"');
const MIXED = TWO + throwing('body.error.message.includes("locked")').replace("ask", "askAgain");

describe("fixes", () => {
  it("change a misspelt code to the nearest one, as the preferred fix", async () => {
    const document = await open(throwing('body.error.code === "FORBIDEN_SCOPE"'));
    const [finding] = await rules(document, ["unknown-code"]);
    const fixes = await actions(document, finding?.range, vscode.CodeActionKind.QuickFix);
    const preferred = fixes.filter((fix) => fix.isPreferred);
    equal(
      preferred.map((fix) => fix.title),
      ["Change to 'FORBIDDEN_SCOPE'"],
      "preferred fixes",
    );
    await apply(preferred[0]);
    includes(document.getText(), 'body.error.code === "FORBIDDEN_SCOPE")', "text after the fix");
    await rules(document, []);
  });

  it("offer to silence one line, and keep their word", async () => {
    const document = await open(throwing('body.error.code === "SOMETHING_ELSE"'));
    const [finding] = await rules(document, ["unknown-code"]);
    const fixes = await actions(document, finding?.range, vscode.CodeActionKind.QuickFix);
    await apply(fixes.find((fix) => /^Disable/.test(fix.title)));
    includes(document.getText(), "// faultline-disable-next-line unknown-code", "text after the fix");
    await rules(document, []);
  });

  it("apply all safe ones at once and leave the rest", async () => {
    const document = await open(MIXED);
    await rules(document, ["unknown-code", "unknown-code", "message-match"]);
    const [all, ...more] = await actions(document, undefined, FIX_ALL);
    equal(more.length, 0, "further actions");
    await apply(all);
    includes(document.getText(), '"FORBIDDEN_SCOPE" || body.error.code === "KEY_LOCKED") throw', "text after fix-all");
    await rules(document, ["message-match"]);
  });

  it("apply on save where the settings ask for it", async () => {
    const settings = vscode.workspace.getConfiguration("editor");
    await settings.update("codeActionsOnSave", { "source.fixAll.faultline": "explicit" }, vscode.ConfigurationTarget.Global);
    try {
      const document = await open(throwing('body.error.code === "FORBIDEN_SCOPE"'));
      await rules(document, ["unknown-code"]);
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((edit) => edit.insert(rangeOf(document, "export").start, "// edited\n"));
      ok(await document.save(), "the document is saved");
      await eventually(async () => includes(await saved(document.uri), "// edited\nexport async function ask", "file on disk"));
      includes(await saved(document.uri), '"FORBIDDEN_SCOPE"', "file on disk");
    } finally {
      await settings.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("faultline");

/** Actions of a kind at a place, once there are any. No other extension has one at these places. */
async function actions(
  document: vscode.TextDocument,
  range: vscode.Range | undefined,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const place = range ?? new vscode.Range(0, 0, document.lineCount, 0);
  return eventually(async () => {
    const command = "vscode.executeCodeActionProvider";
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(command, document.uri, place, kind.value, 50);
    ok(found.length, `actions of kind ${kind.value}`);
    return found;
  });
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  ok(action?.edit, `the action carries its edit: ${action?.title}`);
  ok(await vscode.workspace.applyEdit(action.edit), "the edit is applied");
}
