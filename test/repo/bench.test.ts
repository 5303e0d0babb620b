import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { others, own } from "../../scripts/bench/contenders.mjs";
import { median, percentile, run, turned } from "../../scripts/bench/measure.mjs";
import { page, time } from "../../scripts/bench/page.mjs";
import { sample, tree } from "../../scripts/bench/samples.mjs";

describe("the measurements", function () {
  this.timeout(60_000);
  let folder = "";
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "faultline-bench-test-"));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("take the middle, and what one in twenty exceeds", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(percentile([...Array(100).keys()], 0.95), 94);
    assert.ok(Number.isNaN(median([])));
    assert.deepEqual(turned(["a", "b", "c"], 4), ["b", "c", "a"]);
  });

  it("are of files as long as they say, with as many requests", () => {
    for (const [lines, requests] of [
      [500, 1],
      [500, 20],
      [5000, 4],
      [5000, 200],
    ] as const) {
      const text = sample(lines, requests);
      assert.equal(text.split("\n").length - 1, lines);
      assert.equal(text.split("await fetch(").length - 1, requests);
    }
  });

  it("list and read every file of a folder", async () => {
    tree(path.join(folder, "made"), 60);
    const [, , floor] = own(path.join(folder, "made"), path.join(folder, "cache"));
    assert.ok(floor);
    const { output, ms } = await run(floor.command);
    assert.match(output, /^60 files, \d{5,} bytes$/m);
    assert.ok(ms > 0);
  });

  it("name the tools that are missing", () => {
    assert.deepEqual(others(folder, undefined, folder), {
      contenders: [],
      missing: ["oxlint", "Biome", "ast-grep", "ESLint with typescript-eslint"],
    });
  });

  it("end with what a tool said that failed", async () => {
    await assert.rejects(
      run({ command: process.execPath, args: ["-e", "console.error('no such rule'); process.exit(3)"] }),
      /3:\nno such rule/,
    );
  });

  it("say what is wrong with an option", () => {
    const main = path.resolve(import.meta.dirname, "../../scripts/bench/main.mjs");
    const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", main, "--rounds", "none"], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /--rounds takes a whole number above 0, not none/);
  });

  it("become a page with medians, ratios and targets", () => {
    const scan = (id: string, ms: readonly number[]) => ({ id, title: id, ms, bytes: [50e6] });
    const text = page({
      ...{ machine: "2 cores", date: "2026-01-02", program: "Faultline 1.2.3", missing: ["Biome"] },
      scans: [scan("first", [300, 900, 310]), scan("second", [150]), scan("floor", [100]), scan("oxlint", [200])],
      typing: [{ lines: 5000, requests: 4, keys: [1, 2, 30], bytes: [] }],
      start: { bare: [50], ms: [100] },
    });
    assert.ok(text.includes("| first |  | 310 ms | 300 ms – 900 ms | 1.00 × | 50 MB | 3 |"), text);
    assert.ok(text.includes("| first run, to oxlint with one rule | 1.55 × | ≤ 3.00 × |"), text);
    assert.ok(text.includes("| second run, to list and read | 1.50 × | ≤ 1.50 × |"), text);
    assert.ok(text.includes("left out: Biome."), text);
    assert.ok(text.includes("| 5,000 lines, 4 requests | 2.0 ms | 30 ms | ≤ 10 ms | – |"), text);
    assert.ok(text.includes("| first diagnostics | 100 ms | 2.00 × | ≤ 2.5 × | 1 |"), text);
    assert.deepEqual([4.14, 340, 1200, 61_000].map(time), ["4.1 ms", "340 ms", "1.2 s", "61 s"]);
  });
});
