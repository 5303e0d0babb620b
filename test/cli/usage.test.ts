import assert from "node:assert/strict";
import { type Folder, folder, wordEngine } from "./harness";

const run = (at: Folder, ...argv: string[]) => at.run(argv, { loadEngine: wordEngine });

describe("a command line that cannot be carried out", () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["chekc"], /^faultline: Unknown command 'chekc'; did you mean check\?\n$/],
    [["check", "--formt", "json"], /^faultline: Unknown option '--formt'; did you mean --format\?\n$/],
    [["check", "--format", "xml"], /^faultline: .*'xml' is invalid.*text, json, sarif, github\n$/],
    [["check", "--max-warnings", "few"], /^faultline: .*'few' is invalid\. Write a whole number\n$/],
    [["check", "--max-warnings", "-1"], /^faultline: /],
    [["check", "--max-warnings"], /^faultline: .*argument missing\n$/],
    [["check", "sr"], /^faultline: There is no file or folder 'sr'; did you mean 'src'\?\n$/],
    [["check", "src/aa.ts"], /^faultline: There is no file or folder 'src\/aa\.ts'; did you mean 'src\/a\.ts'\?\n$/],
    [["check", "a\u001b[31m.ts"], /^faultline: There is no file or folder 'a\[31m\.ts'\n$/],
    [["check", "--stdin"], /^faultline: --stdin needs --stdin-filename/],
    [["check", "--stdin-filename", "a.ts"], /^faultline: --stdin-filename is only for --stdin\n$/],
    [["check", "--stdin", "--stdin-filename", "a.txt"], /^faultline: 'a\.txt' has no extension of JavaScript or TypeScript\n$/],
    [["check", "src", "--stdin", "--stdin-filename", "a.ts"], /^faultline: --stdin takes no paths/],
    [["check", "--fix", "--stdin", "--stdin-filename", "a.ts"], /^faultline: --fix cannot be used with --stdin\n$/],
    [["explain"], /^faultline: Missing required argument 'code\|rule'\n$/],
    [["explain", "a", "b"], /^faultline: Too many arguments/],
    [["explain", "quota_exceded"], /^faultline: No provider has the code 'quota_exceded', .*; did you mean 'quota_exceeded'\?\n$/],
    [["explain", "mesage-match"], /^faultline: .*; did you mean 'message-match'\?\n$/],
    [["why", "src/a.ts"], /^faultline: 'src\/a\.ts' names no place; write FILE:LINE or FILE:LINE:COLUMN\n$/],
    [["why", "src/b.ts:1"], /^faultline: There is no file or folder 'src\/b\.ts'; did you mean 'src\/a\.ts'\?\n$/],
    [["why", "src/a.ts:9"], /^faultline: 'src\/a\.ts' has 2 lines and no line 9\n$/],
    [["why", "src/a.ts:1:0"], /^faultline: Columns count from 1\n$/],
    [["why", "src:1"], /^faultline: 'src' is not a JavaScript or TypeScript file\n$/],
    [["providers", "all"], /^faultline: Too many arguments/],
    [["import"], /^faultline: Missing required argument 'form'\n$/],
    [["export"], /^faultline: Unknown command 'export'/],
    [
      ["types", "our-own-api"],
      /^faultline: No provider has the id 'our-own-api'; "faultline providers" lists them, and a catalog of your own /,
    ],
    [["types", "stripee"], /^faultline: No provider has the id 'stripee'; did you mean 'stripe'\?\n$/],
    [["catalog", "chek", "a.json"], /^faultline: .*'chek' is invalid.*check\n$/],
    [["catalog", "check", "src/b.ts"], /^faultline: There is no file or folder 'src\/b\.ts'; did you mean/],
  ];
  for (const [argv, message] of cases) {
    it(`ends with 2 and one sentence: ${JSON.stringify(argv.join(" "))}`, async () => {
      const { code, out, err } = await run(folder({ "src/a.ts": "Wrod\n" }), ...argv);
      assert.match(err, message);
      assert.equal(out, "");
      assert.equal(code, 2);
    });
  }

  it("shows the help where there is no command at all", async () => {
    const { code, out, err } = await run(folder({}));
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /Usage: faultline/);
  });

  for (const argv of [["--help"], ["check", "--help"], ["--version"]]) {
    it(`ends with 0 for ${argv.join(" ")}`, async () => {
      const { code, out, err } = await run(folder({}), ...argv);
      assert.equal(code, 0);
      assert.match(out, argv[0] === "--version" ? /^\d+\.\d+\.\d+\n$/ : /Usage: faultline/);
      assert.equal(err, "");
    });
  }
});

