import assert from "node:assert/strict";
import { Imports } from "../../server/project/imports";
import { memoryHost } from "./memory";

type Entries = Readonly<Record<string, string | object | { readonly link: string }>>;

function of(entries: Entries) {
  const files = Object.entries(entries).map(([path, entry]) => [path, isText(entry) ? entry : JSON.stringify(entry)] as const);
  const host = memoryHost(new Map(files));
  const imports = new Imports(host, (path) => (path.startsWith("/w/") ? "/w" : undefined));
  return { host, imports, from: (file: string) => async (source: string) => (await imports.resolve(file, source)) ?? "nothing" };
}

const isText = (entry: string | object): entry is string | { readonly link: string } => typeof entry === "string" || "link" in entry;

describe("what an import names", () => {
  it("is a file beside it, with or without its extension, or a folder's index", async () => {
    const { from } = of({
      "/w/src/a.ts": "",
      "/w/src/b.ts": "",
      "/w/src/c/index.tsx": "",
      "/w/d.mjs": "",
      "/w/src/e.mts": "",
      "/w/src/data.json": {},
      "/w/src/types.d.ts": "",
    });
    const names = from("/w/src/a.ts");
    assert.equal(await names("./b"), "/w/src/b.ts");
    assert.equal(await names("./b.js"), "/w/src/b.ts");
    assert.equal(await names("./b.ts"), "/w/src/b.ts");
    assert.equal(await names("./c"), "/w/src/c/index.tsx");
    assert.equal(await names("../d.mjs"), "/w/d.mjs");
    assert.equal(await names("./e.mjs"), "/w/src/e.mts");
    for (const other of ["./data.json", "./types", "./gone", "b", "/src/b", "", ".", "node:fs", "https://a.example/b.ts", "./b?raw", "\0b"])
      assert.equal(await names(other), "nothing", other);
  });

  it("is found where files are no disk's", async () => {
    const root = "vscode-vfs://github/me/w";
    const host = memoryHost(
      new Map([
        [`${root}/tsconfig.json`, '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }'],
        [`${root}/src/a.ts`, ""],
        [`${root}/src/b/index.ts`, ""],
      ]),
    );
    const imports = new Imports(host, (path) => (path.startsWith(`${root}/`) ? root : undefined));
    assert.equal(await imports.resolve(`${root}/src/a.ts`, "./b"), `${root}/src/b/index.ts`);
    assert.equal(await imports.resolve(`${root}/src/b/index.ts`, "@/a"), `${root}/src/a.ts`);
  });

  it("follows paths and baseUrl of the nearest tsconfig.json, over extends, with comments", async () => {
    const { from } = of({
      "/w/tsconfig.base.json": `{ /* for all */ "compilerOptions": { "baseUrl": ".", "paths": { "@shared/*": ["packages/shared/src/*"], }, } }`,
      "/w/apps/web/tsconfig.json": { extends: "../../tsconfig.base.json" },
      "/w/apps/web/src/page.ts": "",
      "/w/packages/shared/src/errors.ts": "",
      "/w/apps/admin/tsconfig.json": { compilerOptions: { baseUrl: "src", paths: { "~/*": ["./*"] } } },
      "/w/apps/admin/src/lib/api.ts": "",
    });
    assert.equal(await from("/w/apps/web/src/page.ts")("@shared/errors"), "/w/packages/shared/src/errors.ts");
    assert.equal(await from("/w/apps/web/src/page.ts")("~/lib/api"), "nothing");
    assert.equal(await from("/w/apps/admin/src/main.ts")("~/lib/api"), "/w/apps/admin/src/lib/api.ts");
    assert.equal(await from("/w/apps/admin/src/main.ts")("lib/api"), "/w/apps/admin/src/lib/api.ts");
  });

  it("follows paths of a referenced tsconfig, and those of jsconfig.json", async () => {
    const { from } = of({
      "/w/a/tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }] },
      "/w/a/tsconfig.app.json": { compilerOptions: { paths: { "@/*": ["./src/*"] } }, include: ["src"] },
      "/w/a/src/api.ts": "",
      "/w/a/src/main.ts": "",
      "/w/b/jsconfig.json": { compilerOptions: { paths: { "@/*": ["./lib/*"] } } },
      "/w/b/lib/api.js": "",
    });
    assert.equal(await from("/w/a/src/main.ts")("@/api"), "/w/a/src/api.ts");
    assert.equal(await from("/w/b/lib/main.js")("@/api"), "/w/b/lib/api.js");
  });

  it("survives a broken tsconfig.json", async () => {
    const { from } = of({ "/w/tsconfig.json": `{ "compilerOptions": { "paths": `, "/w/src/a.ts": "", "/w/src/b.ts": "" });
    assert.equal(await from("/w/src/a.ts")("./b"), "/w/src/b.ts");
  });

  it("follows imports of package.json", async () => {
    const { from } = of({
      "/w/package.json": {
        name: "app",
        imports: { "#errors": "./src/errors.js", "#lib/*": { node: "./lib/*.mjs", default: "./lib/*.js" } },
      },
      "/w/src/errors.ts": "",
      "/w/lib/http.mjs": "",
    });
    assert.equal(await from("/w/src/a.ts")("#errors"), "/w/src/errors.ts");
    assert.equal(await from("/w/src/a.ts")("#lib/http"), "/w/lib/http.mjs");
    assert.equal(await from("/w/src/a.ts")("#gone"), "nothing");
  });

  for (const [tool, root] of [
    ["npm", { "/w/package.json": { workspaces: ["packages/*", "!packages/old"] } }],
    ["yarn", { "/w/package.json": { workspaces: { packages: ["packages/*"] } } }],
    ["pnpm", { "/w/pnpm-workspace.yaml": "packages:\n  - 'packages/**'\n  - '!**/old'\n", "/w/package.json": {} }],
    ["Lerna", { "/w/lerna.json": { packages: ["packages/errors", "packages/http"] } }],
  ] as const) {
    it(`finds packages of the same workspace with ${tool}, nothing installed, by their sources`, async () => {
      const { from } = of({
        ...root,
        "/w/packages/errors/package.json": { name: "@acme/errors", main: "dist/index.js", types: "dist/index.d.ts" },
        "/w/packages/errors/src/index.ts": "",
        "/w/packages/errors/src/http.ts": "",
        "/w/packages/http/package.json": { name: "http-client", exports: { ".": "./lib/main.js", "./retry": "./lib/retry.js" } },
        "/w/packages/http/lib/main.js": "",
        "/w/packages/http/lib/retry.js": "",
        "/w/packages/web/src/page.ts": "",
      });
      const names = from("/w/packages/web/src/page.ts");
      assert.equal(await names("@acme/errors"), "/w/packages/errors/src/index.ts");
      assert.equal(await names("@acme/errors/http"), "/w/packages/errors/src/http.ts");
      assert.equal(await names("http-client"), "/w/packages/http/lib/main.js");
      assert.equal(await names("http-client/retry"), "/w/packages/http/lib/retry.js");
      assert.equal(await names("react"), "nothing");
    });
  }

  it("prefers sources to what is built of them", async () => {
    const { from } = of({
      "/w/package.json": { workspaces: ["packages/*"] },
      "/w/packages/errors/package.json": { name: "errors", exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } } },
      "/w/packages/errors/dist/index.js": "",
      "/w/packages/errors/src/index.ts": "",
      "/w/packages/built/package.json": { name: "built", main: "./dist/index.js" },
      "/w/packages/built/dist/index.js": "",
      "/w/packages/unbuilt/package.json": { name: "unbuilt", main: "./dist/index.js" },
      "/w/packages/unbuilt/lib/index.ts": "",
      "/w/packages/unbuilt/lib/errors.ts": "",
    });
    assert.equal(await from("/w/a.ts")("errors"), "/w/packages/errors/src/index.ts");
    assert.equal(await from("/w/a.ts")("unbuilt"), "/w/packages/unbuilt/lib/index.ts");
    assert.equal(await from("/w/a.ts")("unbuilt/errors"), "/w/packages/unbuilt/lib/errors.ts");
    assert.equal(await from("/w/a.ts")("built"), "/w/packages/built/dist/index.js");
  });

  it("never looks into node_modules, and leaves the folder by no link", async () => {
    const { from, host } = of({
      "/w/package.json": { dependencies: { got: "1" }, workspaces: ["packages/*"] },
      "/w/node_modules/got/package.json": { name: "got", main: "index.js" },
      "/w/node_modules/got/index.js": "",
      "/w/packages/own/package.json": { name: "own" },
      "/w/packages/own/index.js": "",
      "/w/node_modules/own": { link: "/w/packages/own" },
      "/outside/secret.ts": "",
      "/w/src/link.ts": { link: "/outside/secret.ts" },
    });
    const names = from("/w/src/a.ts");
    assert.equal(await names("got"), "nothing");
    assert.equal(await names("own"), "/w/packages/own/index.js");
    assert.equal(await names("./link"), "nothing");
    assert.equal(await names("../../outside/secret"), "nothing");
    assert.equal(await from("/elsewhere/a.ts")("./b"), "nothing");
    assert.deepEqual(
      host.reads.filter((path) => path.includes("node_modules")),
      [],
    );
  });

  for (const volume of ["C:", "//server/share", "vscode-vfs://github"]) {
    it(`works on ${volume}`, async () => {
      const host = memoryHost(
        new Map(
          Object.entries({
            "/w/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`,
            "/w/package.json": `{ "workspaces": ["packages/*"] }`,
            "/w/packages/errors/package.json": `{ "name": "errors", "main": "main.js" }`,
            "/w/packages/errors/main.js": "",
            "/w/lib/api.ts": "",
          }).map(([path, text]) => [volume + path, text] as const),
        ),
      );
      const imports = new Imports(host, () => `${volume}/w`);
      const names = async (source: string) => imports.resolve(`${volume}/w/src/a.ts`, source);
      assert.equal(await names("../lib/api"), `${volume}/w/lib/api.ts`);
      assert.equal(await names("@/api"), `${volume}/w/lib/api.ts`);
      assert.equal(await names("errors"), `${volume}/w/packages/errors/main.js`);
    });
  }

  it("ends at workspaces that are hostile", async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\npackages: [*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    const { from } = of({
      "/w/pnpm-workspace.yaml": bomb,
      "/w/package.json": { workspaces: ["../../etc/*", "**", 7, null] },
      "/w/a.ts": "",
    });
    assert.equal(await from("/w/a.ts")("x"), "nothing");
  });

  it("is asked for once, until something comes or goes", async () => {
    const { imports, host } = of({ "/w/tsconfig.json": {}, "/w/src/a.ts": "", "/w/src/b.ts": "" });
    await imports.resolve("/w/src/a.ts", "./b");
    const before = host.reads.length;
    await imports.resolve("/w/src/c.ts", "./b");
    assert.equal(host.reads.length, before);
    imports.clear();
    await imports.resolve("/w/src/c.ts", "./b");
    assert.ok(host.reads.length > before);
  });

  it("is found with each question asked once, until files come and go", async () => {
    const files = {
      "/w/tsconfig.json": { extends: "./base.json" },
      "/w/base.json": { compilerOptions: { paths: { "@/*": ["./src/*"] } } },
    };
    const { host, imports, from } = of({
      ...files,
      "/w/package.json": { name: "w" },
      "/w/src/a.ts": "",
      "/w/src/b.ts": "",
      "/w/src/c.ts": "",
    });
    const asked: string[] = [];
    const { stat } = host;
    host.stat = (path) => {
      asked.push(path);
      return stat(path);
    };
    const names = from("/w/src/a.ts");
    assert.equal(await names("@/b"), "/w/src/b.ts");
    assert.deepEqual(new Set(host.reads), new Set(["/w/tsconfig.json", "/w/base.json", "/w/package.json"]));
    host.reads.length = asked.length = 0;
    assert.equal(await names("@/c"), "/w/src/c.ts");
    assert.equal(host.reads.length, 0);
    assert.ok(!asked.some((path) => path.endsWith(".json")), asked.join(" "));
    imports.clear();
    assert.equal(await names("@/c"), "/w/src/c.ts");
    assert.ok(host.reads.includes("/w/base.json"));
  });
});
