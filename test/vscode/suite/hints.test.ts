import * as vscode from "vscode";
import { open, rangeOf, throwing } from "./editor";
import { equal, eventually, ok } from "./expect";

describe("status hints", () => {
  it("are off, and a setting turns them on at once", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOCKED"'));
    const settings = vscode.workspace.getConfiguration("faultline");
    equal((await hints(document)).length, 0, "hints");
    await settings.update("inlayHints.status", true, vscode.ConfigurationTarget.Global);
    try {
      const [hint] = await eventually(async () => {
        const found = await hints(document);
        equal(found.map(label), ["403"], "hints");
        return found;
      });
      ok(hint?.position.isEqual(rangeOf(document, '"KEY_LOCKED"').end), "the hint stands behind the code");
    } finally {
      await settings.update("inlayHints.status", undefined, vscode.ConfigurationTarget.Global);
    }
    await eventually(async () => equal((await hints(document)).length, 0, "hints"));
  });
});

/** Those with a status; the TypeScript extension has hints too. */
async function hints(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole);
  return found.filter((hint) => /^\d{3}/.test(label(hint)));
}

const label = ({ label }: vscode.InlayHint): string => (typeof label === "string" ? label : label.map(({ value }) => value).join(""));
