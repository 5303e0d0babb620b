import * as vscode from "vscode";
import { open, place, rangeOf, rules, saved, throwing } from "./editor";
import { equal, eventually, includes, ok } from "./expect";

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
    // Who is impatient asks twice, and gets one page.
    await Promise.all([run("faultline.openProvider", uri), run("faultline.openProvider", uri)]);
    await eventually(async () => equal(await page(), "VantaPrism", "title"));
    const pages = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ input }) => input instanceof vscode.TabInputWebview));
    equal(
      pages.map(({ label }) => label),
      ["VantaPrism"],
      "pages",
    );
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
    const {
      name,
      uri,
      open: show,
    } = await place({
      "faultline.json": '{ "root": true }\n',
      "a.ts": throwing('body.error.code === "KEY_SOLD"'),
    });
    const document = await show("a.ts");
    await rules(document, ["unknown-code"]);
    const actions = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        rangeOf(document, "KEY_SOLD"),
        vscode.CodeActionKind.QuickFix.value,
      );
      const own = found.filter(({ title }) => title.startsWith(`Add 'KEY_SOLD' to VantaPrism in ${name}/vantaprism.faultline.json`));
      equal(own.length, 1, found.map(({ title }) => title).join("; "));
      return own;
    });
    const [action] = actions;
    ok(action?.edit && !action.isPreferred && (await vscode.workspace.applyEdit(action.edit)), "the edit is applied");
    await rules(document, []);
    await eventually(async () => {
      await vscode.workspace.saveAll();
      includes(await saved(uri("vantaprism.faultline.json")), "KEY_SOLD", "the file with the code");
      includes(await saved(uri("faultline.json")), "./vantaprism.faultline.json", "the configuration that names it");
    });
  });
});
