import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Folder, folder, sink, wordEngine } from "./harness";

const check = (at: Folder, ...argv: string[]) => at.run(["check", ...argv], { loadEngine: wordEngine });

const json = async (at: Folder, ...argv: string[]) => {
  const { out, code } = await check(at, "--format", "json", ...argv);
  return { ...JSON.parse(out), code };
};

const filesOf = ({ findings }: { findings: readonly { file: string }[] }) => findings.map(({ file }) => file);

describe("faultline check", () => {
  it("ends with 0 where nothing is found, and says so", async () => {
    const { code, out, err } = await check(folder({ "a.ts": "fine();\n" }));
    assert.equal(code, 0);
    assert.match(out, /^Checked 1 file in \d+ ms: nothing found\n$/);
    assert.equal(err, "");
  });

  const exits: readonly (readonly [string, string, readonly string[], number])[] = [
    ["1 for an error", "ERROR", [], 1],
    ["1 for a warning", "Wrod", [], 1],
    ["0 for as many warnings as are fine", "Wrod Wrod", ["--max-warnings", "2"], 0],
    ["1 for one warning more", "Wrod Wrod Wrod", ["--max-warnings", "2"], 1],
    ["1 for an error whatever warnings are fine", "ERROR", ["--max-warnings", "9"], 1],
    ["0 for notes and hints", "HINT INFORMATION", [], 0],
  ];
  for (const [name, text, argv, expected] of exits) {
    it(`ends with ${name}`, async () => assert.equal((await check(folder({ "a.ts": text }), ...argv)).code, expected));
  }

  it("prints the object of the contract", async () => {
    const result = await json(folder({ "src/a.ts": "x;\n  Wrod;\n" }));
    assert.equal(typeof result.summary.durationMs, "number");
    const range = { start: { line: 2, column: 3 }, end: { line: 2, column: 7 } };
    assert.deepEqual(result, {
      code: 1,
      version: 1,
      findings: [
        {
          rule: "unknown-code",
          severity: "warning",
          file: "src/a.ts",
          range,
          message: "Acme has no word 'Wrod'",
          provider: "acme",
          code: "Wrod",
          suggestions: [
            { title: "Change to 'Word'", preferred: true, safe: true, edits: [{ file: "src/a.ts", range, newText: "Word" }] },
            { title: "Change to 'Rod'", preferred: false, safe: false, edits: [{ file: "src/a.ts", range, newText: "Rod" }] },
          ],
        },
      ],
      summary: { files: 1, analyzed: 1, skipped: 0, findings: 1, durationMs: result.summary.durationMs },
    });
  });

  it("leaves provider and code out where a finding has none", async () => {
    const [finding] = (await json(folder({ "a.ts": "HINT" }))).findings;
    assert.deepEqual(Object.keys(finding), ["rule", "severity", "file", "range", "message", "suggestions"]);
  });

  it("counts columns in UTF-16 units, whatever ends the lines", async () => {
    const { findings } = await json(folder({ "a.ts": "\ufeffa\r\n'😀é' + Wrod\r\n" }));
    assert.deepEqual(findings[0].range.start, { line: 2, column: 9 });
  });

  it("takes scripts, files that hold some, and no declarations, in the order of the paths", async () => {
    const scripts = ["a.cjs", "a.cts", "a.js", "a.jsx", "a.mjs", "a.mts", "a.ts", "a.tsx", "b/a.ts"];
    const names = [...scripts, "a.astro", "a.htm", "a.html", "a.svelte", "a.vue"].sort();
    const others = ["a.d.ts", "a.d.mts", "a.json", "a.md", "a.xml", "ats", "node_modules/x/a.js", ".git/a.js"];
    const result = await json(folder(Object.fromEntries([...others, ...names.toReversed()].map((name) => [name, "Wrod"]))));
    assert.deepEqual(filesOf(result), names);
  });

  it("leaves out what git ignores, by the nearest word on it", async () => {
    const at = folder({
      ".gitignore": "dist/\n*.gen.ts\n/only-here.ts\n",
      "src/.gitignore": "!kept.gen.ts\nlocal.ts\n",
      "dist/a.ts": "Wrod",
      "a.gen.ts": "Wrod",
      "only-here.ts": "Wrod",
      "src/only-here.ts": "Wrod",
      "src/kept.gen.ts": "Wrod",
      "src/other.gen.ts": "Wrod",
      "src/local.ts": "Wrod",
      "src/dist/a.ts": "Wrod",
    });
    assert.deepEqual(filesOf(await json(at)), ["src/kept.gen.ts", "src/only-here.ts"]);
    mkdirSync(join(at.path, ".git"));
    assert.deepEqual(filesOf(await json(at, "src")), ["src/kept.gen.ts", "src/only-here.ts"]);
    assert.deepEqual(filesOf(await json(at, "a.gen.ts")), ["a.gen.ts"], "a file that is named is meant");
    assert.deepEqual(filesOf(await json(at, "dist")), ["dist/a.ts"], "so is a folder");
  });

  it("leaves out what a configuration ignores, also where it is named", async () => {
    const at = folder({ "faultline.json": '{"ignore": ["gen/**"]}', "gen/a.ts": "Wrod", "a.ts": "Wrod" });
    assert.deepEqual(filesOf(await json(at)), ["a.ts"]);
    const named = await json(at, "gen/a.ts", "a.ts");
    assert.deepEqual(filesOf(named), ["a.ts"]);
    assert.deepEqual([named.summary.files, named.summary.analyzed, named.summary.skipped], [2, 1, 1]);
  });

  it("follows no links, so that none leads out or round in circles", async () => {
    const at = folder({ "src/a.ts": "Wrod" });
    const outside = folder({ "b.ts": "Wrod" });
    symlinkSync(at.path, join(at.path, "src/loop"));
    symlinkSync(outside.path, join(at.path, "src/outside"));
    symlinkSync(join(outside.path, "b.ts"), join(at.path, "src/b.ts"));
    assert.deepEqual(filesOf(await json(at)), ["src/a.ts"]);
  });

  it("skips with a count what nobody wrote or nobody can read", async () => {
    const at = folder({
      "a.ts": "Wrod",
      "binary.ts": "Wrod\0",
      "utf16.ts": Buffer.from("\ufeffWrod", "utf16le"),
      "long.ts": "Wrod\n".repeat(300_000),
      "dense.js": `${"function a(){return Wrod};".repeat(400)}\n`,
      "x.min.js": "Wrod",
      "image.ts": `export const image = "${"iVBORw0KGgo".repeat(1000)}"; HINT\n`,
    });
    const { code, out } = await check(at);
    assert.equal(code, 1);
    assert.match(out, /Checked 2 files in .*: 1 warning, 1 hint\n/);
    assert.match(out, /Skipped: .*2 binary/);
    assert.match(out, /1 too long/);
    assert.match(out, /2 minified/);
    assert.deepEqual((await json(at)).summary.skipped, 5);
  });

  it("goes on after a file that the core cannot get through, and says which", async () => {
    const { code, out, err } = await check(folder({ "a.ts": "CRASH", "b.ts": "Wrod" }));
    assert.equal(code, 1);
    assert.match(out, /b\.ts:1:1/);
    assert.match(out, /Skipped: 1 failed/);
    assert.match(err, /a\.ts failed: Error: a bug in the core/);
  });

  it("checks each file once, however often it is named", async () => {
    const at = folder({ "src/a.ts": "Wrod" });
    assert.deepEqual(filesOf(await json(at, "src", "src/a.ts", ".", "src/../src")), ["src/a.ts"]);
  });

  it("names files outside the working directory from there", async () => {
    const at = folder({ "a/x.ts": "Wrod", "b/keep.ts": "" });
    const result = await at.run(["check", "../a", "--format", "json"], { cwd: `${at.path}/b`, loadEngine: wordEngine });
    assert.deepEqual(filesOf(JSON.parse(result.out)), ["../a/x.ts"]);
  });

  it("reads the configuration of the work tree above the working directory", async () => {
    const at = folder({ "faultline.json": '{"ignore": ["src/gen"]}', "src/gen/a.ts": "Wrod", "src/b.ts": "Wrod", ".git/HEAD": "" });
    const result = await at.run(["check", "--format", "json"], { cwd: `${at.path}/src`, loadEngine: wordEngine });
    assert.deepEqual(filesOf(JSON.parse(result.out)), ["b.ts"]);
  });

  it("prints findings alone with --quiet", async () => {
    const { out, err } = await check(folder({ "a.ts": "Wrod" }), "--quiet");
    assert.doesNotMatch(out, /Checked/);
    assert.match(out, /unknown-code/);
    assert.equal(err, "");
  });

  it("shows progress on a terminal alone", async () => {
    const at = folder(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.ts`, ""])));
    const slow = async () => {
      const engine = await wordEngine();
      const analyze: typeof engine.analyze = (file, environment) => {
        for (const until = performance.now() + 25; performance.now() < until; );
        return engine.analyze(file, environment);
      };
      return { ...engine, analyze };
    };
    const terminal = sink(true);
    await at.run(["check"], { loadEngine: slow, stderr: terminal });
    assert.match(terminal.text(), /Checking \d+ of 30 files/);
    assert.ok(terminal.text().endsWith("\r\u001b[K"));
    const quiet = sink(true);
    await at.run(["check", "--quiet"], { loadEngine: slow, stderr: quiet });
    assert.equal(quiet.text(), "");
  });
});
