import * as vscode from "vscode";
import { extension, folder, open, rangeOf, replace, rules, throwing } from "./editor";
import { equal, eventually, includes, ok } from "./expect";

describe("diagnostics", () => {
  it("come from an extension that starts when a TypeScript file opens", async () => {
    ok(!extension().isActive, "the extension runs before a file is open");
    await open("export const one = 1;\n");
    await eventually(() => ok(extension().isActive, "the extension starts"));
  });

  it("report a misspelt code of the file's API, with rule, source, severity and place", async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), "src/victims.ts"));
    await vscode.window.showTextDocument(document);
    const [finding] = await rules(document, ["unknown-code"]);
    equal(finding?.source, "faultline", "source");
    equal(finding?.severity, vscode.DiagnosticSeverity.Warning, "severity");
    includes(finding?.message ?? "", "FORBIDEN_SCOPE", "message");
    includes(finding?.message ?? "", "VantaPrism", "message");
    includes(document.getText(finding?.range), "FORBIDEN_SCOPE", "underlined text");
  });

  for (const name of ["tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"]) {
    it(`cover .${name} files`, async () => {
      await rules(await open(throwing('body.error.code === "FORBIDEN_SCOPE"'), name), ["unknown-code"]);
    });
  }

  /** Without an extension for them, all but HTML are plain text to the editor. */
  for (const name of ["vue", "svelte", "html"]) {
    it(`cover the scripts of .${name} files`, async () => {
      const script = `<script type="module">\n${throwing('body.error.code === "FORBIDEN_SCOPE"')}</script>\n`;
      const document = await open(`<p>it's</p>\n${script}`, name);
      const [finding] = await rules(document, ["unknown-code"]);
      includes(document.getText(finding?.range), "FORBIDEN_SCOPE", "underlined text");
    });
  }

  it("cover the scripts of .astro files", async () => {
    await rules(await open(`---\n${throwing('body.error.code === "FORBIDEN_SCOPE"')}---\n<p>it's</p>\n`, "astro"), ["unknown-code"]);
  });

  it("follow the typing", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOCKED"'));
    await rules(document, []);
    await replace(document, rangeOf(document, "KEY_LOCKED"), "KEY_LOKED");
    await rules(document, ["unknown-code"]);
    await replace(document, rangeOf(document, "KEY_LOKED"), "KEY_LOCKED");
    await rules(document, []);
  });

  it("survive half a line", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    await rules(document, ["unknown-code"]);
    await replace(document, rangeOf(document, ') throw new Error("failed");'), "");
    await replace(document, rangeOf(document, 'LOKED"'), "");
    await replace(document, rangeOf(document, '"KEY_'), '"KEY_REVOKD") throw body;');
    const [finding] = await rules(document, ["unknown-code"]);
    includes(finding?.message ?? "", "KEY_REVOKD", "message");
  });

  it("name each place where a message is matched or a status cannot have the code", async () => {
    const matching = throwing('body.error.message.includes("locked")');
    const impossible = throwing('response.status === 404 && body.error.code === "KEY_LOCKED"').replace("ask", "askAgain");
    const document = await open(matching + impossible);
    await rules(document, ["message-match", "impossible-branch"]);
  });
});
