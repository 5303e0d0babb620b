/** What a hostile repository can hold, against each rule of SECURITY.md: the built program and the language server, over real files. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { nodeHost } from "../../server/project/node-host";
import { type Folder, folder } from "../cli/harness";
import { Editor } from "../protocol/editor";
import { acme, acmeCatalog, vantaprism, workspace } from "../protocol/workspace";

const root = path.resolve(import.meta.dirname, "../..");
const cli = path.join(root, "dist/cli.js");
const ESC = "\u001b";

/** The command line in this folder, which notes each file that it reads. */
async function reading(at: Folder, ...argv: readonly string[]) {
  const reads: string[] = [];
  const read = (file: string) => {
    reads.push(file);
    return nodeHost.read(file);
  };
  const host = { ...nodeHost, read };
  const result = await at.run(argv, { host });
  const real = reads.filter((file) => fs.existsSync(file)).map((file) => fs.realpathSync(file));
  return { ...result, outside: [...new Set(real)].filter((file) => !file.startsWith(`${at.path}/`)) };
}

const HTTP = 'export const request = (path: string) => fetch("https://api.vantaprism.me" + path);\n';
const USE = `export const f = async () => {
  const body = await (await request("/v1/x")).json();
  return body.error.code === "FORBIDEN_SCOPE";
};
`;

describe("a path that leaves the workspace", () => {
  const secret = () => folder({ "http.ts": HTTP, "own.json": acmeCatalog(["no_such_user"]), "tsconfig.json": "{}", "package.json": "{}" });
  const relative = (from: Folder, to: Folder) => path.relative(from.path, to.path);

  const ways: Readonly<Record<string, (at: Folder, outside: Folder) => void>> = {
    "an import": (at, outside) => at.write("a.ts", `import { request } from "${relative(at, outside)}/http";\n${USE}`),
    "an import by a whole path": (at, outside) => at.write("a.ts", `import { request } from "${outside.path}/http";\n${USE}`),
    "an import by a URL": (at, outside) => at.write("a.ts", `import { request } from "file://${outside.path}/http.ts";\n${USE}`),
    "a link to a file": (at, outside) => {
      fs.symlinkSync(path.join(outside.path, "http.ts"), path.join(at.path, "http.ts"));
      at.write("a.ts", `import { request } from "./http";\n${USE}`);
    },
    "a link to a folder": (at, outside) => {
      fs.symlinkSync(outside.path, path.join(at.path, "out"));
      at.write("a.ts", `import { request } from "./out/http";\n${USE}`);
    },
    "paths of a tsconfig.json": (at, outside) => {
      at.write("tsconfig.json", JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "@/*": [`${relative(at, outside)}/*`] } } }));
      at.write("a.ts", `import { request } from "@/http";\n${USE}`);
    },
    "imports of a package.json": (at, outside) => {
      at.write("package.json", JSON.stringify({ imports: { "#http": `./${relative(at, outside)}/http.ts` } }));
      at.write("a.ts", `import { request } from "#http";\n${USE}`);
    },
    "a workspace of a package.json": (at, outside) => {
      outside.write("package.json", JSON.stringify({ name: "out", main: "http.ts" }));
      at.write("package.json", JSON.stringify({ workspaces: [relative(at, outside)] }));
      at.write("a.ts", `import { request } from "out";\n${USE}`);
    },
    "what a tsconfig.json extends": (at, outside) => {
      at.write("tsconfig.json", JSON.stringify({ extends: `${relative(at, outside)}/tsconfig.json` }));
      at.write("a.ts", `import { request } from "@/http";\n${USE}`);
    },
    "a catalog": (at, outside) => at.write("faultline.json", JSON.stringify({ catalogs: [`${relative(at, outside)}/own.json`] })),
    "a catalog that is a link": (at, outside) => {
      fs.symlinkSync(path.join(outside.path, "own.json"), path.join(at.path, "own.json"));
      at.write("faultline.json", JSON.stringify({ catalogs: ["own.json"] }));
    },
    "a configuration that is a link": (at, outside) => {
      outside.write("faultline.json", JSON.stringify({ rules: { "unknown-code": "off" } }));
      fs.symlinkSync(path.join(outside.path, "faultline.json"), path.join(at.path, "faultline.json"));
    },
    "a baseline": (at, outside) => at.write("faultline.json", JSON.stringify({ baseline: `${relative(at, outside)}/own.json` })),
    "a source that is a link": (at, outside) => fs.symlinkSync(path.join(outside.path, "http.ts"), path.join(at.path, "b.ts")),
  };
  for (const [way, make] of Object.entries(ways)) {
    it(`is not read: ${way}`, async () => {
      const outside = secret();
      const at = folder({ ".git/HEAD": "", "c.ts": acme("no_such_usr") });
      make(at, outside);
      const { out, outside: read } = await reading(at, "check", "--format", "json");
      assert.deepEqual(read, []);
      assert.deepEqual(JSON.parse(out).findings, []);
    });
  }

  it("may be a network path or a URL in no configuration", async () => {
    for (const written of [
      "\\\\server\\share\\a.json",
      "//server/share/a.json",
      "https://x.test/a.json",
      "file:///etc/passwd",
      "C:/a.json",
    ]) {
      const at = folder({ ".git/HEAD": "", "a.ts": "", "faultline.json": JSON.stringify({ catalogs: [written] }) });
      const { code, err, outside } = await reading(at, "check");
      assert.equal(code, 2, written);
      assert.match(err, /faultline\.json:1: error: The path '.*' (?:is|has)/);
      assert.deepEqual(outside, []);
    }
  });

  it("holds nobody up as a loop", async () => {
    const at = folder({
      ".git/HEAD": "",
      "a/a.ts": `import "./self/self/b";\n${vantaprism}`,
      "tsconfig.json": '{ "extends": "./tsconfig.json" }',
    });
    fs.symlinkSync(".", path.join(at.path, "a/self"));
    fs.symlinkSync("two", path.join(at.path, "one"));
    fs.symlinkSync("one", path.join(at.path, "two"));
    at.write("b.json", '{ "extends": "./c.json" }');
    at.write("c.json", '{ "extends": "./b.json" }');
    const { out } = await reading(at, "check", "--format", "json");
    assert.equal(JSON.parse(out).findings.length, 1);
    assert.equal(JSON.parse(out).summary.files, 1);
  });

  it("is not written by --fix: links that a folder holds are not followed", async () => {
    const outside = folder({ "a.ts": vantaprism });
    const at = folder({ ".git/HEAD": "", "b.ts": "" });
    fs.symlinkSync(path.join(outside.path, "a.ts"), path.join(at.path, "a.ts"));
    fs.symlinkSync(outside.path, path.join(at.path, "out"));
    await at.run(["check", "--fix"]);
    assert.equal(outside.read("a.ts"), vantaprism);
  });
});

