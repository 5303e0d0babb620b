import * as vscode from "vscode";
import { open, rangeOf, replace, saved } from "./editor";
import { equal, eventually, includes, ok } from "./expect";

const SWITCH = `export async function ask() {
  const response = await fetch("https://api.vantaprism.me/v1/victims");
  const body = await response.json();
  switch (body.error.code) {
    case "KEY_REVOKED":
    case "KEY_LOCKED":
      throw new Error("key");
    default:
      throw new Error("failed");
  }
}
`;

describe("lenses", () => {
  it("tell over a switch how many codes of the API it handles", async () => {
    const document = await open(SWITCH);
    const lens = await only(document);
    equal(lens.command?.title, "handles 2 of 13 codes of VantaPrism", "title");
    equal(lens.range.start.line, 3, "line");
  });

  it("add what is missing, and then say so", async () => {
    const document = await open(SWITCH);
    await choose(await only(document), () => includes(document.getText(), 'case "FORBIDDEN_SCOPE":\n', "text"));
    includes(document.getText(), 'case "UPSTREAM_UNAVAILABLE":\n    default:\n', "text");
    await eventually(async () => equal((await only(document)).command?.title, "handles all 13 codes of VantaPrism", "title"));
    equal(await saved(document.uri), SWITCH, "file on disk");
  });

  it("change nothing in a document that went on", async () => {
    const document = await open(SWITCH);
    const lens = await only(document);
    await replace(document, rangeOf(document, "export"), "// later\nexport");
    const before = document.getText();
    let done = false;
    const shown = vscode.commands.executeCommand(lens.command?.command ?? "", ...(lens.command?.arguments ?? []));
    void Promise.resolve(shown).finally(() => {
      done = true;
    });
    await accepted(() => ok(done, "the command ends"));
    equal(document.getText(), before, "text");
  });

  it("are turned off by a setting", async () => {
    const document = await open(SWITCH);
    await only(document);
    const settings = vscode.workspace.getConfiguration("faultline");
    await settings.update("lens.enable", false, vscode.ConfigurationTarget.Global);
    try {
      await eventually(async () => equal((await own(document)).length, 0, "lenses"));
    } finally {
      await settings.update("lens.enable", undefined, vscode.ConfigurationTarget.Global);
    }
    await only(document);
  });
});

async function own(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100);
  return found.filter(({ command }) => /^handles /.test(command?.title ?? ""));
}

const only = (document: vscode.TextDocument): Promise<vscode.CodeLens> =>
  eventually(async () => {
    const found = await own(document);
    equal(found.length, 1, "lenses");
    return found[0] as vscode.CodeLens;
  });

/** Runs the lens's command and takes the first entry of the list that it opens, until `done` no longer throws. */
async function choose(lens: vscode.CodeLens, done: () => void): Promise<void> {
  ok(lens.command?.arguments?.length, "the lens has something to show");
  const shown = vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
  await accepted(done);
  await shown;
}

const accepted = (done: () => void): Promise<void> =>
  eventually(async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    done();
  });
