import assert from "node:assert/strict";
import { symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { type Folder, folder, type Result, wordEngine } from "./harness";

const run = (at: Folder, ...argv: string[]): Promise<Result> => at.run(argv, { loadEngine: wordEngine });
const check = (at: Folder, ...argv: string[]) => run(at, "check", "--baseline", "known.json", ...argv);
const found = async (at: Folder, ...argv: string[]) => {
  const { out } = await run(at, "check", "--format", "json", ...argv);
  return JSON.parse(out).findings.map(
    ({ file, range }: { file: string; range: { start: { line: number } } }) => `${file}:${range.start.line}`,
  );
};

describe("faultline check --baseline", () => {
  it("writes what is known, leaves that out, and shows what is new", async () => {
    const at = folder({ "src/a.ts": "Wrod\nERROR\n", "src/b.ts": "HINT" });
    const { code, out, err } = await check(at, "--update");
    assert.deepEqual([code, out, err], [0, "", "known.json has 3 known findings, 3 more than before\n"]);
    assert.deepEqual(JSON.parse(at.read("known.json")).findings, [
      { file: "src/a.ts", rule: "unknown-code", text: "ERROR" },
      { file: "src/a.ts", rule: "unknown-code", text: "Wrod" },
      { file: "src/b.ts", rule: "unknown-code", text: "HINT" },
    ]);
    const clean = await check(at);
    assert.equal(clean.code, 0);
    assert.match(clean.out, /nothing found\nNot shown: 3 in the baseline/);
    at.write("src/a.ts", "\n\n  Wrod moved\nERROR\nWrod\n");
    assert.deepEqual(await found(at, "--baseline", "known.json"), ["src/a.ts:5"]);
    assert.equal((await check(at)).code, 1);
    assert.equal(JSON.parse((await check(at, "--format", "json")).out).summary.known, 3);
  });

  it("names what is gone, with its line, and takes it out when it is told to", async () => {
    const at = folder({ "a.ts": "Wrod\nWrod\nERROR", "b.ts": "Wrod", "c.ts": "Wrod" });
    await check(at, "--update");
    at.write("a.ts", "Wrod");
    unlinkSync(join(at.path, "b.ts"));
    const { code, err } = await check(at);
    assert.equal(code, 0);
    assert.equal(
      err,
      [
        "known.json:4: warning: A finding is gone, unknown-code of 'ERROR' in a.ts; --update takes that out",
        "known.json:5: warning: A finding is gone, unknown-code of 'Wrod' in a.ts; --update takes that out",
        "known.json:6: warning: A finding is gone, unknown-code of 'Wrod' in b.ts; --update takes that out\n",
      ].join("\n"),
    );
    assert.match((await check(at, "--update")).err, /known\.json has 2 known findings, 3 fewer than before\n/);
    assert.equal((await check(at)).err, "");
  });

  it("keeps what it knows of files that were not checked, and judges no file that was not", async () => {
    const at = folder({ "a/a.ts": "Wrod", "b/b.ts": "Wrod" });
    await check(at, "--update");
    at.write("a/a.ts", "Wrod HINT");
    at.write("b/b.ts", "");
    const { err } = await check(at, "a");
    assert.equal(err, "");
    await check(at, "a", "--update");
    assert.deepEqual(
      JSON.parse(at.read("known.json")).findings.map(({ file, text }: { file: string; text: string }) => `${file} ${text}`),
      ["a/a.ts HINT", "a/a.ts Wrod", "b/b.ts Wrod"],
    );
  });

  it("shortens the list of what is gone", async () => {
    const at = folder(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${String(i).padStart(2, "0")}.ts`, "Wrod"])));
    await check(at, "--update");
    for (let i = 0; i < 30; i++) at.write(`f${String(i).padStart(2, "0")}.ts`, "");
    const lines = (await check(at)).err.trimEnd().split("\n");
    assert.equal(lines.length, 11);
    assert.match(lines[10] ?? "", /^known\.json:14: warning: 20 more entries/);
  });

  it("fixes only what is new", async () => {
    const at = folder({ "a.ts": "Wrod" });
    await check(at, "--update");
    at.write("a.ts", "Wrod Wrod");
    await check(at, "--fix");
    assert.equal(at.read("a.ts"), "Wrod Word");
  });

  it("reads text from standard input against it", async () => {
    const at = folder({ "a.ts": "Wrod" });
    await check(at, "--update");
    const stdin = ["check", "--baseline", "known.json", "--stdin", "--stdin-filename", "a.ts"];
    assert.equal((await at.run(stdin, { input: "Wrod", loadEngine: wordEngine })).code, 0);
    assert.equal((await at.run(stdin, { input: "Wrod Wrod", loadEngine: wordEngine })).code, 1);
  });

  it("is named by faultline.json too, the nearest first, and --update writes each", async () => {
    const configuration = (baseline: string) => JSON.stringify({ baseline });
    const at = folder({
      "faultline.json": configuration("./known.json"),
      "part/faultline.json": configuration("own.json"),
      "a.ts": "Wrod",
      "part/b.ts": "ERROR",
    });
    const before = await run(at, "check");
    assert.equal(before.code, 2);
    assert.match(
      before.err,
      /^faultline\.json:1: error: The baseline '\.\/known\.json' does not exist; `faultline check --update` writes it\n/,
    );
    assert.equal((await run(at, "check", "--update")).code, 0);
    assert.match(at.read("known.json"), /"a\.ts"/);
    assert.match(at.read("part/own.json"), /"b\.ts"/);
    assert.deepEqual(await found(at), []);
    assert.deepEqual(await found(at, "--baseline", "known.json"), ["part/b.ts:1"], "what is given counts alone");
  });

  it("gives the same file from any folder", async () => {
    const at = folder({ "src/a.ts": "Wrod", "faultline.json": JSON.stringify({ baseline: "known.json" }) });
    await run(at, "check", "--update");
    const text = at.read("known.json");
    await at.run(["check", "..", "--update"], { loadEngine: wordEngine, cwd: join(at.path, "src") });
    assert.equal(at.read("known.json"), text);
  });

  it("is not written where the configuration is wrong", async () => {
    const at = folder({ "faultline.json": '{ "ruels": {} }', "a.ts": "Wrod" });
    const { code, err } = await check(at, "--update");
    assert.equal(code, 2);
    assert.match(err, /faultline: The baseline was not written, as the configuration has errors\n$/);
    assert.throws(() => at.read("known.json"));
  });

  it("names file, line and remedy where it is broken, and --update mends it", async () => {
    const at = folder({ "known.json": '{\n  "version": 1,\n', "a.ts": "Wrod" });
    const { code, err } = await check(at);
    assert.equal(code, 2);
    assert.match(err, /^known\.json:3: error: .*Mend this baseline, or write it anew with --update\n/);
    assert.equal((await check(at, "--update")).code, 0);
    assert.equal((await check(at)).code, 0);
  });

  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [["--baseline", "no.json"], /^faultline: There is no baseline 'no\.json'; --update writes it\n$/],
    [["--baseline", "a.ts"], /^faultline: A baseline is a \.json file, and 'a\.ts' has another name\n$/],
    [["--baseline", "dir.json"], /^faultline: 'dir\.json' is not a file\n$/],
    [["--update"], /^faultline: --update needs --baseline, or a "baseline" in faultline\.json\n$/],
    [["--update", "--stdin", "--stdin-filename", "a.ts"], /^faultline: --update cannot be used with --stdin\n$/],
    [["--baseline", "no/such/known.json", "--update"], /^faultline: The baseline no\/such\/known\.json was not written: it is gone\n$/],
  ];
  for (const [argv, message] of refused) {
    it(`ends with 2 and one sentence: ${argv.join(" ")}`, async () => {
      const at = folder({ "a.ts": "Wrod", "dir.json/x": "" });
      const { code, err } = await run(at, "check", ...argv);
      assert.match(err, message);
      assert.equal(code, 2);
    });
  }

  const paths: readonly (readonly [path: string, message: RegExp])[] = [
    ["../outside.json", /leads out of the workspace folder/],
    ["/etc/known.json", /is absolute/],
    ["//server/share/known.json", /is a network path/],
    ["https://example.com/known.json", /is a URL/],
    ["known.txt", /name a \.json file/],
  ];
  for (const [path, message] of paths) {
    it(`refuses the path ${path} in faultline.json`, async () => {
      const { code, err } = await run(folder({ "faultline.json": JSON.stringify({ baseline: path }), "a.ts": "" }), "check");
      assert.match(err, message);
      assert.equal(code, 2);
    });
  }

  it("refuses one in faultline.json that is a link out of the folder, to read and to write", async () => {
    const outside = folder({ "known.json": "{}" });
    const at = folder({ "faultline.json": JSON.stringify({ baseline: "known.json" }), "a.ts": "Wrod" });
    symlinkSync(join(outside.path, "known.json"), join(at.path, "known.json"));
    const { code, err } = await run(at, "check");
    assert.match(err, /leads out of the workspace folder/);
    assert.equal(code, 2);
    assert.equal((await run(at, "check", "--update")).code, 2);
    assert.equal(outside.read("known.json"), "{}");
    at.write("faultline.json", JSON.stringify({ baseline: "out/new.json" }));
    symlinkSync(outside.path, join(at.path, "out"));
    assert.equal((await run(at, "check", "--update")).code, 2);
    assert.throws(() => outside.read("new.json"));
  });
});
