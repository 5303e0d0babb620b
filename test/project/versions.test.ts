import assert from "node:assert/strict";
import { Versions } from "../../server/project/versions";
import { memoryHost } from "./memory";
import { open } from "./workspace";

const manifest = (content: object) => JSON.stringify(content);

function of(entries: Readonly<Record<string, string | { readonly link: string }>>) {
  const host = memoryHost(new Map(Object.entries(entries)));
  const versions = new Versions(host, (path) => (path.startsWith("/w/") ? "/w" : undefined));
  return { host, versions, got: async (path: string) => (await versions.of(path, ["got"])).get("got") };
}

describe("versions of packages", () => {
  it("are those of what is installed, the nearest first", async () => {
    const { got } = of({
      "/w/package.json": manifest({ dependencies: { got: "^11.0.0" } }),
      "/w/node_modules/got/package.json": manifest({ name: "got", version: "11.8.6" }),
      "/w/packages/a/node_modules/got/package.json": manifest({ name: "got", version: "14.6.6" }),
    });
    assert.equal(await got("/w/src/a.ts"), "11.8.6");
    assert.equal(await got("/w/packages/a/src/a.ts"), "14.6.6");
  });

  it("are else those of the nearest manifest that declares it", async () => {
    const { got } = of({
      "/w/package.json": manifest({ devDependencies: { got: "^12.1.0" }, peerDependencies: { got: ">=11" } }),
      "/w/a/package.json": manifest({ dependencies: { ky: "^1.0.0" } }),
      "/w/b/package.json": manifest({ dependencies: { got: "workspace:*" } }),
    });
    assert.equal(await got("/w/a/x.ts"), "^12.1.0");
    assert.equal(await got("/w/b/x.ts"), "^12.1.0");
  });

  it("are nothing outside of every folder, and no manifest outside of the folder is read", async () => {
    const { got, host } = of({
      "/package.json": manifest({ dependencies: { got: "^11.0.0" } }),
      "/node_modules/got/package.json": manifest({ version: "11.8.6" }),
      "/w/node_modules/got": { link: "/node_modules/got" },
    });
    assert.equal(await got("/elsewhere/a.ts"), undefined);
    assert.equal(await got("/w/a.ts"), undefined);
    assert.deepEqual(host.reads, []);
  });

  it("follow links that stay inside", async () => {
    const { got } = of({
      "/w/node_modules/.store/got@14/package.json": manifest({ version: "14.0.0" }),
      "/w/node_modules/got": { link: "/w/node_modules/.store/got@14" },
    });
    assert.equal(await got("/w/a.ts"), "14.0.0");
  });

  it("are nothing where a manifest is broken, too long or says something else", async () => {
    const long = manifest({ version: "1.0.0", text: " ".repeat(1_000_001) });
    for (const text of ["{", "null", "[]", manifest({ version: 14 }), manifest({ version: "latest" }), long]) {
      const { got } = of({ "/w/node_modules/got/package.json": text });
      assert.equal(await got("/w/a.ts"), undefined);
    }
  });

  it("are read once, until a manifest changes", async () => {
    const files = new Map([["/w/node_modules/got/package.json", manifest({ version: "14.0.0" })]]);
    const host = memoryHost(files);
    const versions = new Versions(host, () => "/w");
    assert.equal(versions.changed("/w/package.json"), false);
    await versions.of("/w/a.ts", ["got"]);
    await versions.of("/w/b.ts", ["got"]);
    assert.equal(host.reads.length, 1);
    files.set("/w/node_modules/got/package.json", manifest({ version: "15.0.0" }));
    assert.equal(versions.changed("/w/tsconfig.json"), false);
    assert.equal(versions.changed("/w/package-lock.json"), true);
    assert.equal((await versions.of("/w/a.ts", ["got"])).get("got"), "15.0.0");
    assert.equal(versions.changed("/w/node_modules"), true);
  });

  it("reach the core for the retry libraries that a file imports, and no others", async () => {
    const { project, engine, host } = open({
      "/w/node_modules/again/package.json": { version: "3.1.0" },
      "/w/node_modules/other/package.json": { version: "1.0.0" },
    });
    engine.read = async (path, text) => {
      const imports = [...text.matchAll(/"(.*?)"/g)].map((m) => ({ source: m[1] as string }));
      const facts = { base: 0, functions: [], bindings: [], classes: [], imports, exports: [], comments: [], errors: [] };
      return { parsed: { path, text, facts, tree: "parsed" } } as unknown as Awaited<ReturnType<typeof engine.read>>;
    };
    await project.analyze("/w/a.ts", 'import "other"');
    assert.deepEqual(
      host.reads.filter((path) => path.includes("node_modules")),
      [],
    );
    await project.analyze("/w/a.ts", 'import "again"; import "other"');
    assert.deepEqual(
      engine.calls.map(({ versions }) => [...versions]),
      [[], [["again", "3.1.0"]]],
    );
    assert.ok(project.changed(["/w/package.json"]));
  });
});

describe("retry libraries of the catalog", () => {
  it("are loaded when the core needs them", async () => {
    const { project, assets, engine } = open({}, ({ catalog }) => {
      const unloaded = catalog.retrier("again") === "unloaded";
      return { needs: { modules: [], providers: [], retriers: unloaded ? ["again"] : [] } };
    });
    await project.analyze("/w/a.ts", "");
    assert.equal(engine.calls.length, 2);
    assert.deepEqual(
      assets.reads.filter((name) => name.includes("retriers")),
      ["catalog/retriers/again.json"],
    );
    assert.equal(engine.calls[1]?.catalog.retrierByImport("@again/core")?.id, "again");
  });
});
