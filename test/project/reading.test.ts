import assert from "node:assert/strict";
import { loadEngine, type Reading } from "../../server/project/engine";
import { seeded } from "../core/syntax/invariants";

const CALL = `const res = await fetch("https://api.acme.dev/v1/pay");
const body = await res.json();
// faultline-disable-next-line unknown-code
if (body.error.code === "BETA") retry();
`;

const FILES: readonly (readonly [path: string, text: string])[] = [
  [
    "a.vue",
    `<template>\n  <p v-if="body.ok">{{ body.id }}</p>\n</template>\n<script setup lang="ts">\n${CALL}</script>\n<style>p { }</style>\n`,
  ],
  ["a.svelte", `<script module>\nexport const a = 1;\n</script>\n<script>\n${CALL}</script>\n{#if body}<p on:click={() => a}>x</p>{/if}\n`],
  ["a.astro", `---\n${CALL}---\n<p>{body}</p>\n<script>\n${CALL}</script>\n`],
  ["a.html", `<!doctype html>\r\n<p>it's\r\n<script type="module">${CALL}</script>\r\n<script>f()</script>\r\n`],
  ["a.ts", CALL],
];

const INSERTS = [
  "<",
  ">",
  "</script>",
  "<script>",
  ' lang="ts"',
  "<!--",
  "-->",
  "{",
  "}",
  '"',
  "'",
  "`",
  "(",
  ")",
  "{{ a }}",
  "\n",
  "const x = 1;",
  "---",
  "x",
  "//",
];

describe("the reading of a file that is being edited", () => {
  for (const [path, text] of FILES) {
    it(`equals a fresh one: ${path}`, async () => {
      const { read } = await loadEngine();
      const random = seeded(path.length * 7);
      let current = text;
      let reading: Reading = await read(path, current);
      for (let i = 0; i < 150; i++) {
        const start = random(current.length + 1);
        const inserted = INSERTS[random(INSERTS.length)] as string;
        current = i % 12 === 11 ? text : current.slice(0, start) + inserted + current.slice(start + random(3) * random(6));
        reading = await read(path, current, reading);
        const fresh = await read(path, current);
        assert.deepEqual([reading.parsed.facts, reading.embedded], [fresh.parsed.facts, fresh.embedded], JSON.stringify(current));
      }
    });
  }
});
