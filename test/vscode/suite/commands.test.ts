import * as vscode from "vscode";
import { extension, open, rangeOf, replace, rules, throwing } from "./editor";
import { equal, eventually, includes, ok } from "./expect";

interface Contributed {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

const contributed = (): readonly Contributed[] => extension().packageJSON.contributes.commands;

describe("commands", () => {
  it("exist as the manifest names them", async () => {
    await rules(await open(throwing('body.error.code === "KEY_LOKED"')), ["unknown-code"]);
    const known = new Set(await vscode.commands.getCommands(true));
    equal(
      contributed().filter(({ command }) => !known.has(command)),
      [],
      "contributed, but not registered",
    );
    for (const { title, category } of contributed()) {
      const shown = category === undefined ? title : `${category}: ${title}`;
      ok(shown.startsWith("Faultline: ") && !shown.includes("Faultline: Faultline"), `"${shown}" says whose it is, once`);
    }
  });

  it("restart the server, which then goes on", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    await rules(document, ["unknown-code"]);
    await vscode.commands.executeCommand(named(/restart/i));
    await replace(document, rangeOf(document, "KEY_LOKED"), "KEY_LOCKED");
    await rules(document, []);
    await replace(document, rangeOf(document, "KEY_LOCKED"), "KEY_REVOKD");
    const [finding] = await rules(document, ["unknown-code"]);
    includes(finding?.message ?? "", "KEY_REVOKD", "message");
  });

  it("show the output", async () => {
    await vscode.commands.executeCommand(named(/output/i));
  });

  it("open the configuration", async () => {
    await vscode.commands.executeCommand(named(/configuration/i));
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      ok(input instanceof vscode.TabInputText && input.uri.path.endsWith("/faultline.json"), "faultline.json is in front");
    });
  });
});

function named(title: RegExp): string {
  const found = contributed().find((each) => title.test(each.title));
  ok(found, `a command whose title matches ${title}`);
  return found.command;
}
