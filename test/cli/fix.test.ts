import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "../../server/cli/edits";
import { type Folder, folder, wordEngine } from "./harness";

const fix = (at: Folder, ...argv: string[]) => at.run(["check", "--fix", ...argv], { loadEngine: wordEngine });

describe("faultline check --fix", () => {
  it("applies what is safe, and reports what is left", async () => {
    const at = folder({ "a.ts": "Wrod + Wrod;\nERROR;\n", "b.ts": "fine\n" });
    const { code, out, err } = await fix(at);
    assert.equal(at.read("a.ts"), "Word + Word;\nERROR;\n");
    assert.equal(code, 1);
    assert.match(out, /a\.ts:2:1 unknown-code/);
    assert.doesNotMatch(out, /Wrod/);
    assert.equal(err, "Fixed 2 findings\n");
  });

  it("ends with 0 where nothing is left", async () => assert.equal((await fix(folder({ "a.ts": "Wrod" }))).code, 0));

  it("goes on while one fix makes room for another", async () => {
    const at = folder({ "a.ts": "WWrodrod" });
    const { err } = await fix(at);
    assert.equal(at.read("a.ts"), "WWordrod");
    assert.match(err, /Fixed 1/);
    const nested = folder({ "a.ts": "Wrod" });
    const engine = await wordEngine();
    const chain = async () => ({
      ...engine,
      fixAll: ({ file: { text } }: Parameters<typeof engine.fixAll>[0]) =>
        text.length < 7 ? [{ span: { start: 0, end: 0 }, newText: "." }] : [],
    });
    await nested.run(["check", "--fix"], { loadEngine: chain });
    assert.equal(nested.read("a.ts"), "...Wrod");
  });

  it("stops where fixes turn in a circle", async () => {
    const at = folder({ "a.ts": "Wrod" });
    const engine = await wordEngine();
    const grow = async () => ({ ...engine, fixAll: () => [{ span: { start: 0, end: 0 }, newText: "." }] });
    await at.run(["check", "--fix"], { loadEngine: grow });
    assert.ok(at.read("a.ts").length < 20);
  });

  it("keeps line ends, the byte order mark and the file's mode", async () => {
    const at = folder({});
    at.write("a.ts", "\ufeff'é😀';\r\nWrod;\r\n", 0o755);
    await fix(at);
    assert.equal(at.read("a.ts"), "\ufeff'é😀';\r\nWord;\r\n");
    assert.equal(statSync(join(at.path, "a.ts")).mode & 0o777, 0o755);
    assert.deepEqual(readdirSync(at.path), ["a.ts"], "no temporary file stays");
  });

  it("writes through a link that is named, and keeps the link", async () => {
    const at = folder({ "real/a.ts": "Wrod" });
    symlinkSync(join(at.path, "real/a.ts"), join(at.path, "link.ts"));
    await fix(at, "link.ts");
    assert.equal(at.read("real/a.ts"), "Word");
    assert.ok(readdirSync(at.path, { withFileTypes: true }).some((entry) => entry.name === "link.ts" && entry.isSymbolicLink()));
  });

  it("refuses a file that has changed since it was read", async () => {
    const at = folder({ "a.ts": "Wrod" });
    const engine = await wordEngine();
    const meddling = async () => ({
      ...engine,
      analyze: (...of: Parameters<typeof engine.analyze>) => {
        writeFileSync(join(at.path, "a.ts"), "Wrod // and more");
        return engine.analyze(...of);
      },
    });
    const { code, out, err } = await at.run(["check", "--fix"], { loadEngine: meddling });
    assert.equal(at.read("a.ts"), "Wrod // and more");
    assert.equal(err, "a.ts was not fixed: it has changed since it was read\n");
    assert.match(out, /Wrod/);
    assert.equal(code, 1);
    assert.deepEqual(readdirSync(at.path), ["a.ts"]);
  });

  it("refuses a file whose bytes are no text, as writing it would change more than the fix", async () => {
    const at = folder({ "a.ts": Buffer.from([...Buffer.from("Wrod '"), 0xff, 0xfe, ...Buffer.from("'")]) });
    const before = readFileSync(join(at.path, "a.ts"));
    const { err } = await fix(at);
    assert.match(err, /was not fixed/);
    assert.deepEqual(readFileSync(join(at.path, "a.ts")), before);
  });

  it("changes nothing without being asked", async () => {
    const at = folder({ "a.ts": "Wrod" });
    await at.run(["check"], { loadEngine: wordEngine });
    assert.equal(at.read("a.ts"), "Wrod");
  });
});

describe("edits", () => {
  const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

  it("apply in the order of their places", () =>
    assert.equal(applyEdits("abcd", [edit(3, 4, "y"), edit(1, 2, "x"), edit(0, 0, ">")]), ">axcy"));

  it("leave out what overlaps", () => assert.equal(applyEdits("abcd", [edit(0, 3, "x"), edit(2, 4, "y")]), "xd"));
});
