import * as vscode from "vscode";
import { findings, type Place, place, rangeOf, replace, rules } from "./editor";
import { equal, eventually, includes, ok } from "./expect";

const catalog = `{
  "id": "shop",
  "name": "Shop",
  "hosts": ["api.shop.test"],
  "envelopes": [{ "id": "error", "fields": { "code": "error.code" } }],
  "codes": [
    "sold_out", // Nothing is left.
    "not_yet"
  ]
}
`;
const source = (code: string): string => `const response = await fetch("https://api.shop.test/v1/items");
const body = await response.json();
if (body.error.code === "${code}") console.log("none");
export {};
`;

/** A folder with a configuration and a catalog of its own, and these files. */
const shop = (files: Readonly<Record<string, string>>): Promise<Place> =>
  place({
    "faultline.json": '{\n  "root": true,\n  "catalogs": ["shop.faultline.json"]\n}\n',
    "shop.faultline.json": catalog,
    ...files,
  });

const name = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf("/") + 1);

describe("configuration", () => {
  it("is checked and completed as it is typed", async () => {
    const { open } = await shop({ "a.ts": source("sold_ot") });
    await rules(await open("a.ts"), ["unknown-code"]);
    const configuration = await open("faultline.json");
    equal(configuration.languageId, "jsonc", "comments are allowed in it");
    await replace(configuration, rangeOf(configuration, '"root": true'), '"bind": [{ "call": "ask", "provider": "shp" }]');
    await eventually(() => {
      const [problem] = findings(configuration.uri);
      includes(problem?.message ?? "", "'shop'", "what is meant");
    });
    const inside = rangeOf(configuration, "shp").start.translate(0, 1);
    await eventually(async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        configuration.uri,
        inside,
      );
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      for (const id of ["shop", "vantaprism", "none"]) ok(labels.includes(id), `${id} is among ${labels}`);
    });
    await replace(configuration, rangeOf(configuration, '"shp"'), '"shop"');
    await eventually(() => equal(findings(configuration.uri).length, 0, "problems"));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("has a schema for catalogs, which are named after it", async () => {
    const { open } = await shop({});
    const document = await open("shop.faultline.json");
    equal(document.languageId, "jsonc", "comments are allowed in it");
    await replace(document, rangeOf(document, '"not_yet"'), '{ "code": "not_yet", "sta": "409" }');
    await eventually(() => ok(vscode.languages.getDiagnostics(document.uri).length > 0, "the mistake is said"), 20_000);
    const said = vscode.languages.getDiagnostics(document.uri).map(({ source, message }) => `${source}: ${message}`);
    ok(said.length === 1, `it is said once: ${said.join("; ")}`);
    await eventually(async () => {
      const command = "vscode.executeCompletionItemProvider";
      const inside = rangeOf(document, '"sta"').start.translate(0, 2);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(command, document.uri, inside);
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      for (const key of ["status", "retry"]) ok(labels.includes(key), `${key} is among ${labels}`);
    });
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("is written by a quick fix, and what it says counts", async () => {
    const { name: own, open } = await shop({ "a.ts": source("sold_ot") });
    const document = await open("a.ts");
    const [finding] = await rules(document, ["unknown-code"]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const action = actions.find(({ title }) => title.startsWith("Not an API error"));
    includes(action?.title ?? "", `${own}/faultline.json`, "the file that it names");
    ok(action?.edit && (await vscode.workspace.applyEdit(action.edit)), "the edit is applied");
    await rules(document, []);
    const configuration = await open("faultline.json");
    includes(configuration.getText(), '"bind": [\n    { "files": "a.ts", "provider": "none" }\n  ]', "the binding");
    await configuration.save();
  });
});

describe("places of codes", () => {
  it("the definition is in the catalog of the workspace, or on a page of a bundled provider", async () => {
    const bundled = source("KEY_LOCKED").replace("api.shop.test", "api.vantaprism.me");
    const { open } = await shop({ "a.ts": source("sold_out"), "b.ts": bundled });
    const own = await open("a.ts");
    await rules(own, []);
    const entry = await definition(own, "sold_out");
    equal(name(entry.uri), "shop.faultline.json", "the catalog");
    equal(entry.range.start.line, 6, "the line of the entry");
    const page = await definition(await open("b.ts"), "KEY_LOCKED");
    equal(page.uri.toString(), "faultline-provider:/vantaprism.json", "the page");
    const document = await vscode.workspace.openTextDocument(page.uri);
    equal(document.getText(page.range), '"KEY_LOCKED"', "what is selected in the page");
  });

  it("references and a new name come from source and catalog", async () => {
    const { open } = await shop({ "a.ts": source("sold_out"), "b.ts": source("sold_out") });
    const document = await open("a.ts");
    await rules(document, []);
    const catalogFile = await open("shop.faultline.json");
    for (const from of [document, catalogFile]) {
      const at = rangeOf(from, "sold_out").start.translate(0, 1);
      await eventually(async () => {
        const found = await vscode.commands.executeCommand<vscode.Location[]>("vscode.executeReferenceProvider", from.uri, at);
        equal([...new Set(found.map(({ uri }) => name(uri)))].sort(), ["a.ts", "b.ts", "shop.faultline.json"], `from ${name(from.uri)}`);
      });
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", from.uri, at, "gone");
      equal(
        edit
          .entries()
          .map(([uri]) => name(uri))
          .sort(),
        ["a.ts", "b.ts", "shop.faultline.json"],
        `renamed from ${name(from.uri)}`,
      );
    }
  });
});

async function definition(document: vscode.TextDocument, code: string): Promise<{ uri: vscode.Uri; range: vscode.Range }> {
  const at = rangeOf(document, code).start.translate(0, 1);
  return eventually(async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      at,
    );
    const [first] = found.map((one) =>
      "targetUri" in one ? { uri: one.targetUri, range: one.targetSelectionRange ?? one.targetRange } : { uri: one.uri, range: one.range },
    );
    ok(first, `a definition of ${code}`);
    return first;
  });
}
