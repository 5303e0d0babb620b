/** Nothing goes over the network and nothing is started, held in three ways: denied at run time, absent from the sources, absent from the bundles. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { Editor } from "../protocol/editor";
import { byStdio } from "../protocol/transport";
import { acme, acmeCatalog, vantaprism, workspace } from "../protocol/workspace";
import { type Denied, denied } from "./denied";

const root = path.resolve(import.meta.dirname, "../..");
const cli = path.join(root, "dist/cli.js");

describe("no network and no process", () => {
  let guard: Denied;
  beforeEach(() => {
    guard = denied();
  });
  afterEach(() => guard.remove());

  const tries: readonly (readonly [code: string, tried: string])[] = [
    ["fetch('http://127.0.0.1:9/')", "fetch"],
    ["require('http').get('http://127.0.0.1:9/')", "http.get"],
    ["require('net').connect(9)", "net.connect"],
    ["new (require('net').Socket)().connect(9)", "net.Socket.connect"],
    ["require('dns').lookup('localhost', () => {})", "dns.lookup"],
    ["require('child_process').execSync('true')", "child_process.execSync"],
    ["require('dgram').createSocket('udp4')", "dgram.createSocket"],
  ];
  for (const [code, tried] of tries) {
    it(`the guard sees ${tried}`, () => {
      spawnSync(process.execPath, ["-e", code], { env: { ...process.env, ...guard.environment } });
      assert.deepEqual(guard.tried(), [tried]);
    });
  }

  it("the command line needs none", () => {
    const place = workspace({
      "faultline.json": JSON.stringify({ catalogs: ["own.json"] }),
      "own.json": acmeCatalog(["no_such_user"]),
      "a.ts": acme("no_such_usr"),
      "b.vue": `<script setup lang="ts">\n${vantaprism}</script>`,
    });
    try {
      const run = (...argv: readonly string[]) =>
        spawnSync(process.execPath, [cli, ...argv], { cwd: place.folder, encoding: "utf8", env: { ...process.env, ...guard.environment } });
      for (const format of ["text", "json", "sarif", "github"]) {
        const { stdout, stderr } = run("check", "--format", format);
        assert.match(stdout, /no_such_usr/);
        assert.doesNotMatch(stderr, /denied/);
      }
      assert.match(run("explain", "FORBIDDEN_SCOPE").stdout, /VantaPrism/);
      assert.match(run("explain", "unknown-code").stdout, /unknown-code/);
      assert.match(run("why", "a.ts:3").stdout, /Acme/);
      assert.match(run("providers").stdout, /acme/);
      assert.equal(run("check", "--baseline", "known.json", "--update").status, 0);
      run("check", "--fix");
      assert.equal(run("--version").status, 0);
      assert.deepEqual(guard.tried(), []);
    } finally {
      place.remove();
    }
  });

  it("the language server needs none", async () => {
    const place = workspace({ "faultline.json": "{}", "http.ts": "export const x = 1;", "a.ts": "" });
    const editor = await Editor.start({ folders: [place.folder] }, byStdio(guard.environment));
    try {
      const uri = place.uri("a.ts");
      const text = `import { x } from "./http";\n${vantaprism}x;\n`;
      await editor.open(uri, text);
      assert.equal((await editor.pull(uri)).length, 1);
      const position = editor.at(uri, "FORB|IDEN");
      assert.ok((await editor.complete(uri, position)).length > 0);
      await editor.hover(uri, editor.at(uri, "fet|ch"));
      await editor.actions(uri, editor.rangeOf(uri, "FORBIDEN_SCOPE"), []);
      const textDocument = { uri };
      for (const method of ["textDocument/codeLens", "textDocument/definition", "faultline/why", "faultline/providers"])
        await editor.connection.sendRequest(method, { textDocument, position });
      await editor.replace(uri, "FORBIDEN", "FORBIDDEN");
      assert.deepEqual(await editor.pull(uri), []);
      assert.equal(await editor.stop(), 0);
      assert.deepEqual(guard.tried(), []);
    } finally {
      editor.kill();
      place.remove();
    }
  });

  it("no source of what is shipped imports what could", () => {
    const sources = execFileSync("git", ["ls-files", "server", "client", "catalog/model", "catalog/validate"], {
      cwd: root,
      encoding: "utf8",
    })
      .split("\n")
      .filter((name) => /\.ts$/.test(name) && !/\/fixtures\//.test(name));
    assert.ok(sources.length > 150);
    assert.deepEqual(
      sources.flatMap((name) => reaches(name, fs.readFileSync(path.join(root, name), "utf8"))),
      [],
    );
    assert.deepEqual(
      reaches("x.ts", 'import a from "node:http"; fetch(x); new WebSocket(y); eval(z); import(name); globalThis.fetch(x);'),
      ["x.ts: node:http", "x.ts: fetch", "x.ts: WebSocket", "x.ts: eval", "x.ts: import of what is not written there", "x.ts: fetch"],
    );
  });

  /** What the libraries of the protocol bring for transports that nobody chooses here; commander brings the start of a subcommand. */
  const BROUGHT: Readonly<Record<string, readonly string[]>> = {
    "server.js": ["child_process", "net"],
    "cli.js": ["child_process", "net"],
    "library.js": ["child_process", "net"],
    "client.js": [],
    "server.browser.js": [],
    "client.browser.js": [],
  };
  for (const [bundle, brought] of Object.entries(BROUGHT)) {
    it(`${bundle} has no other module that could than its libraries bring`, () => {
      const text = fs.readFileSync(path.join(root, "dist", bundle), "utf8");
      const modules = [...text.matchAll(/\brequire\("(?:node:)?([\w/]+)"\)/g)].map(([, name = ""]) => name);
      assert.deepEqual([...new Set(modules.filter((name) => REACHING.has(name)))].sort(), brought);
      assert.doesNotMatch(text, /[^\w.$"'`/](?:fetch|importScripts)\(|new (?:WebSocket|XMLHttpRequest|EventSource)\b/);
    });
  }
});

const REACHING: ReadonlySet<string> = new Set(
  "child_process cluster dgram dns dns/promises http http2 https inspector net tls worker_threads vm repl".split(" "),
);
const CALLS: ReadonlySet<string> = new Set(["fetch", "eval", "Function", "WebSocket", "XMLHttpRequest", "EventSource", "importScripts"]);

/** Imports of modules that reach the network or start code, calls of such globals, and imports of what is only known at run time. */
function reaches(name: string, text: string): readonly string[] {
  const found: string[] = [];
  const say = (what: string) => void found.push(`${name}: ${what}`);
  const visit = (node: ts.Node): void => {
    const typeOnly = ts.isImportDeclaration(node) && node.importClause?.isTypeOnly;
    if (ts.isImportDeclaration(node) && !typeOnly && ts.isStringLiteral(node.moduleSpecifier)) {
      if (REACHING.has(node.moduleSpecifier.text.replace("node:", ""))) say(node.moduleSpecifier.text);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { expression } = node;
      const [argument] = node.arguments ?? [];
      const loads = expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");
      if (loads && argument && !ts.isStringLiteral(argument)) say("import of what is not written there");
      else if (loads && argument && ts.isStringLiteral(argument) && REACHING.has(argument.text.replace("node:", ""))) say(argument.text);
      const called =
        ts.isPropertyAccessExpression(expression) && /^(?:globalThis|window|self)$/.test(expression.expression.getText())
          ? expression.name
          : expression;
      if (ts.isIdentifier(called) && CALLS.has(called.text)) say(called.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true));
  return found;
}
