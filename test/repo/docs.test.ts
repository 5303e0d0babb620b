/** What the documents say is so: tables, links, commands, samples and the packages they name. */
import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { validateProvider } from "../../catalog/validate/index";
import { inserted, parts } from "../../scripts/docs.mjs";
import type { Expr } from "../../server/core/facts";
import { parse } from "../../server/core/syntax/index";
import { eachExpression, eachStatement, expressions } from "../../server/core/walk";
import { bundledFiles } from "../catalog/bundled";
import { folder } from "../cli/harness";
import { compare } from "../core/markers";
import { layers } from "./layers";

const root = path.resolve(import.meta.dirname, "../..");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/zed.md", "test/real/README.md"];
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

interface Command {
  readonly command: string;
  readonly category?: string;
  readonly title: string;
}

interface Fence {
  readonly document: string;
  readonly language: string;
  /** The file that the sample stands for: `json faultline.json`. */
  readonly name: string;
  readonly text: string;
}

const fences: readonly Fence[] = documents.flatMap((document) =>
  [...read(document).matchAll(/^( *)```(\w+) ?(\S*)\n([\s\S]*?)^\1```$/gm)].map(([, indent = "", language = "", name = "", text = ""]) => ({
    document,
    language,
    name,
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  })),
);
const sample = (name: string): string => fences.find((fence) => fence.document === "README.md" && fence.name === name)?.text ?? "";

describe("the documents", () => {
  it("have the tables that rules and catalog make", () => {
    assert.equal(read("README.md"), inserted(read("README.md"), parts()), "README.md is stale: run npm run docs");
  });

  it("refuse a README that has lost the place of a table", () =>
    assert.throws(() => inserted("<!-- rules -->\n", new Map([["rules", "x"]])), /no place for the generated part: <!-- rules -->/));

  for (const document of documents) {
    it(`lead only to what there is: ${document}`, () => {
      const targets = [...read(document).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => String(match[1]));
      const missing = targets.filter(
        (target) => !target.startsWith("https://") && !fs.existsSync(path.join(root, path.dirname(document), target)),
      );
      assert.deepEqual(missing, []);
    });
  }

  it("name files and folders that exist", () => {
    const known = ["server", "catalog", "client", "scripts", "test", "docs", "examples"];
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/`((?:\w[\w-]*\/)+[\w.-]*)`/g)].map((match) => String(match[1])),
    );
    const own = named.filter((name) => known.includes(String(name.split("/")[0])));
    assert.ok(own.length > 40, "names are found");
    // Screenshots are made by their test.
    assert.deepEqual(
      own.filter((name) => name !== "test/workbench/shots" && !fs.existsSync(path.join(root, name))),
      [],
    );
  });

  it("name only scripts of package.json", () => {
    const scripts = documents.flatMap((document) =>
      [...read(document).matchAll(/npm (?:run )?([\w:]+)/g)].map((match) => String(match[1])),
    );
    const others = new Set(["link", "ci"]);
    assert.deepEqual(
      [...new Set(scripts)].filter((name) => !(name in manifest.scripts) && !others.has(name)),
      [],
    );
  });

  it("name the commands of the extension's palette, and no others", () => {
    const { commands, menus }: { commands: readonly Command[]; menus: Record<string, readonly { command: string; when?: string }[]> } =
      manifest.contributes;
    const hidden = new Set(menus.commandPalette?.filter(({ when }) => when === "false").map(({ command }) => command));
    const titles = commands
      .filter(({ command }) => !hidden.has(command))
      .map(({ category, title }) => (category === undefined ? title : `${category}: ${title}`));
    const named = [...read("README.md").matchAll(/\*(Faultline: [^*]+)\*/g)].map((match) => match[1]);
    assert.deepEqual([...new Set(named)].sort(), titles.sort());
  });

  it("have every folder of the layers on the map", () => {
    const folders = layers.map((layer) => layer.path).filter(hasFiles);
    assert.ok(folders.length > 10);
    assert.deepEqual(
      folders.filter((name) => !read("ARCHITECTURE.md").includes(`| \`${name}\` |`)),
      [],
    );
  });

  it("describe the list of real repositories as it is", () => {
    const lines = read("test/real/repositories.txt")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    assert.deepEqual(
      lines.filter((line) => !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(line)),
      [],
    );
  });

  it("give a reason for every package, and for none that is not there", () => {
    const section = read("ARCHITECTURE.md").split("## Dependencies")[1]?.split("\n## ")[0] ?? "";
    const rows = section.split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]));
    assert.deepEqual(named.sort(), Object.keys(manifest.devDependencies).sort());
    assert.equal(manifest.dependencies, undefined);
  });
});

/** Git knows no empty folder, but a disk may have one. */
const hasFiles = (name: string): boolean => fs.existsSync(`${path.join(root, name)}/`) && fs.readdirSync(path.join(root, name)).length > 0;

