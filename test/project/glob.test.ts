import assert from "node:assert/strict";
import picomatch from "picomatch";
import { covers, type Glob, glob } from "../../server/project/glob";

const compile = (pattern: string): Glob => {
  const compiled = glob(pattern);
  if (typeof compiled === "string") throw new Error(`${pattern} ${compiled}`);
  return compiled;
};

describe("globs of a configuration", () => {
  it("match as the established library does", () => {
    const patterns = [
      "**/*.gen.ts",
      "src/**",
      "src/*",
      "*.ts",
      "**",
      "*",
      "a?c.ts",
      "src/**/test/*.ts",
      "**/{a,b}.ts",
      "{src,lib}/**/*.{js,ts}",
    ];
    patterns.push("src/*/x.ts", "**/x/**", "a*b*c.ts", "./src/*.ts", "src/{a,b/{c,d}}.ts", ".*", "**/.hidden/**", "src/**/*");
    const paths = [
      "a.ts",
      "abc.ts",
      "axxbxxc.ts",
      "a.gen.ts",
      "src/a.ts",
      "src/b/c.ts",
      "src/b/d.ts",
      "src/x/x.ts",
      "src/x/y/x.ts",
      "lib/a.js",
    ];
    paths.push(
      "src/test/a.ts",
      "src/a/b/test/a.ts",
      "x/a.ts",
      "x",
      "lib",
      ".hidden",
      ".hidden/a.ts",
      "a/.hidden/b.ts",
      "deep/a/b/c/d/e.gen.ts",
    );
    const different = patterns.flatMap((pattern) =>
      paths
        .filter((path) => compile(pattern).matches(path) !== picomatch.isMatch(path, pattern, { dot: true }))
        .map((path) => `${pattern} ${path}`),
    );
    assert.deepEqual(different, []);
  });

  it("take brackets and parentheses of a path as they are", () => {
    assert.ok(compile("app/[id]/(group)/*.ts").matches("app/[id]/(group)/page.ts"));
    assert.ok(!compile("app/[id]/*.ts").matches("app/i/page.ts"));
    assert.ok(compile("a{b").matches("a{b"));
    assert.ok(compile("a{b}").matches("a{b}"));
  });

  it("cover a folder and all below it", () => {
    assert.ok(covers(compile("legacy"), "legacy/a/b.ts"));
    assert.ok(covers(compile("legacy/"), "legacy/b.ts"));
    assert.ok(covers(compile("packages/*"), "packages/a/b.ts"));
    assert.ok(!covers(compile("legacy"), "legacy2/b.ts"));
    assert.ok(!covers(compile("legacy"), "src/legacy/b.ts"));
  });

  for (const pattern of [
    "../a",
    "a/../../b",
    "/etc/*",
    "C:/a",
    "https://x/*",
    "!a",
    "",
    " ",
    "a\\b",
    `${"{a,b}".repeat(10)}`,
    "a".repeat(1001),
  ]) {
    it(`refuse ${JSON.stringify(pattern.slice(0, 20))}`, () => assert.equal(typeof glob(pattern), "string"));
  }

  it("take no time that a pattern could drive up", () => {
    const start = performance.now();
    assert.ok(!compile(`${"*a".repeat(40)}b`).matches("a".repeat(250)));
    assert.ok(!compile(`${"**/a/".repeat(40)}b`).matches(`${"a/".repeat(1000)}c`));
    assert.ok(performance.now() - start < 500);
  });
});
