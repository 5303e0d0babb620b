import * as vscode from "vscode";
import { open, rangeOf, replace, throwing } from "./editor";
import { equal, eventually, ok } from "./expect";

describe("completion", () => {
  it("offers the codes of the API inside the string of a comparison, before anything else", async () => {
    const document = await open(throwing('body.error.code === ""'));
    const offered = await completions(document, rangeOf(document, '""').start.translate(0, 1));
    const sorted = offered.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(label);
    equal(sorted.slice(0, CODES.length).sort(), CODES, "first suggestions");
  });

  it("replaces what is between the quotes", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    const offered = await completions(document, rangeOf(document, "KEY_LOKED").start.translate(0, 4));
    const item = offered.find((each) => label(each) === "KEY_LOCKED");
    ok(item, "KEY_LOCKED is offered");
    const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
    ok(range, "the suggestion says what it replaces");
    const text = item.insertText ?? label(item);
    await replace(document, range, typeof text === "string" ? text : text.value);
    ok(document.getText().includes('body.error.code === "KEY_LOCKED")'), document.getText());
  });

  it("works on a line that is not closed yet", async () => {
    const source = throwing("true").replace('if (true) throw new Error("failed");', 'if (body.error.code === "INV');
    const document = await open(source);
    const offered = await completions(document, rangeOf(document, '"INV').end);
    ok(
      offered.some((each) => label(each) === "INVALID_CURSOR"),
      `offered: ${offered.map(label).join()}`,
    );
  });

  it("works in a case and says what the code means", async () => {
    const source = throwing("true").replace('if (true) throw new Error("failed");', 'switch (body.error.code) { case "": break; }');
    const document = await open(source);
    const offered = await completions(document, rangeOf(document, '""').start.translate(0, 1));
    const item = offered.find((each) => label(each) === "QUOTA_EXHAUSTED");
    const text = item?.documentation;
    ok(item?.detail?.includes("429"), `detail: ${item?.detail}`);
    ok((typeof text === "string" ? text : (text?.value ?? "")).length > 20, "the suggestion is documented");
  });
});

const CODES = [
  "CUSTOMER_INACTIVE",
  "FORBIDDEN_SCOPE",
  "INFRASTRUCTURE_LIMIT_EXCEEDED",
  "INTERNAL_ERROR",
  "INVALID_API_KEY",
  "INVALID_CURSOR",
  "KEY_LOCKED",
  "KEY_REVOKED",
  "NOT_FOUND",
  "QUOTA_EXHAUSTED",
  "RATE_LIMIT_EXCEEDED",
  "UPSTREAM_UNAVAILABLE",
  "VALIDATION_ERROR",
];

/** The suggestions, once Faultline's are among them: until its server runs, the editor has only others to offer. */
async function completions(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
  return eventually(async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      position,
      undefined,
      50,
    );
    const own = list.items.filter((item) => item.detail?.includes("VantaPrism"));
    ok(own.length, `offered: ${list.items.slice(0, 20).map(label).join()}`);
    return own;
  });
}

const label = (item: vscode.CompletionItem): string => (typeof item.label === "string" ? item.label : item.label.label);
const sortKey = (item: vscode.CompletionItem): string => item.sortText ?? label(item);
