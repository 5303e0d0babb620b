import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import type {
  Counting,
  FileParams,
  FoundCodes,
  Location,
  ProviderDetail,
  ProviderList,
  ProviderRow,
  ReadAssetParams,
} from "../../server/lsp/protocol";
import { Editor, type EditorOptions } from "./editor";
import { byWorker, dist } from "./transport";
import { acme, acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

const switching = `const res = await fetch("https://api.vantaprism.me/v1/x");
if (res.status === 429 || res.status === 503) await wait();
const body = await res.json();
switch (body.error.code) {
  case "FORBIDDEN_SCOPE": break;
  case "KEY_REVOKED": break;
}
`;

describe("the explorer of codes", () => {
  let editor: Editor;
  let place: Workspace;
  const told: Counting[] = [];
  afterEach(() => {
    editor.kill();
    place?.remove();
  });

  const start = async (files: Readonly<Record<string, string>>, options: EditorOptions = {}): Promise<void> => {
    told.length = 0;
    place = workspace(files);
    editor = await Editor.start({
      folders: [place.folder],
      initializationOptions: { uses: true },
      notifications: { "faultline/usesChanged": (counting: Counting) => void told.push(counting) },
      ...options,
    });
  };
  const list = (): Promise<ProviderList> => editor.connection.sendRequest("faultline/providers", {});
  const row = async (key: string): Promise<ProviderRow> =>
    (await list()).providers.find((one) => one.key === key) ?? assert.fail(`There is no provider ${key}`);
  const watch = (on: boolean, again = false): Promise<void> => editor.connection.sendNotification("faultline/watchUses", { on, again });
  const detail = (key: string): Promise<ProviderDetail | null> => editor.connection.sendRequest("faultline/provider", { key });
  const search = (query: string, limit = 20): Promise<FoundCodes> =>
    editor.connection.sendRequest("faultline/searchCodes", { query, limit });
  const uses = async (params: object): Promise<readonly string[]> => {
    const found = await editor.connection.sendRequest<Location[]>("faultline/codeUses", params);
    return found.map(({ uri, range: { start: at } }) => `${uri.slice(place.uri("").length + 1)}:${at.line + 1}:${at.character + 1}`);
  };
  /** Waits until everything is counted and the editor has been told so. */
  const counted = (files: number): Promise<Counting> =>
    editor.until(`${files} counted files`, () => told.find(({ done, total }) => done === files && total === files));
  /** The row once it is as it should be: counts come a little later than what changed them. */
  const becomes = async (key: string, fits: (one: ProviderRow) => boolean): Promise<void> => {
    for (let left = 100; !fits(await row(key)); left--) {
      if (left === 0) assert.fail(`${key} stays ${JSON.stringify(await row(key))}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it("counts nothing before somebody looks, then every file, and what changes again", async () => {
    await start({ "a.ts": switching, "src/b.ts": vantaprism.replace("FORBIDEN", "FORBIDDEN"), "c.ts": 'import Stripe from "stripe";\n' });
    assert.deepEqual((await list()).counting, { done: 0, total: 0 });
    assert.equal((await row("vantaprism")).uses, 0);
    await watch(true);
    await counted(3);
    const found = await row("vantaprism");
    assert.deepEqual([found.uses, found.usedIn, found.bundled, found.files], [5, 2, true, []]);
    assert.deepEqual([(await row("stripe")).uses, (await row("stripe")).usedIn], [0, 1], "an import is a use of the provider");
    const { groups } = (await detail("vantaprism")) ?? assert.fail("VantaPrism is there");
    const group = (status: number) => groups.find((one) => one.status === status);
    const codes = group(403)?.codes.filter((code) => code.uses > 0) ?? [];
    assert.deepEqual(
      codes.map(({ code, uses: count }) => [code, count]),
      [
        ["FORBIDDEN_SCOPE", 2],
        ["KEY_REVOKED", 1],
      ].sort((a, b) => codes.findIndex((c) => c.code === a[0]) - codes.findIndex((c) => c.code === b[0])),
    );
    assert.equal(group(429)?.uses, 1);
    await editor.open(place.uri("a.ts"), switching);
    await editor.replace(place.uri("a.ts"), '"KEY_REVOKED"', '"FORBIDDEN_SCOPE2"');
    await becomes("vantaprism", (one) => one.uses === 4);
    place.write("d.ts", switching);
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: place.uri("d.ts"), type: 1 }] });
    await becomes("vantaprism", (one) => one.usedIn === 3);
    await watch(false);
    await editor.replace(place.uri("a.ts"), '"FORBIDDEN_SCOPE2"', '"KEY_REVOKED"');
    await editor.pull(place.uri("a.ts"));
    assert.equal((await row("vantaprism")).uses, 8, "nobody looks, so nothing is counted");
    await watch(true);
    await becomes("vantaprism", (one) => one.uses === 9);
    fs.writeFileSync(path.join(place.folder, "d.ts"), "");
    await watch(true, true);
    await becomes("vantaprism", (one) => one.usedIn === 2);
  });

  it("leads from a code to its places, and from a status to those of its codes too", async () => {
    await start({
      "a.ts": switching,
      "src/b.ts": vantaprism.replace("FORBIDEN", "FORBIDDEN"),
      ".gitignore": "dist/\n",
      "dist/c.ts": switching,
    });
    const places = ["a.ts:5:9", "src/b.ts:3:26"];
    assert.deepEqual(await uses({ key: "vantaprism", vocabulary: "code", code: "FORBIDDEN_SCOPE" }), places);
    assert.deepEqual(await uses({ key: "vantaprism", status: 403 }), ["a.ts:5:9", "a.ts:6:9", "src/b.ts:3:26"]);
    assert.deepEqual(await uses({ key: "vantaprism", status: 429 }), ["a.ts:2:20"]);
    await editor.open(place.uri("a.ts"), `\n\n${switching}`);
    assert.deepEqual(await uses({ key: "vantaprism", status: 429 }), ["a.ts:4:20"], "as it is open");
    assert.deepEqual(await uses({ key: "nobody", vocabulary: "code", code: "X" }), []);
  });

  it("tells apart what two folders call by one name, and says what the workspace adds to", async () => {
    await start({
      "faultline.json": '{ "catalogs": ["v.json"] }',
      "v.json": '{ "extends": "vantaprism", "codes": ["OUR_OWN"] }',
      "one/faultline.json": '{ "catalogs": ["acme.json"] }',
      "one/acme.json": acmeCatalog(["user_gone"]),
      "one/a.ts": acme("user_gone"),
      "two/faultline.json": '{ "catalogs": ["acme.json"] }',
      "two/acme.json": acmeCatalog(["user_gone", "team_gone"]),
      "two/a.ts": acme("user_gone") + acme("team_gone").replaceAll(/\b(res|body)\b/g, "$12"),
    });
    await watch(true);
    await counted(2);
    const { providers } = await list();
    const own = providers.filter(({ bundled }) => !bundled);
    assert.deepEqual(
      own.map(({ id, codes, uses: count, files }) => [id, codes, count, files]),
      [
        ["acme", 1, 1, [place.uri("one/acme.json")]],
        ["acme", 2, 2, [place.uri("two/acme.json")]],
      ],
    );
    assert.notEqual(own[0]?.key, own[1]?.key);
    const two = await detail(own[1]?.key ?? "");
    assert.deepEqual(
      two?.groups.flatMap(({ codes }) => codes.map(({ code, uses: count }) => `${code} ${count}`)),
      ["user_gone 1", "team_gone 1"],
    );
    const extended = await detail("vantaprism");
    assert.deepEqual([extended?.bundled, extended?.files], [true, [place.uri("v.json")]]);
    assert.ok(extended?.groups.some(({ codes }) => codes.some(({ code }) => code === "OUR_OWN")));
    place.write("two/acme.json", acmeCatalog(["user_gone", "team_gone", "all_gone"]));
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: place.uri("two/acme.json"), type: 2 }],
    });
    await becomes(own[1]?.key ?? "", ({ codes }) => codes === 3);
  });

  it("searches the codes of all providers, those that are used here first", async () => {
    await start({ "a.ts": switching });
    // The first one loads the providers, and has time to hear of it.
    const asked = new CancellationTokenSource();
    const late = editor.connection.sendRequest("faultline/searchCodes", { query: "a", limit: 5 }, asked.token);
    asked.cancel();
    await assert.rejects(late, /[Cc]ancel/);
    const all = await search("", 5);
    assert.ok(all.total > 6000 && all.rows.length === 5, `${all.total} codes`);
    const [found] = (await search("forbidden_sc")).rows;
    assert.deepEqual([found?.code, found?.provider, found?.statuses, found?.policy], ["FORBIDDEN_SCOPE", "VantaPrism", [403], "fix-first"]);
    const twice = (await search("stripe expired_card")).rows.filter(({ code }) => code === "expired_card");
    assert.deepEqual(
      twice.map(({ vocabulary, main }) => [vocabulary, main]),
      [
        ["code", true],
        ["decline_code", false],
      ],
      "one code of two vocabularies can be told apart",
    );
    assert.match(found?.docs ?? "", /^https:/);
    assert.ok(found?.meaning && found.action && found.retry);
    assert.ok(new Set((await search("rate limit", 50)).rows.map(({ provider }) => provider)).size >= 4, "codes of several providers");
    await watch(true);
    await counted(1);
    assert.deepEqual(
      (await search("")).rows
        .slice(0, 2)
        .map(({ code, uses: count, used }) => [code, count, used])
        .sort(),
      [
        ["FORBIDDEN_SCOPE", 1, true],
        ["KEY_REVOKED", 1, true],
      ],
    );
    assert.ok((await search("not_found", 100)).rows.length > 5);
  });

  it("loads no bundled provider for the list, one for a page of it, and those that are called for the counts; in a worker too", async () => {
    place = workspace();
    const root = "vscode-vfs://github/me/repo";
    const files = new Map([[`${root}/src/a.ts`, switching]]);
    const read: string[] = [];
    const loaded = (): readonly string[] => read.filter((name) => name.startsWith("catalog/providers/"));
    editor = await Editor.start(
      {
        folderUris: [root],
        initializationOptions: { assets: true, files: true },
        answers: {
          "faultline/readAsset": ({ name }: ReadAssetParams) => {
            read.push(name);
            const file = path.join(dist, name);
            return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
          },
          "faultline/readFile": ({ uri }: FileParams) => files.get(uri) ?? null,
          "faultline/stat": ({ uri }: FileParams) => (files.has(uri) ? { kind: "file", size: files.get(uri)?.length, mtime: 1 } : null),
          "faultline/list": ({ uri }: FileParams) => {
            if (uri === root) return [{ name: "src", kind: "directory" }];
            return uri === `${root}/src` ? [{ name: "a.ts", kind: "file" }] : [];
          },
        },
      },
      byWorker(),
    );
    assert.ok((await list()).providers.length > 50);
    assert.deepEqual(loaded(), []);
    assert.ok((await detail("elestrals"))?.groups.length);
    const opened = ["catalog/providers/elestrals.json", "catalog/providers/http.json"];
    assert.deepEqual(loaded(), opened, "and the names of statuses");
    await watch(true);
    await becomes("vantaprism", (one) => one.uses === 4);
    assert.deepEqual(loaded(), [...opened, "catalog/providers/vantaprism.json"]);
  });

  it("works where no folder is open", async () => {
    place = workspace();
    editor = await Editor.start({ initializationOptions: { uses: true } });
    await editor.open("file:///elsewhere/a.ts", switching);
    await watch(true);
    await becomes("vantaprism", (one) => one.uses === 4);
    assert.equal((await search("forbidden_scope", 1)).rows[0]?.uses, 1);
  });
});