describe("the samples of the documents", () => {
  it("are of a kind that is looked at here", () => {
    const kinds = new Set(["faultline.json", "settings.json", "code", "zed/settings.json"]);
    const json = fences.filter((fence) => fence.language === "json");
    assert.deepEqual(
      json.filter(({ name }) => !kinds.has(name) && !name.startsWith("errors/")).map(({ text }) => text),
      [],
    );
    for (const { text } of json) JSON.parse(text);
  });

  it("are catalogs without a mistake", () => {
    const catalogs = fences.filter(({ name }) => name.startsWith("errors/") || name === "code");
    assert.equal(catalogs.length, 3);
    for (const { name, text } of catalogs) {
      const file = name === "code" ? JSON.stringify({ extends: "vantaprism", codes: [JSON.parse(text)] }) : text;
      assert.deepEqual(
        validateProvider(file, { bundled: bundledFiles.map(({ pathname }) => path.basename(pathname, ".json")) }).problems,
        [],
        name,
      );
    }
  });

  it("set only what the extension and the editor know", () => {
    const own = Object.keys(manifest.contributes.configuration.properties);
    const keys = fences.filter(({ name }) => name === "settings.json").flatMap(({ text }) => Object.keys(JSON.parse(text)));
    assert.deepEqual(
      keys.filter((key) => key !== "editor.codeActionsOnSave" && !own.includes(key)),
      [],
    );
  });

  it("say what the code beside them announces", async () => {
    const at = folder({
      "faultline.json": sample("faultline.json"),
      "errors/acme.json": sample("errors/acme.json"),
      "src/order.ts": sample("src/order.ts"),
      "src/silenced.ts": sample("src/silenced.ts"),
    });
    const { out, err, code } = await at.run(["check", "--format", "json"]);
    assert.equal(err, "");
    const said = JSON.parse(out).findings.map(({ file, message }: { file: string; message: string }) => `${file} // ${message}`);
    assert.deepEqual(said, ["src/order.ts // Acme has no error code 'out_of_stok'"]);
    assert.match(sample("src/order.ts"), /\/\/ Acme has no error code 'out_of_stok'$/m);
    assert.equal(code, 1);
  });

  it("tell why as the command line does", async () => {
    const at = folder({ "src/http.ts": sample("src/http.ts"), "src/invoice.ts": sample("src/invoice.ts") });
    assert.equal((await at.run(["why", "src/invoice.ts:5"])).out, sample("why"));
  });

  it("silence what would be said without their comments", async () => {
    const at = folder({ "src/open.ts": sample("src/silenced.ts").replaceAll(/(?:\/\/|\/\*) faultline.*$/gm, "") });
    const { out } = await at.run(["check", "--format", "json"]);
    const rules = JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);
    assert.deepEqual(rules, ["unknown-code", "unknown-code", "message-match"]);
  });

  it("mark a fixture as fixtures are marked", () => {
    const text = fences.find(({ name }) => name === "fixture")?.text ?? "";
    const around = 'const res = await fetch("https://api.acme.dev/keys");\nconst body = await res.json();\n';
    assert.match(text, /\^ unknown-code: .*\n\/\/ => /);
    assert.deepEqual(compare(around + text), { missing: [], unexpected: [], badFixes: [] });
  });

  it("call commands and options that there are", async () => {
    const at = folder({});
    const lines = fences.filter(({ language }) => language === "sh" || language === "yaml").flatMap(({ text }) => text.split("\n"));
    const calls = lines.flatMap((line) => /(?:^faultline|cli\.js) (.*)$/.exec(line.replace(/\s+#.*$/, ""))?.[1] ?? []);
    assert.ok(calls.length > 10, "commands are found");
    for (const call of calls) {
      const [command = "", ...words] = call.split(" ");
      assert.match((await at.run(["--help"])).out, new RegExp(`^ +${command}\\b`, "m"));
      const { out } = await at.run([command, "--help"]);
      const options: readonly string[] = out.match(/--[\w-]+/g) ?? [];
      for (const option of words.filter((word) => word.startsWith("--"))) assert.ok(options.includes(option), `${call}: ${option}`);
      if (words.includes("--format")) assert.ok(out.includes(`"${words[words.indexOf("--format") + 1]}"`), call);
    }
  });
});

describe("the promise of the README", () => {
  const shipped = ["client", "server", "catalog/model", "catalog/validate", "catalog/import", "catalog/export"].flatMap((part) =>
    fs
      .readdirSync(path.join(root, part), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${part}/${name.split(path.sep).join("/")}`),
  );

  it("that nothing goes over the network and nothing is executed: no shipped source reaches for either", () => {
    assert.ok(shipped.length > 80, "the sources are found");
    assert.deepEqual(
      shipped.flatMap((file) => reaches(file, read(file))),
      [],
    );
  });

  it("would be broken by any of these", () => {
    const samples = [
      'import { get } from "node:https"',
      'await import("child_process")',
      "fetch(url)",
      "globalThis.fetch(url)",
      "new Function(text)",
    ];
    for (const text of samples) assert.equal(reaches("a.ts", text).length, 1, text);
    assert.deepEqual(reaches("a.ts", 'import { promises } from "node:fs"; const fetch = () => 1; fetch();'), []);
  });
});

const MODULES = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns|child_process|worker_threads|vm|cluster)(?:\/|$)/;
const GLOBALS = new Set(["fetch", "eval", "Function", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts"]);

/** What a source has to do with the network or with running code, by our own reading of it. */
function reaches(file: string, text: string): readonly string[] {
  const { facts } = parse(file, text);
  const found = facts.imports.filter(({ source }) => MODULES.test(source)).map(({ source }) => `${file} imports ${source}`);
  const look = (expr: Expr): void => {
    if (expr.kind !== "call" && expr.kind !== "new") return;
    const { callee } = expr;
    const name =
      callee.kind === "member" && callee.object.kind === "global" && /^(?:globalThis|window|self)$/.test(callee.object.name)
        ? callee.name
        : callee.kind === "global"
          ? callee.name
          : undefined;
    if (name !== undefined && GLOBALS.has(name)) found.push(`${file} calls ${name}`);
  };
  for (const { body } of facts.functions)
    eachStatement(body, (stmt) => {
      for (const expr of expressions(stmt)) eachExpression(expr, look);
    });
  return found;
}
