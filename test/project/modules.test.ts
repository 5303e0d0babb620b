import assert from "node:assert/strict";
import { loadEngine } from "../../server/project/engine";
import { Project } from "../../server/project/project";
import { type Answers, type Files, inventedAssets, memoryHost } from "./memory";

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

/** A workspace with the real core: `parsed` and `analysed` are the files in the order of it, `open` the documents of the editor. */
function workspaceOf(answers: Answers, entries: Readonly<Record<string, string>>, mostModules?: number) {
  const files: Files = new Map(Object.entries({ ...CATALOG, ...entries }));
  const host = memoryHost(files, answers);
  const open = new Map<string, string>();
  const parsed: string[] = [];
  const analysed: string[] = [];
  const load = async () => {
    const engine = await loadEngine();
    const read: typeof engine.read = (path, text, previous) => {
      parsed.push(path);
      return engine.read(path, text, previous);
    };
    const analyze: typeof engine.analyze = (file, environment, looking) => {
      analysed.push(environment.modules.path);
      return engine.analyze(file, environment, looking);
    };
    return { ...engine, read, analyze };
  };
  const assets = inventedAssets(answers);
  const options = { host, assets, log: (message: string) => assert.fail(message) };
  const project = new Project({
    ...options,
    loadEngine: load,
    openText: (path) => open.get(path),
    ...(mostModules !== undefined && { mostModules }),
  });
  project.setFolders(["/w"]);
  const analyze = async (path: string) => (await project.analyze(path, open.get(path) ?? (files.get(path) as string))).analysis;
  const messages = async (path: string) => (await analyze(path))?.findings.map(({ message }) => message);
  return { files, host, assets, open, parsed, analysed, project, analyze, messages };
}

const WRONG = ["Acme has no error code 'no_stocks'"];

for (const answers of ["at once", "later"] as const) {
  describe(`files that others import, of a host that answers ${answers}`, () => {
    const workspace = (entries: Readonly<Record<string, string>>, mostModules?: number) => workspaceOf(answers, entries, mostModules);

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
}

/** Calls that lead through four files, a package of the same workspace, a retry library, and codes that are nobody's here. */
const WRAPPED = {
  "/w/pnpm-workspace.yaml": "packages: [packages/*]",
  "/w/packages/http/package.json": JSON.stringify({ name: "@acme/http", main: "src/index.ts" }),
  "/w/packages/http/src/index.ts": `export * from "./request";`,
  "/w/packages/http/src/request.ts": `import { BASE } from "./base";\nexport const request = (path: string) => fetch(BASE + path);`,
  "/w/packages/http/src/base.ts": `export const BASE = "https://api.acme.test";`,
  "/w/src/client.ts": `import { request } from "@acme/http";\nexport const get = (path: string) => request("/v1" + path);`,
  "/w/src/orders.ts": `import { get } from "./client";\nexport const orders = async () => (await get("/orders")).json();`,
  "/w/src/shop.ts": `import { orders } from "./orders";
import { again } from "@again/core";
export async function buy() {
  const body = await again(() => orders());
  return body;
}
export async function list() {
  const body = await orders();
  if (body.error.code === "no_stocks") return 1;
}`,
  "/w/src/mail.ts": `export async function send() {
  const res = await fetch("https://api.mail.test/send");
  const { error } = await res.json();
  if (error.code === "bouncd") return 1;
  try {
    await list();
  } catch (e) {
    if (e.code === "mutd") return 2;
  }
}
import { list } from "./shop";`,
};

describe("an analysis that is given what it asks for at once", () => {
  const paths = Object.keys(WRAPPED).filter((path) => path.endsWith(".ts"));
  const found = async (answers: Answers) => {
    const { project, analysed, files } = workspaceOf(answers, WRAPPED);
    const messages = new Map<string, readonly string[]>();
    for (const path of paths) {
      const { analysis } = await project.check(path, files.get(path) as string);
      messages.set(path, analysis?.findings.map(({ message }) => message) ?? []);
    }
    return { messages, analysed };
  };

  it("is made once for each file, and finds what it finds round by round", async () => {
    const atOnce = await found("at once");
    const later = await found("later");
    assert.deepEqual(atOnce.messages.get("/w/src/shop.ts"), WRONG);
    assert.equal(new Set(atOnce.analysed).size, atOnce.analysed.length, atOnce.analysed.join(" "));
    assert.ok(atOnce.analysed.includes("/w/src/shop.ts") && atOnce.analysed.includes("/w/src/mail.ts"));
    assert.ok(later.analysed.length > atOnce.analysed.length);
    assert.deepEqual(later.messages, atOnce.messages);
  });

  it("reads no more of the catalog than it asks for", async () => {
    const { project, assets } = workspaceOf("at once", WRAPPED);
    await project.check("/w/src/orders.ts", WRAPPED["/w/src/orders.ts"]);
    assert.deepEqual(assets.reads, ["catalog/index.json"]);
    await project.check("/w/src/mail.ts", WRAPPED["/w/src/mail.ts"]);
    assert.ok(assets.reads.includes("catalog/providers/mail.json") && !assets.reads.includes("catalog/providers/shop.json"));
  });

  it("is made anew where a file could not be read whole, which may be for want of stack", async () => {
    const nested = `${"(".repeat(50_000)}1${")".repeat(50_000)}`;
    const { messages, analysed, parsed } = workspaceOf("at once", { "/w/http.ts": `${HTTP}\n${nested};`, "/w/a.ts": USE });
    assert.deepEqual(await messages("/w/a.ts"), []);
    assert.deepEqual(analysed, ["/w/a.ts", "/w/a.ts"]);
    assert.deepEqual(parsed, ["/w/a.ts", "/w/http.ts", "/w/http.ts"]);
    assert.deepEqual(await messages("/w/a.ts"), []);
    assert.equal(analysed.length, 3);
  });

  it("is made anew where a library or the stack gave out, and still finds it", async () => {
    const { host, messages, analysed } = workspaceOf("at once", WRAPPED);
    const { stat } = host;
    let failures = 1;
    host.stat = (path) => {
      if (path.startsWith("/w/src/orders") && failures-- > 0) throw new RangeError("Maximum call stack size exceeded");
      return stat(path);
    };
    assert.deepEqual(await messages("/w/src/shop.ts"), WRONG);
    assert.deepEqual(analysed, ["/w/src/shop.ts", "/w/src/shop.ts"]);
  });
});
