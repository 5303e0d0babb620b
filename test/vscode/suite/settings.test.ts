import * as vscode from "vscode";
import { findings, folder, open, rules, throwing } from "./editor";
import { equal, eventually } from "./expect";

const { Error: ERROR, Warning: WARNING, Information: INFORMATION } = vscode.DiagnosticSeverity;

describe("settings", () => {
  afterEach(async () => {
    await set(undefined);
    await configure({});
  });

  it("change a severity at once", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    await severities(document, [WARNING]);
    await set({ "unknown-code": "error" });
    await severities(document, [ERROR]);
    await set(undefined);
    await severities(document, [WARNING]);
  });

  it("turn a rule off and on", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    await severities(document, [WARNING]);
    await set({ "unknown-code": "off" });
    await rules(document, []);
    await set(undefined);
    await severities(document, [WARNING]);
  });

  it("lie below faultline.json, whose changes count at once too", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    await set({ "unknown-code": "error" });
    await severities(document, [ERROR]);
    await configure({ rules: { "unknown-code": "information" } });
    await severities(document, [INFORMATION]);
    await configure({});
    await severities(document, [ERROR]);
  });
});

async function set(value: Readonly<Record<string, string>> | undefined): Promise<void> {
  await vscode.workspace.getConfiguration("faultline").update("rules", value, vscode.ConfigurationTarget.Global);
}

async function configure(value: object): Promise<void> {
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), "faultline.json"), new TextEncoder().encode(JSON.stringify(value)));
}

async function severities(document: vscode.TextDocument, expected: readonly vscode.DiagnosticSeverity[]): Promise<void> {
  await eventually(() => {
    const found = findings(document.uri).map((finding) => finding.severity);
    equal(found, expected, "severities");
  });
}
