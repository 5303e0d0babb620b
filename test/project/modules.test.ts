import assert from "node:assert/strict";
import { loadEngine } from "../../server/project/engine";
import { Project } from "../../server/project/project";
import { type Files, inventedAssets, memoryHost } from "./memory";

const HTTP = `export const request = (path: string) => fetch("https://api.acme.test" + path);`;
const CATALOG = {
  "/w/faultline.json": JSON.stringify({ catalogs: ["./acme.json"] }),
  "/w/acme.json": JSON.stringify({
    id: "acme",
    name: "Acme",
    hosts: ["api.acme.test"],
    envelopes: [{ id: "error", fields: { code: "error.code" } }],
    codes: [{ code: "no_stock", status: 409, meaning: "Nothing is left." }],
  }),
};

const USE = `import { request } from "./http";
export async function buy() {
  const body = await (await request("/orders")).json();
  if (body.error.code === "no_stocks") return 1;
}`;

/** A workspace with the real core; `parsed` are the files that were read for others, `open` the documents of the editor. */
function workspace(entries: Readonly<Record<string, string>>, mostModules?: number) {
  const files: Files = new Map(Object.entries({ ...CATALOG, ...entries }));
  const host = memoryHost(files);
  const open = new Map<string, string>();
  const parsed: string[] = [];
  const load = async () => {
    const engine = await loadEngine();
    const read: typeof engine.read = (path, text, previous) => {
      parsed.push(path);
      return engine.read(path, text, previous);
    };
    return { ...engine, read };
  };
  const options = { host, assets: inventedAssets(), log: (message: string) => assert.fail(message) };
  const project = new Project({
    ...options,
    loadEngine: load,
    openText: (path) => open.get(path),
    ...(mostModules !== undefined && { mostModules }),
  });
  project.setFolders(["/w"]);
  const analyze = async (path: string) => (await project.analyze(path, open.get(path) ?? (files.get(path) as string))).analysis;
  const messages = async (path: string) => (await analyze(path))?.findings.map(({ message }) => message);
  return { files, host, open, parsed, project, analyze, messages };
}

const WRONG = ["Acme has no error code 'no_stocks'"];

