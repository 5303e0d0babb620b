import * as vscode from "vscode";
import { folder, open, rangeOf, replace, rules, saved, throwing } from "./editor";
import { equal, eventually, ok } from "./expect";

const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> => vscode.commands.executeCommand(command, ...args);

/** The page that is in front. */
const page = (): Promise<string> =>
  eventually(() => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    ok(tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith("faultline.provider"), "a page is in front");
    return tab.label;
  });

describe("the explorer of codes", () => {
  before(async () => {
    await rules(await open(throwing('body.error.code === "KEY_LOKED"')), ["unknown-code"]);
  });
  afterEach(() => run("workbench.action.closeActiveEditor"));

  it("is a view of the Explorer", async () => {
    await run("faultline.codes.focus");
  });

  it("opens the page of a provider, from the text of its file too", async () => {
    const uri = vscode.Uri.parse("faultline-provider:/vantaprism.json");
    await vscode.window.showTextDocument(uri);
    await run("faultline.openProvider", uri);
    await eventually(async () => equal(await page(), "VantaPrism", "title"));
  });

  it("opens the page of the code that is found", async () => {
    await run("faultline.searchCodes");
    await eventually(async () => {
      await run("workbench.action.acceptSelectedQuickOpenItem");
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      ok(input instanceof vscode.TabInputWebview, "a page is in front");
    });
    await page();
  });

  it("adds a code to a new file that extends the provider, and the finding goes", async () => {
    const configuration = vscode.Uri.joinPath(folder(), "faultline.json");
    const catalog = vscode.Uri.joinPath(folder(), "vantaprism.faultline.json");
    const before = await saved(configuration);
    const document = await open(throwing('body.error.code === "KEY_SOLD"'));
    await rules(document, ["unknown-code"]);
    try {
      const actions = await eventually(async () => {
        const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          document.uri,
          rangeOf(document, "KEY_SOLD"),
          vscode.CodeActionKind.QuickFix.value,
        );
        const own = found.filter(({ title }) => title.startsWith("Add 'KEY_SOLD' to VantaPrism in vantaprism.faultline.json"));
        equal(own.length, 1, found.map(({ title }) => title).join("; "));
        return own;
      });
      const [action] = actions;
      ok(action?.edit && !action.isPreferred && (await vscode.workspace.applyEdit(action.edit)), "the edit is applied");
      await rules(document, []);
      await eventually(async () => {
        await vscode.workspace.saveAll();
        ok((await saved(catalog)).includes("KEY_SOLD"), "the file has the code");
        ok((await saved(configuration)).includes("./vantaprism.faultline.json"), "the configuration names it");
      });
    } finally {
      // As it is open in the editor, that text counts.
      const opened = await vscode.workspace.openTextDocument(configuration);
      await replace(opened, new vscode.Range(0, 0, opened.lineCount, 0), before);
      await opened.save();
      await rules(document, ["unknown-code"]);
      await vscode.workspace.fs.delete(catalog);
    }
  });
});
