import * as vscode from "vscode";
import { folder, open, rangeOf, rules } from "./editor";
import { equal, eventually, ok } from "./expect";

const send = `export async function send(path: string) {
  return fetch("https://api.vantaprism.me" + path);
}
`;
const use = `import { send } from "./why-send";
export async function ask() {
  const body = await (await send("/v1/victims")).json();
  return body.error.code === "KEY_LOKED";
}
`;

/** What is in front, and what is selected there. */
const selected = (): string => {
  const editor = vscode.window.activeTextEditor;
  ok(editor, "an editor is in front");
  return `${editor.document.uri.path
    .split("/")
    .at(-1)
    ?.replace(/case-\d+/, "case")}: ${editor.document.getText(editor.selection)}`;
};

const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);

describe("why", () => {
  const start = async (): Promise<void> => {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), "src/why-send.ts"), new TextEncoder().encode(send));
    const document = await open(use);
    await rules(document, ["unknown-code"]);
    const editor = vscode.window.activeTextEditor;
    ok(editor, "an editor is in front");
    const { start: place } = rangeOf(document, "code ===");
    editor.selection = new vscode.Selection(place, place);
    await run("faultline.why");
  };

  it("shows each step's place as one goes through the list, and stays where one is chosen", async () => {
    await start();
    const places = [
      'case.ts: await (await send("/v1/victims")).json()',
      'case.ts: send("/v1/victims")',
      'why-send.ts: fetch("https://api.vantaprism.me" + path)',
    ];
    for (const place of places) {
      await run("workbench.action.quickOpenSelectNext");
      await eventually(() => equal(selected(), place, "what is shown"));
    }
    await run("workbench.action.acceptSelectedQuickOpenItem");
    await eventually(() => equal(selected(), places[2], "what is shown after the choice"));
  });

  it("goes back where nothing is chosen", async () => {
    await start();
    for (let i = 0; i < 3; i++) await run("workbench.action.quickOpenSelectNext");
    await eventually(() => equal(selected().split(":")[0], "why-send.ts", "what is shown"));
    await run("workbench.action.closeQuickOpen");
    await eventually(() => equal(selected(), "case.ts: ", "what is in front"));
  });
});