describe("files that others import", () => {
  it("are read where a value leads to them, and once for all who import them", async () => {
    const entries = { "/w/http.ts": HTTP, "/w/a.ts": USE, "/w/b.ts": USE, "/w/c.ts": `import "./unused";`, "/w/unused.ts": "" };
    const { messages, parsed, analyze } = workspace(entries);
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
    assert.deepEqual(await messages("/w/b.ts"), WRONG);
    assert.deepEqual(await messages("/w/c.ts"), []);
    assert.deepEqual(parsed, ["/w/a.ts", "/w/http.ts", "/w/b.ts", "/w/c.ts"]);
    assert.deepEqual((await analyze("/w/a.ts"))?.reads, ["/w/http.ts"]);
    assert.deepEqual((await analyze("/w/c.ts"))?.reads, []);
  });

  it("count as the editor has them, and outdate those who read them when they change", async () => {
    const { messages, open, project, files } = workspace({ "/w/http.ts": HTTP, "/w/a.ts": USE });
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
    open.set("/w/http.ts", HTTP.replace("api.acme.test", "nobody.test"));
    assert.deepEqual(await project.modulesChanged(["/w/http.ts"], false), { modules: ["/w/http.ts"], targets: false });
    assert.deepEqual(await messages("/w/a.ts"), []);
    assert.deepEqual(await project.modulesChanged(["/w/http.ts", "/w/a.ts"], false), { modules: [], targets: false });
    open.delete("/w/http.ts");
    assert.deepEqual((await project.modulesChanged(["/w/http.ts"], false)).modules, ["/w/http.ts"]);
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
    files.set("/w/http.ts", "");
    assert.deepEqual((await project.modulesChanged(["/w"], false)).modules, ["/w/http.ts"]);
    assert.deepEqual(await messages("/w/a.ts"), []);
  });

  it("can come and go", async () => {
    const { messages, project, files } = workspace({ "/w/a.ts": USE });
    assert.deepEqual(await messages("/w/a.ts"), []);
    files.set("/w/http/index.ts", HTTP);
    assert.deepEqual(await project.modulesChanged(["/w/http/index.ts"], true), { modules: [], targets: true });
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
    files.delete("/w/http/index.ts");
    assert.deepEqual(await project.modulesChanged(["/w/http/index.ts"], true), { modules: ["/w/http/index.ts"], targets: true });
    assert.deepEqual(await messages("/w/a.ts"), []);
  });

  it("lead elsewhere when a tsconfig.json says so", async () => {
    const tsconfig = (to: string) => JSON.stringify({ compilerOptions: { paths: { "./http": [to] } } });
    const { messages, project, files } = workspace({
      "/w/tsconfig.json": tsconfig("./nobody.ts"),
      "/w/lib.ts": HTTP,
      "/w/nobody.ts": HTTP.replace("api.acme.test", "nobody.test"),
      "/w/a.ts": USE.replace("./http", "@/http"),
    });
    files.set("/w/tsconfig.json", tsconfig("./nobody.ts").replace("./http", "@/http"));
    assert.deepEqual(await messages("/w/a.ts"), []);
    files.set("/w/tsconfig.json", tsconfig("./lib.ts").replace("./http", "@/http"));
    assert.equal(project.changed(["/w/tsconfig.json"]), true);
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
  });

  it("are bound by the configuration that holds for them", async () => {
    const { messages } = workspace({
      "/w/lib/faultline.json": JSON.stringify({ bind: [{ env: "ACME", provider: "acme" }] }),
      "/w/lib/http.ts": `export const request = (path: string) => fetch(process.env.ACME + path);`,
      "/w/a.ts": USE.replace("./http", "./lib/http"),
    });
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
  });

  it("may import the file that imports them", async () => {
    const { messages, parsed } = workspace({
      "/w/a.ts": `export const BASE = "https://api.acme.test";\n${USE}`,
      "/w/http.ts": `import { BASE } from "./a";\nexport const request = (path: string) => fetch(BASE + path);`,
    });
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
    assert.deepEqual(parsed, ["/w/a.ts", "/w/http.ts"]);
  });

  it("are left out where they are broken, too long or no text", async () => {
    for (const text of ["export const request = (", `${HTTP}${" ".repeat(1_000_001)}`, "\0", HTTP.replace("export", "")]) {
      const { messages } = workspace({ "/w/http.ts": text, "/w/a.ts": USE });
      assert.deepEqual(await messages("/w/a.ts"), [], text.slice(0, 40));
    }
  });

  it("give the same findings in whatever order files are looked at", async () => {
    const entries = { "/w/http.ts": HTTP, "/w/mid.ts": `export * from "./http";\n${USE}`, "/w/a.ts": USE.replace("./http", "./mid") };
    const paths = Object.keys(entries);
    const results = [paths, [...paths].reverse()].map(async (order) => {
      const { messages } = workspace(entries);
      const found = new Map<string, unknown>();
      for (const path of order) found.set(path, await messages(path));
      return paths.map((path) => found.get(path));
    });
    const [one, other] = await Promise.all(results);
    assert.deepEqual(one, other);
    assert.deepEqual(one, [[], WRONG, WRONG]);
  });

  it("go when there are too many of them, and are read again on need, with the same findings", async () => {
    const names = Array.from({ length: 20 }, (_, i) => i);
    const entries = Object.fromEntries(
      names.flatMap((i) => [
        [`/w/http${i}.ts`, `export * from "./base${i}";`],
        [`/w/base${i}.ts`, HTTP],
        [`/w/${i}.ts`, USE.replace("./http", `./http${i}`)],
      ]),
    );
    const { messages, parsed, analyze } = workspace(entries, 2 * HTTP.length);
    const round = async () => {
      for (const i of names) assert.deepEqual(await messages(`/w/${i}.ts`), WRONG, `${i}`);
    };
    await round();
    parsed.length = 0;
    await round();
    assert.ok(parsed.filter((path) => path.startsWith("/w/base")).length >= 18, "they had gone");
    parsed.length = 0;
    await messages("/w/19.ts");
    assert.deepEqual(parsed, ["/w/19.ts"], "what was used last has not");
    const together = await Promise.all(names.map((i) => analyze(`/w/${i}.ts`)));
    for (const analysis of together) assert.equal(analysis?.findings.length, 1);
  });

  it("outdate those who read them even where they have gone", async () => {
    const entries = { "/w/http.ts": HTTP, "/w/a.ts": USE, "/w/big.ts": HTTP.padEnd(5000), "/w/b.ts": USE.replace("./http", "./big") };
    const { messages, project, files } = workspace(entries, 10);
    assert.deepEqual(await messages("/w/a.ts"), WRONG);
    assert.deepEqual(await messages("/w/b.ts"), WRONG);
    files.set("/w/http.ts", HTTP.replace("api.acme.test", "nobody.test"));
    assert.deepEqual((await project.modulesChanged(["/w/http.ts"], false)).modules, ["/w/http.ts"]);
    assert.deepEqual(await messages("/w/a.ts"), []);
  });
});