describe("code of the workspace", () => {
  it("is never run, whatever it is called", async () => {
    const trap = (mark: string) => `require("fs").writeFileSync(${JSON.stringify(mark)}, "ran"); module.exports = {};\n`;
    const place = workspace();
    const mark = path.join(place.folder, "ran");
    const names = ["typescript", "enhanced-resolve", "faultline", "commander", "vscode-languageserver"];
    for (const name of names) place.write(`node_modules/${name}/index.js`, trap(mark));
    for (const name of [
      "faultline.config.js",
      ".faultlinerc.js",
      "eslint.config.js",
      "faultline.js",
      "index.js",
      ".pnp.cjs",
      "prettier.config.cjs",
    ])
      place.write(name, trap(mark));
    place.write(
      ".vscode/settings.json",
      JSON.stringify({ "faultline.serverPath": "./index.js", "typescript.tsdk": "./node_modules/typescript" }),
    );
    place.write(
      "package.json",
      JSON.stringify({ scripts: { preinstall: "touch ran", prepare: "touch ran" }, imports: { "#x": "./index.js" } }),
    );
    place.write("a.ts", `import "#x";\nimport "./index.js";\n${vantaprism}`);
    const editor = await Editor.start({ folders: [place.folder] });
    try {
      spawnSync(process.execPath, [cli, "check"], { cwd: place.folder });
      await editor.open(place.uri("a.ts"), vantaprism);
      assert.equal((await editor.pull(place.uri("a.ts"))).length, 1);
      assert.equal(fs.existsSync(mark), false);
    } finally {
      editor.kill();
      place.remove();
    }
  });

  it("is read, and nothing is left in the workspace or the home folder", async () => {
    const place = workspace({ "a.ts": vantaprism });
    const home = workspace();
    const environment = { ...process.env, HOME: home.folder, XDG_CACHE_HOME: path.join(home.folder, "cache"), USERPROFILE: home.folder };
    try {
      spawnSync(process.execPath, [cli, "check"], { cwd: place.folder, env: environment });
      assert.deepEqual(fs.readdirSync(place.folder), ["a.ts"]);
    } finally {
      place.remove();
      home.remove();
    }
  });
});

