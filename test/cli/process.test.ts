import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { folder, type Result } from "./harness";

const root = join(__dirname, "../..");
const cli = join(root, "dist/cli.js");

/** The built program as a process of its own. */
async function start(argv: readonly string[], cwd: string, input = ""): Promise<Result> {
  const child = spawn(process.execPath, [cli, ...argv], { cwd, env: { ...process.env, NO_COLOR: "" } });
  child.stdin.end(input);
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

const WRONG =
  'const res = await fetch("https://api.elestrals.com/v1/cards");\nconst body = await res.json();\nif (body.error.code === "not_fund") go();\n';

describe("the built command line", () => {
  before(function () {
    this.timeout(120_000);
    if (!existsSync(cli)) execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: "ignore" });
  });

  it("finds, fixes and then finds nothing", async () => {
    const at = folder({ "a.ts": WRONG });
    const found = await start(["check", "--format", "json"], at.path);
    assert.equal(found.err, "");
    assert.deepEqual(
      JSON.parse(found.out).findings.map(({ rule, code, provider }: Record<string, string>) => [rule, code, provider]),
      [["unknown-code", "not_fund", "elestrals"]],
    );
    assert.equal(found.code, 1);
    const fixed = await start(["check", "--fix"], at.path);
    assert.deepEqual([fixed.code, fixed.err], [0, "Fixed 1 finding\n"]);
    assert.equal(at.read("a.ts"), WRONG.replace("not_fund", "not_found"));
  });

  it("says the same as the sources do", async () => {
    const at = folder({});
    const sources = await at.run(["check", join(root, "examples"), "--format", "json"]);
    const built = await start(["check", join(root, "examples"), "--format", "json"], at.path);
    assert.equal(built.err, sources.err);
    assert.deepEqual(JSON.parse(built.out).findings, JSON.parse(sources.out).findings);
    assert.ok(JSON.parse(built.out).findings.length > 0);
  });

  it("reads standard input, and its own data and version", async () => {
    const at = folder({});
    assert.equal((await start(["check", "--stdin", "--stdin-filename", "a.ts"], at.path, WRONG)).code, 1);
    assert.match((await start(["explain", "quota_exceeded"], at.path)).out, /Elestrals/);
    assert.match((await start(["--version"], at.path)).out, /^\d+\.\d+\.\d+\n$/);
    assert.equal((await start(["check", "missing.ts"], at.path)).code, 2);
  });

  it("ends quietly when nobody reads on", async () => {
    const at = folder(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.ts`, WRONG])));
    const child = spawn(process.execPath, [cli, "check", "--format", "json"], { cwd: at.path });
    child.stdout.once("data", () => child.stdout.destroy());
    const [err, code] = await Promise.all([text(child.stderr), new Promise((resolve) => child.on("close", resolve))]);
    assert.equal(err, "");
    assert.equal(code, 1);
  });

  it("starts the language server for any editor", async () => {
    const message = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const child = spawn(process.execPath, [cli, "lsp", "--stdio"]);
    try {
      child.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
      let answer = "";
      for await (const part of child.stdout) {
        answer += part;
        if (answer.includes('"textDocumentSync"')) break;
      }
      assert.match(answer, /^Content-Length: \d+\r\n/);
    } finally {
      child.kill();
    }
  });
});
