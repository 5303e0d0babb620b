import * as vscode from "vscode";
import { extension, open, rangeOf, rules, saved, throwing } from "./editor";
import { eventually, includes, ok } from "./expect";

const CONDITION = 'response.status === 429 || body.error.code === "KEY_LOCKED" || body.kind === "FORBIDEN"';

describe("hover", () => {
  it("says what a code means, its status and provider, and links to the documentation", async () => {
    const document = await open(throwing(CONDITION));
    const text = await eventually(() => hoverText(document, "KEY_LOCKED", /VantaPrism/));
    includes(text, "403", "hover");
    includes(text, "https://", "hover");
    includes(letters(text), letters(await meaning("vantaprism", "KEY_LOCKED")), "hover");
  });

  it("says what a status means for the API that was asked", async () => {
    const document = await open(throwing(CONDITION));
    includes(await eventually(() => hoverText(document, "429", /RATE_LIMIT_EXCEEDED|Retry-After/)), "429", "hover");
  });

  it("says what can be at a branch, after the checks above", async () => {
    const document = await open(`export async function ask() {
  const response = await fetch("https://api.vantaprism.me/v1/victims");
  if (response.status === 403) throw new Error("failed");
  return response;
}
`);
    const text = await eventually(() => hoverText(document, "if (response", /VantaPrism/));
    includes(text, "KEY_LOCKED", "hover");
    ok(!text.includes("429"), `hover on another status: ${text}`);
  });

  it("says what a loop repeats, and where that is not what the API says", async () => {
    const document = await open(`export async function ask() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch("https://api.vantaprism.me/v1/victims");
    if (response.ok) return response.json();
  }
}
`);
    const text = await eventually(() => hoverText(document, "for (", /VantaPrism/));
    ok(/\|[^|]*403 \|.*\| repeated \| ≠ fix first \|/.test(text), text);
  });

  it("is silent on a string that is no error code", async () => {
    const document = await open(throwing(`${CONDITION} || body.error.code === "KEY_LOKED"`));
    await rules(document, ["unknown-code"]);
    const text = await hoverText(document, "FORBIDEN", /^/);
    ok(!/VantaPrism/.test(text), `hover on another string: ${text}`);
  });
});

/** The text of all hovers in the middle of `word`; throws while it does not match, since the TypeScript extension's may come alone. */
async function hoverText(document: vscode.TextDocument, word: string, pattern: RegExp): Promise<string> {
  const position = document.positionAt(document.offsetAt(rangeOf(document, word).start) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position);
  const text = hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
  ok(pattern.test(text), `hover does not match ${pattern}: ${text}`);
  return text;
}

/** What the packaged catalog says of a code. */
async function meaning(provider: string, code: string): Promise<string> {
  const file = vscode.Uri.joinPath(extension().extensionUri, `dist/catalog/providers/${provider}.json`);
  const found = /"meaning":\s*"([^"]+)"/.exec(await saved(file).then((text) => text.slice(text.search(new RegExp(`"${code}"`)))));
  ok(found?.[1], `the catalog holds a meaning of ${code}`);
  return found[1];
}

/** Marks and escapes aside, the words are the same in the catalog and in the hover. */
const letters = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, " ");
