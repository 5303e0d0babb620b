import assert from "node:assert";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const sources = fs.readdirSync(path.join(root, "examples/src")).filter((name) => !name.endsWith(".d.ts"));

/** `"examples/src/erynoa.ts:14 unknown-code"`: a comment in the line above announces what the demo wants to show. */
const announced = sources.flatMap((name) => {
  const file = `examples/src/${name}`;
  const lines = fs.readFileSync(path.join(root, file), "utf8").split("\n");
  return lines.flatMap((line, i) => {
    const rule = /^\s*\/\/ ([a-z]+(?:-[a-z]+)+): /.exec(line)?.[1];
    return rule === undefined ? [] : [`${file}:${i + 2} ${rule}`];
  });
});

interface Report {
  readonly findings: readonly {
    readonly file: string;
    readonly rule: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
}

describe("the demo workspace", () => {
  it("has exactly the findings that its comments announce", () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ["dist/cli.js", "check", "examples", "--format", "json"], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(status, 1, stderr);
    const { findings } = JSON.parse(stdout) as Report;
    assert.deepEqual(findings.map(({ file, range, rule }) => `${file}:${range.start.line} ${rule}`).sort(), [...announced].sort());
  });

  it("shows every rule there is, and every one of the five APIs", () => {
    const pages = fs.readdirSync(path.join(root, "server/core/rules")).filter((name) => name.endsWith(".md"));
    const shown = new Set(announced.map((line) => line.split(" ")[1]));
    assert.deepEqual(
      pages.filter((page) => !shown.has(page.replace(".md", ""))),
      [],
    );
    for (const provider of ["vantaprism", "technologychecker", "erynoa", "reputio", "elestrals"]) {
      assert.ok(
        sources.some((name) => name.startsWith(provider)),
        provider,
      );
    }
  });
});
