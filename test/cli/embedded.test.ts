import assert from "node:assert/strict";
import { folder } from "./harness";

const call = `const res = await fetch("https://api.vantaprism.me/v1/x");
const body = await res.json();
`;

describe("files that hold scripts on the command line", () => {
  it("are checked, explained and mended in place", async () => {
    const vue = `<template>\r\n  <p>it's</p>\r\n</template>\r\n<script setup>\r\n${call}if (body.error.code === "FORBIDEN_SCOPE") ask();\r\n</script>\r\n`;
    const html = `<p>a < b</p><script type="module">\n${call}if (body.error.code === "KEY_LOCKD") wait();\n</script>\n`;
    const at = folder({ "App.vue": vue, "page.html": html, "none.html": "<p>no script</p>", "data.svelte": "<script>" });
    const { code, out } = await at.run(["check", "--format", "json"]);
    const { findings, summary } = JSON.parse(out);
    assert.deepEqual(
      findings.map((f: { file: string; range: { start: object } }) => [f.file, f.range.start]),
      [
        ["App.vue", { line: 7, column: 25 }],
        ["page.html", { line: 4, column: 25 }],
      ],
    );
    assert.deepEqual([code, summary.analyzed, summary.skipped], [1, 4, 0]);
    const why = await at.run(["why", "page.html:4"]);
    assert.match(why.out, /VantaPrism/);
    const fixed = await at.run(["check", "--fix"]);
    assert.equal(fixed.code, 0, fixed.out);
    assert.equal(at.read("App.vue"), vue.replace("FORBIDEN", "FORBIDDEN"));
    assert.equal(at.read("page.html"), html.replace("LOCKD", "LOCKED"));
  });

  it("are read from standard input by the name that is given", async () => {
    const input = `<script>\n${call}if (body.error.code === "KEY_LOCKD") wait();\n</script>`;
    const { out } = await folder({}).run(["check", "--stdin", "--stdin-filename", "a.svelte", "--format", "json"], { input });
    assert.equal(JSON.parse(out).findings.length, 1);
  });
});