describe("a configuration that cannot be used", () => {
  it("ends with 2, names file, line and remedy, and prints the findings all the same", async () => {
    const at = folder({ "faultline.json": '{\n  "rules": { "mesage-match": "error" }\n}', "a.ts": "Wrod" });
    const { code, out, err } = await run(at, "check", "--format", "json");
    assert.equal(code, 2);
    assert.equal(err, "faultline.json:2: error: No rule is named 'mesage-match'; did you mean 'message-match'?\n");
    assert.equal(JSON.parse(out).findings.length, 1);
  });

  it("is also a catalog of the workspace that is broken", async () => {
    const at = folder({ "faultline.json": '{"catalogs": ["acme.json"]}', "acme.json": '{\n"id": "acme",\n"kodes": []}', "a.ts": "" });
    const { code, err } = await run(at, "check");
    assert.equal(code, 2);
    assert.match(err, /^acme\.json:3: error: Unknown property 'kodes'; did you mean 'codes'\?\n$/);
  });

  it("is one below the working directory too, if it holds for a file that is checked", async () => {
    const at = folder({ "sub/faultline.json": '{"rulez": {}}', "sub/a.ts": "", "b.ts": "" });
    assert.match((await run(at, "check")).err, /^sub\/faultline\.json:1: error: /);
    assert.equal((await run(at, "check", "b.ts")).code, 0);
  });

  it("is said by every command that makes use of it", async () => {
    const at = folder({ "faultline.json": '{"catalogs": ["gone.json"]}' });
    for (const argv of [["providers"], ["explain", "quota_exceeded"]]) {
      const { code, out, err } = await run(at, ...argv);
      assert.deepEqual([code, err], [2, "faultline.json:1: error: The file 'gone.json' does not exist\n"]);
      assert.ok(out.length > 0);
    }
  });

  it("is not one above a root, as it does not hold", async () => {
    const at = folder({ "faultline.json": '{"rulez": {}}', "sub/faultline.json": '{"root": true}', "sub/a.ts": "", "b.ts": "" });
    assert.equal((await run(at, "check", "sub/a.ts")).code, 0);
    assert.equal((await run(at, "check", "b.ts")).code, 2);
  });

  it("is not one that only warns", async () => {
    const at = folder({ "faultline.json": '{"rules": {"of-another-version": "off"}}', "a.ts": "" });
    const { code, err } = await run(at, "check");
    assert.equal(code, 0);
    assert.match(err, /^faultline\.json:1: warning: /);
  });

  it("is a catalog of the program that is missing: that must not look like clean code", async () => {
    const { code, err } = await folder({ "a.ts": "" }).run(["check"], { assets: { read: async () => undefined }, loadEngine: wordEngine });
    assert.equal(code, 2);
    assert.match(err, /catalog\/index\.json is missing/);
  });
});

describe("text from standard input", () => {
  const check = (at: Folder, input: string, name: string, ...argv: string[]) =>
    at.run(["check", "--stdin", "--stdin-filename", name, "--format", "json", ...argv], { input, loadEngine: wordEngine });

  it("is checked as the file that it belongs to, which need not exist", async () => {
    const { code, out } = await check(folder({}), "\nWrod", "src/new.tsx");
    const { findings, summary } = JSON.parse(out);
    assert.equal(code, 1);
    assert.deepEqual([findings[0].file, findings[0].range.start], ["src/new.tsx", { line: 2, column: 1 }]);
    assert.deepEqual([summary.files, summary.analyzed, summary.skipped], [1, 1, 0]);
  });

  it("follows the configuration of that file", async () => {
    const at = folder({ "src/faultline.json": '{"ignore": ["*.gen.ts"]}' });
    const { code, out } = await check(at, "Wrod", "src/a.gen.ts");
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out).summary.skipped, 1);
    assert.equal((await check(at, "Wrod", "a.gen.ts")).code, 1);
  });
});
