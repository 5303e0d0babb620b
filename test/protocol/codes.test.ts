import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AnnotatedTextEdit, Location, LocationLink, Position, WorkspaceEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { providerPage } from "../../server/lsp/protocol";
import { Editor, type EditorOptions } from "./editor";
import { acme, acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

const configuration = '{ "catalogs": ["./errors/acme.json"] }';
const catalog = `{
  "id": "acme",
  "name": "Acme",
  "hosts": ["api.acme.test"],
  "envelopes": [{ "id": "error", "fields": { "code": "error.code" } }],
  "codes": [
    { "code": "user_gone", "status": 404 },
    { "code": "user_left", "status": 410, "deprecated": "user_gone" }, // The old name.
    "team_gone"
  ],
  "messages": [{ "pattern": "No user {}", "code": "user_gone" }]
}
`;
const table = `const res = await fetch("https://api.acme.test/v1/users");
const body = await res.json();
const texts: Record<string, string> = { user_gone: "gone", "team_gone": "too" };
export const text = texts[body.error.code];
`;
const constant = `const GONE = 'user_gone';
const res = await fetch("https://api.acme.test/v1/users");
const body = await res.json();
switch (body.error.code) {
  case GONE: break;
}
if (["user_gone", "team_gone"].includes(body.error.code)) console.log("user_gone");
`;

describe("places of codes", () => {
  let editor: Editor;
  let place: Workspace;
  afterEach(() => {
    editor.kill();
    place.remove();
  });

  const start = async (files: Readonly<Record<string, string>>, options: EditorOptions = {}): Promise<void> => {
    place = workspace(files);
    editor = await Editor.start({ folders: [place.folder], initializationOptions: { providerPages: true }, ...options });
  };
  const shared = { "faultline.json": configuration, "errors/acme.json": catalog };
  const open = (file: string, text: string, language = "typescript"): Promise<void> => editor.open(place.uri(file), text, language);
  const ask = <Result>(method: string, file: string, position: Position, more: object = {}): Promise<Result> =>
    editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: place.uri(file) }, position, ...more });
  const at = (file: string, marked: string): Position => editor.at(place.uri(file), marked);
  /** "a.ts:3 user_gone" */
  const said = ({ uri, range }: Location): string => {
    const text = fs.readFileSync(fileURLToPath(uri), "utf8");
    const document = TextDocument.create(uri, "", 1, text);
    return `${path.relative(place.folder, fileURLToPath(uri))}:${range.start.line + 1} ${document.getText(range)}`;
  };
  const references = async (file: string, marked: string, includeDeclaration = true): Promise<readonly string[]> => {
    const found = await ask<Location[] | null>("references", file, at(file, marked), { context: { includeDeclaration } });
    return (found ?? []).map(said).sort();
  };

  it("the definition of a code of the workspace is its entry in the catalog, as it is open", async () => {
    await start({ ...shared, "a.ts": acme("user_gone") });
    await open("a.ts", acme("user_gone"));
    const [link] = await ask<LocationLink[]>("definition", "a.ts", at("a.ts", "user_|gone"));
    assert.ok(link);
    assert.equal(link.targetUri, place.uri("errors/acme.json"));
    assert.deepEqual(link.targetSelectionRange.start, { line: 6, character: 14 });
    assert.deepEqual(link.originSelectionRange, editor.rangeOf(place.uri("a.ts"), "user_gone"));
    await open("errors/acme.json", catalog, "json");
    await editor.change(place.uri("errors/acme.json"), [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "\n\n" },
    ]);
    const [moved] = await ask<LocationLink[]>("definition", "a.ts", at("a.ts", "user_|gone"));
    assert.equal(moved?.targetSelectionRange.start.line, 8);
  });

  it("that of a bundled provider is a page in an editor that has them, and nothing in others", async () => {
    const text = vantaprism.replace("FORBIDEN", "FORBIDDEN");
    await start({});
    await open("a.ts", text);
    const [link] = await ask<LocationLink[]>("definition", "a.ts", at("a.ts", "FORBID|DEN"));
    assert.ok(link);
    assert.equal(link.targetUri, "faultline-provider:/vantaprism.json");
    const shipped = fs.readFileSync(path.join(__dirname, "../../dist/catalog/providers/vantaprism.json"), "utf8");
    const page = TextDocument.create(link.targetUri, "json", 1, providerPage(shipped));
    assert.equal(page.getText(link.targetSelectionRange), '"FORBIDDEN_SCOPE"');
    editor.kill();
    place.remove();
    await start({}, { initializationOptions: {} });
    await open("a.ts", text);
    assert.deepEqual(await ask("definition", "a.ts", at("a.ts", "FORBID|DEN")), []);
  });

  it("a code that nothing attributes leads to each provider that has it", async () => {
    await start({});
    await open("a.ts", 'export const gone = (e: any) => e.code === "NOT_FOUND";\n');
    const links = await ask<LocationLink[]>("definition", "a.ts", at("a.ts", "NOT_|FOUND"));
    assert.ok(links.length > 1, `${links.length} pages`);
    assert.deepEqual(await references("a.ts", "NOT_|FOUND"), []);
    assert.equal(await ask("prepareRename", "a.ts", at("a.ts", "NOT_|FOUND")), null);
  });

  it("references are those in the workspace, open or not, and no other text", async () => {
    const files = {
      ...shared,
      ".gitignore": "dist/\n",
      "a.ts": acme("user_gone"),
      "src/b.ts": constant,
      "src/c.js": table,
      "dist/d.js": acme("user_gone"),
      "src/e.ts": 'export const user_gone = "user_gone";\n',
      "other/faultline.json": '{ "root": true, "catalogs": ["acme.json"] }',
      "other/acme.json": acmeCatalog(["user_gone"]),
      "other/f.ts": acme("user_gone"),
    };
    await start(files);
    await open("a.ts", acme("user_gone"));
    const uses = ["a.ts:3 user_gone", "src/b.ts:1 user_gone", "src/b.ts:5 GONE", "src/b.ts:7 user_gone", "src/c.js:3 user_gone"];
    assert.deepEqual(await references("a.ts", "user_|gone", false), uses);
    const all = [...uses, 'errors/acme.json:7 "user_gone"'].sort();
    assert.deepEqual(await references("a.ts", "user_|gone"), all);
    await open("errors/acme.json", catalog, "json");
    assert.deepEqual(await references("errors/acme.json", '"user_|gone", "status"'), all);
    await open("other/f.ts", acme("user_gone"));
    assert.deepEqual(await references("other/f.ts", "user_|gone"), ['other/acme.json:1 "user_gone"', "other/f.ts:3 user_gone"]);
    await open("src/b.ts", constant.replace("case GONE", "case 'user_left'"));
    assert.ok(!(await references("a.ts", "user_|gone")).some((one) => one.includes("GONE")), "the open text counts");
  });

  const codes = `export const GONE = "user_gone";
export const OTHER = "user_gone";
export const codes = { left: "user_left" } as const;
`;
  const importing = `import { GONE, codes } from "./barrel";
const res = await fetch("https://api.acme.test/v1/users");
const body = await res.json();
if (body.error.code === GONE || body.error.code === codes.left) console.log("gone");
`;
  const across = { ...shared, "src/codes.ts": codes, "src/barrel.ts": 'export * from "./codes";\n', "src/g.ts": importing };

  it("references go through constants of other files", async () => {
    await start(across);
    await open("errors/acme.json", catalog, "json");
    // What is compared with Acme's errors counts, not all that has the same text.
    assert.deepEqual(await references("errors/acme.json", '"user_|gone", "status"', false), [
      "src/codes.ts:1 user_gone",
      "src/g.ts:4 GONE",
    ]);
    assert.deepEqual(await references("errors/acme.json", '"user_|left", "status"', false), [
      "src/codes.ts:3 user_left",
      "src/g.ts:4 codes.left",
    ]);
  });

  it("a request that nobody wants any more ends", async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`src/${index}.ts`, acme("user_gone")]));
    await start({ ...shared, ...many });
    await open("src/0.ts", acme("user_gone"));
    await editor.pull(place.uri("src/0.ts"));
    const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: place.uri("src/0.ts") }, position: at("src/0.ts", "user_|gone"), context: {} };
    const asked = editor.connection.sendRequest("textDocument/references", params, source.token);
    setTimeout(() => source.cancel(), 30);
    await assert.rejects(asked, /[Cc]ancel/);
    assert.equal((await references("src/0.ts", "user_|gone", false)).length, 300);
  });

  describe("a new name", () => {
    const rename = (file: string, marked: string, newName: string): Promise<WorkspaceEdit> =>
      ask("rename", file, at(file, marked), { newName });
    /** The file as the edit leaves it. */
    const after = (edit: WorkspaceEdit, file: string): string | undefined => {
      const change = edit.documentChanges?.find((one) => "textDocument" in one && one.textDocument.uri === place.uri(file));
      if (change === undefined || !("edits" in change)) return undefined;
      const text = fs.readFileSync(path.join(place.folder, file), "utf8");
      return TextDocument.applyEdits(TextDocument.create(file, "", 1, text), change.edits as AnnotatedTextEdit[]);
    };
    const files = { ...shared, "a.ts": acme("user_gone"), "src/b.ts": constant, "src/c.js": table };

    it("goes to the catalog and every comparison, each to be confirmed", async () => {
      await start(files);
      await open("a.ts", acme("user_gone"));
      assert.deepEqual(await ask("prepareRename", "a.ts", at("a.ts", "user_|gone")), {
        range: editor.rangeOf(place.uri("a.ts"), "user_gone"),
        placeholder: "user_gone",
      });
      const edit = await rename("a.ts", "user_|gone", "user-is gone");
      assert.equal(after(edit, "a.ts"), acme("user-is gone"));
      assert.equal(after(edit, "errors/acme.json"), catalog.replaceAll('"user_gone"', '"user-is gone"'));
      assert.equal(
        after(edit, "src/b.ts"),
        constant.replace("'user_gone'", "'user-is gone'").replace('["user_gone"', '["user-is gone"'),
        "the constant keeps its name, other texts stay",
      );
      assert.equal(after(edit, "src/c.js"), table.replace("user_gone:", '"user-is gone":'));
      const annotations = Object.values(edit.changeAnnotations ?? {});
      assert.ok(annotations.length > 0 && annotations.every(({ needsConfirmation }) => needsConfirmation));
      const used = edit.documentChanges?.flatMap((one) => ("edits" in one ? one.edits : [])) as AnnotatedTextEdit[];
      assert.ok(used.every(({ annotationId }) => edit.changeAnnotations?.[annotationId] !== undefined));
    });

    it("goes to constants of other files, open or not", async () => {
      await start(across);
      await open("errors/acme.json", catalog, "json");
      const given = await rename("errors/acme.json", '"user_|gone", "status"', "user_away");
      assert.equal(after(given, "src/codes.ts"), codes.replace("user_gone", "user_away"), "the one that is compared");
      assert.equal(after(given, "src/g.ts"), undefined);
      await open("src/codes.ts", `// Ours.\n${codes}`);
      // Until the server has looked at what is typed, nothing is changed in the wrong place.
      await rename("errors/acme.json", '"user_|left", "status"', "user_away");
      await new Promise((resolve) => setTimeout(resolve, 600));
      const edit = await rename("errors/acme.json", '"user_|left", "status"', "user_away");
      const [change] = edit.documentChanges?.filter((one) => "edits" in one && one.textDocument.uri === place.uri("src/codes.ts")) ?? [];
      assert.ok(change && "edits" in change);
      const opened = TextDocument.create("", "", 1, `// Ours.\n${codes}`);
      assert.equal(
        TextDocument.applyEdits(opened, change.edits as AnnotatedTextEdit[]),
        opened.getText().replace("user_left", "user_away"),
      );
    });

    it("can be given in the catalog", async () => {
      await start(files);
      await open("errors/acme.json", catalog, "json");
      const uri = place.uri("errors/acme.json");
      const prepared = await ask<{ placeholder: string }>("prepareRename", "errors/acme.json", editor.at(uri, '"team_|gone"'));
      assert.equal(prepared.placeholder, "team_gone");
      const edit = await rename("errors/acme.json", '"team_|gone"', "team_left");
      assert.equal(after(edit, "errors/acme.json"), catalog.replace("team_gone", "team_left"));
      assert.equal(after(edit, "src/c.js"), table.replace('"team_gone"', '"team_left"'));
      assert.equal(after(edit, "a.ts"), undefined);
      assert.equal(await ask("prepareRename", "errors/acme.json", editor.at(uri, '"ho|sts"')), null);
    });

    const refused: readonly (readonly [why: string, newName: string, message: RegExp])[] = [
      ["another code has it", "team_gone", /Acme has a code 'team_gone' already/],
      ["it is empty", " ", /at least one character/],
    ];
    for (const [why, newName, message] of refused) {
      it(`is refused where ${why}`, async () => {
        await start(files);
        await open("a.ts", acme("user_gone"));
        await assert.rejects(rename("a.ts", "user_|gone", newName), message);
      });
    }

    it("is refused for what ships with Faultline, also where the workspace adds to it", async () => {
      const own = vantaprism.replace("FORBIDEN_SCOPE", "our_own");
      const text = vantaprism.replace("FORBIDEN", "FORBIDDEN");
      await start({
        "faultline.json": '{ "catalogs": ["v.json"] }',
        "v.json": '{ "extends": "vantaprism", "codes": ["our_own", { "code": "FORBIDDEN_SCOPE", "action": "Ask us." }] }',
        "a.ts": text,
        "b.ts": own,
      });
      await open("a.ts", text);
      await open("b.ts", own);
      await assert.rejects(
        ask("prepareRename", "a.ts", at("a.ts", "FORBID|DEN")),
        /'FORBIDDEN_SCOPE' is a code of VantaPrism, which ships/,
      );
      const [link] = await ask<LocationLink[]>("definition", "a.ts", at("a.ts", "FORBID|DEN"));
      assert.ok(link);
      assert.equal(link.targetUri, place.uri("v.json"), "what the workspace says of it is nearest");
      assert.equal(after(await rename("b.ts", "our_|own", "ours"), "b.ts"), own.replace("our_own", "ours"));
    });

    it("is not asked for at the name of a constant", async () => {
      await start(files);
      await open("src/b.ts", constant);
      assert.equal(await ask("prepareRename", "src/b.ts", at("src/b.ts", "case GO|NE")), null);
    });

    it("is refused while the catalog cannot be read", async () => {
      await start(files);
      await open("a.ts", acme("user_gone"));
      await editor.pull(place.uri("a.ts"));
      await open("errors/acme.json", catalog, "json");
      await editor.replace(place.uri("errors/acme.json"), '"messages":', '"messages"');
      await assert.rejects(rename("a.ts", "user_|gone", "left"), /correct its mistakes first/);
    });
  });
});