describe("text of the workspace", () => {
  const NASTY = `${ESC}]0;owned\u0007${ESC}[31m\u202e\u2028\r\n::error file=x::owned`;
  const clean = (text: string): void => {
    assert.doesNotMatch(text.replaceAll(/[\t\n]/g, ""), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    assert.doesNotMatch(text, /^::error file=x::owned/m);
  };
  const nasty = () => {
    const catalog = JSON.parse(acmeCatalog(["no_such_user"]));
    const told = { ...catalog, name: `Acme ${NASTY}`, codes: [{ code: "no_such_user", status: 404, meaning: NASTY, action: NASTY }] };
    return folder({
      ".git/HEAD": "",
      "faultline.json": JSON.stringify({ catalogs: ["own.json"], rules: { [`x${NASTY}`]: "error" } }),
      "own.json": JSON.stringify(told),
      "a.ts": acme("no_such_usr").replace("gone", `${ESC}[2J gone \u202e`),
      [`b${ESC}[31m\u202e.ts`]: acme(`no_such_usr${ESC}`),
      "c\n::error file=x::owned.ts": acme("no_such_usr"),
    });
  };

  for (const argv of [
    ["check"],
    ["check", "--format", "github"],
    ["explain", "no_such_user"],
    ["providers"],
    ["why", "a.ts:3"],
    ["check", "--baseline", "k.json", "--update"],
    ["check", `no${ESC}[31m`],
    ["explain", `x${ESC}[31m\u202e`],
  ]) {
    it(`sends no escape sequence to a terminal: faultline ${JSON.stringify(argv.join(" "))}`, async () => {
      const { out, err } = await nasty().run(argv);
      assert.ok(out.length + err.length > 0);
      clean(out);
      clean(err);
    });
  }

  it("stays text in SARIF and JSON", async () => {
    for (const format of ["json", "sarif"]) {
      const { out } = await nasty().run(["check", "--format", format]);
      JSON.parse(out);
      assert.doesNotMatch(out.replaceAll("\n", ""), /\p{Cc}/u);
    }
  });

  it("is no markup in a hover: no image, no link but https, no command", async () => {
    const evil = "![x](https://evil.test/p.png) <img src=x onerror=y> [a](command:evil) [b](javascript:evil) `c` $(gear) <b>";
    const catalog = JSON.parse(acmeCatalog([]));
    const place = workspace({
      "faultline.json": '{ "catalogs": ["own.json"] }',
      "own.json": JSON.stringify({
        ...catalog,
        name: `Acme ${evil}`,
        docs: "https://acme.test/",
        codes: [{ code: "no_such_user", status: 404, meaning: evil, action: evil, docs: "https://acme.test/)[x](command:y)" }],
      }),
    });
    const editor = await Editor.start({ folders: [place.folder] });
    try {
      const uri = place.uri("a.ts");
      await editor.open(uri, `${acme("no_such_user")}// ${evil}\n`);
      assert.deepEqual(await editor.pull(uri), []);
      const texts = [
        JSON.stringify(await editor.hover(uri, editor.at(uri, "no_|such"))),
        JSON.stringify(await editor.hover(uri, editor.at(uri, "fet|ch"))),
        ...(await editor.complete(uri, editor.at(uri, "no_|such"))).map(({ documentation }) => JSON.stringify(documentation)),
      ];
      assert.ok(texts.some((text) => text.includes("evil")));
      for (const text of texts) {
        const markup = JSON.parse(text)?.contents?.value ?? JSON.parse(text)?.value ?? "";
        assert.doesNotMatch(markup, /(?<!\\)!\[|(?<!\\)<(?:img|b)|(?<!\\)\]\((?!https:\/\/)/, markup);
        assert.doesNotMatch(markup, /\]\([^)]*(?:command|javascript):/);
      }
    } finally {
      editor.kill();
      place.remove();
    }
  });
});

describe("names and patterns of the workspace", () => {
  it("codes that every object has are codes like others", async () => {
    const codes = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
    const asked = [...codes, "isPrototypeOf"].map((code) => acme(code).replaceAll("const ", "var ")).join("");
    const at = folder({ ".git/HEAD": "", "faultline.json": '{ "catalogs": ["own.json"] }', "own.json": acmeCatalog(codes), "a.ts": asked });
    const { out } = await at.run(["check", "--format", "json"]);
    assert.deepEqual(
      JSON.parse(out).findings.map(({ code }: { code: string }) => code),
      ["isPrototypeOf"],
    );
    for (const code of codes) assert.match((await at.run(["explain", code])).out, /Acme/);
    assert.equal((await at.run(["explain", "isPrototypeOf"])).code, 2);
    const polluted: Record<string, unknown> = {};
    assert.equal(polluted.status, undefined);
  });

  it("a configuration with keys that every object has sets no prototype", async () => {
    const at = folder({
      ".git/HEAD": "",
      "faultline.json": '{ "__proto__": { "root": true }, "rules": { "__proto__": "off", "constructor": "off" } }',
      "a.ts": vantaprism,
    });
    const { code, out } = await at.run(["check", "--format", "json"]);
    assert.equal(code, 2);
    assert.equal(JSON.parse(out).findings.length, 1);
  });

  it("no pattern takes time that it could drive up", () => {
    const catalog = JSON.parse(acmeCatalog(["no_such_user"]));
    const messages = [{ pattern: `${"{}a".repeat(200)}b`, code: "no_such_user" }];
    const at = folder({
      ".git/HEAD": "",
      "faultline.json": JSON.stringify({
        catalogs: ["own.json"],
        ignore: [`${"**/*".repeat(50)}x`, `${"*a".repeat(100)}b`, "{a,b}".repeat(7)],
      }),
      "own.json": JSON.stringify({ ...catalog, messages }),
      [`${"a".repeat(200)}.ts`]: `${acme("no_such_usr")}
        if (body.error.message === "${"a".repeat(20_000)}") f();
        if (/^(a+)+$/.test(body.error.code)) f();
        if (/(?:a|a)*b/.test(body.error.code)) f();
        if (/^(?=(a+))\\1+$/.test(body.error.code)) f();
        if (body.error.code.match(/${"(a?)".repeat(50)}${"a".repeat(50)}/)) f();\n`,
    });
    const started = performance.now();
    const { status } = spawnSync(process.execPath, [cli, "check", "--format", "json"], { cwd: at.path, timeout: 60_000 });
    assert.equal(status, 1);
    assert.ok(performance.now() - started < 40_000);
  });

  it("a device or pipe that is called like a source is not read", function () {
    if (process.platform === "win32") this.skip();
    const at = folder({ ".git/HEAD": "", "a.ts": vantaprism });
    execFileSync("mkfifo", [path.join(at.path, "b.ts"), path.join(at.path, "faultline.json")]);
    fs.symlinkSync("/dev/zero", path.join(at.path, "c.ts"));
    const { status, stdout } = spawnSync(process.execPath, [cli, "check", "--format", "json", ".", "b.ts", "c.ts"], {
      cwd: at.path,
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(status, 1);
    assert.equal(JSON.parse(stdout).findings.length, 1);
  });
});

describe("the demo in an editor", () => {
  it("is served to this machine alone, behind a token, with workspace trust on", () => {
    const open = fs.readFileSync(path.join(root, "scripts/open.mjs"), "utf8");
    assert.match(open, /randomBytes\(24\)/);
    assert.match(open, /args: \["--connection-token-file", file\]/);
    assert.doesNotMatch(open, /without-connection-token|disable-workspace-trust/);
    assert.match(fs.readFileSync(path.join(root, "scripts/vscode/server.mjs"), "utf8"), /"--host", "127\.0\.0\.1"/);
  });
});
