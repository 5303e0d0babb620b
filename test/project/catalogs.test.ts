import assert from "node:assert/strict";
import { open } from "./workspace";

const ACME = { id: "acme", name: "Acme", hosts: ["api.acme.test"], codes: ["no_such_user"] };

describe("catalogs of a workspace", () => {
  it("stand beside the bundled ones, for the files below their configuration", async () => {
    const { project, problems } = open({ "/w/a/faultline.json": { catalogs: ["../errors/acme.json"] }, "/w/errors/acme.json": ACME });
    const inside = await project.catalogFor("/w/a/b.ts");
    assert.deepEqual(inside.ids, ["acme", "mail", "shop"]);
    assert.equal(inside.byHost("api.acme.test"), "acme");
    assert.deepEqual((await project.catalogFor("/w/b.ts")).ids, ["mail", "shop"]);
    assert.deepEqual(await problems(), []);
  });

  it("add to a bundled one, the nearest file last", async () => {
    const { project, problems } = open({
      "/w/faultline.json": { catalogs: ["far.json"] },
      "/w/far.json": {
        extends: "shop",
        codes: [
          { code: "no_stock", status: 410 },
          { code: "closed", status: 503 },
        ],
      },
      "/w/a/faultline.json": { catalogs: ["near.json"] },
      "/w/a/near.json": { extends: "shop", codes: [{ code: "no_stock", status: 404 }] },
    });
    const shop = await project.provider("shop", "/w/a/b.ts");
    assert.deepEqual(
      shop?.codes.map(({ code, statuses }) => [code, statuses]),
      [
        ["no_stock", [404]],
        ["closed", [503]],
      ],
    );
    assert.deepEqual(await problems(), []);
  });

  it("report what is wrong at its line, and keep the last good version", async () => {
    const { project, files, problems } = open({ "/w/faultline.json": { catalogs: ["acme.json"] }, "/w/acme.json": ACME });
    assert.ok((await project.catalogFor("/w/a.ts")).has("acme"));
    files.set("/w/acme.json", '{\n "id": "acme",\n "codes": [{ "code": "x", "retry": "sometimes" }]\n}');
    assert.ok(project.changed(["/w/acme.json"]));
    const [problem, ...others] = await problems();
    assert.match(problem ?? "", /^\/w\/acme\.json:3 /);
    assert.deepEqual(others, []);
    assert.deepEqual(await project.providersWith("no_such_user", "/w/a.ts"), ["acme"]);
    files.set("/w/acme.json", JSON.stringify({ ...ACME, codes: ["other"] }));
    project.changed(["/w/acme.json"]);
    assert.deepEqual(await project.providersWith("no_such_user", "/w/a.ts"), []);
    assert.deepEqual(await project.providersWith("other", "/w/a.ts"), ["acme"]);
  });

  it("are missed at the line that names them, until they are there", async () => {
    const { project, files, problems } = open({
      "/w/faultline.json": { rules: {}, catalogs: ["acme.json", "folder"] },
      "/w/folder/a.json": {},
    });
    assert.deepEqual(await problems(), [
      "/w/faultline.json:4 The file 'acme.json' does not exist",
      "/w/faultline.json:5 The file 'folder' is not a file",
    ]);
    files.set("/w/acme.json", JSON.stringify(ACME));
    assert.ok(project.changed(["/w/acme.json"]));
    assert.equal((await problems()).length, 1);
    assert.ok((await project.catalogFor("/w/a.ts")).has("acme"));
  });

  it("are not read where a link leads out of the workspace", async () => {
    const { host, problems } = open({
      "/w/faultline.json": { catalogs: ["linked.json", "folder/acme.json"] },
      "/outside/acme.json": ACME,
      "/w/linked.json": { link: "/outside/acme.json" },
      "/w/folder": { link: "/outside" },
    });
    const found = await problems();
    assert.equal(found.length, 2);
    for (const problem of found) assert.match(problem, /leads out of the workspace folder/);
    assert.ok(!host.reads.some((path) => path.includes("acme") || path.includes("linked")));
  });

  it("may not take the id of another without saying so", async () => {
    const { project, problems } = open({
      "/w/faultline.json": { catalogs: ["shop.json", "one.json", "two.json"] },
      "/w/shop.json": { id: "shop", codes: ["mine"] },
      "/w/one.json": ACME,
      "/w/two.json": ACME,
    });
    const found = await problems();
    assert.equal(found.length, 2);
    assert.match(found[0] ?? "", /^\/w\/one\.json:2 Another catalog of this workspace has the id 'acme' too/);
    assert.match(found[1] ?? "", /^\/w\/shop\.json:2 'shop' is a bundled provider; write "extends"/);
    assert.deepEqual(await project.providersWith("mine", "/w/a.ts"), []);
  });

  it("are checked against the providers that bindings name", async () => {
    const { problems } = open({
      "/w/faultline.json": {
        catalogs: ["acme.json"],
        bind: [
          { call: "a.b", provider: "acme" },
          { env: "A", provider: "acne" },
          { files: "x/**", provider: "none" },
        ],
      },
      "/w/acme.json": ACME,
    });
    assert.deepEqual(await problems(), ["/w/faultline.json:12 No provider has the id 'acne'; did you mean 'acme'?"]);
  });

  it("survive any content", async () => {
    const contents = [
      "",
      "null",
      "[]",
      "{",
      "\0\0",
      "[".repeat(100_000),
      '{"id": 1}',
      '{"id": "a", "codes": {"__proto__": 1}}',
      '{"__proto__": {"id": "a"}}',
      "\ufeff{}",
    ];
    for (const content of contents) {
      const { project, problems } = open({ "/w/faultline.json": { catalogs: ["a.json"] }, "/w/a.json": content });
      assert.equal((await problems()).length >= 1, true, content.slice(0, 40));
      assert.deepEqual((await project.catalogFor("/w/a.ts")).ids, ["mail", "shop"]);
    }
    assert.equal(({} as { id?: unknown }).id, undefined);
  });
});
