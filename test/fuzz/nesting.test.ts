/** Texts that nest deeper than any stack: fewer facts, never a throw. */
import assert from "node:assert/strict";
import { analyze, NO_MODULES } from "../../server/core/analysis";
import { loadEngine } from "../../server/project/engine";
import { catalog } from "../core/catalog";
import { NESTS } from "./edits";

const REQUEST = 'const res = await fetch("https://api.acme.dev/v1/x"); const body = await res.json();\n';
const DEPTH = 3000;

describe("the core with deep nesting", () => {
  for (const [open, close] of NESTS) {
    const nested = open.repeat(DEPTH) + close.repeat(DEPTH);
    const asked = `${open.repeat(DEPTH)}body.error.code === "KEY_REVOKD"${close.repeat(DEPTH)}`;
    const texts: readonly (readonly [path: string, text: string])[] = [
      ["a.tsx", REQUEST + asked],
      ["a.ts", `${REQUEST}if (${open.repeat(DEPTH)}body.error.code === "KEY_REVOKD") f();`],
      ["a.vue", `<template>${nested}</template><script setup>${REQUEST}</script>`],
      ["a.svelte", `<script>${REQUEST}${asked}</script>${nested}`],
      ["a.astro", `---\n${REQUEST}\n---\n${nested}`],
      ["a.html", nested],
    ];
    it(JSON.stringify(open), async function () {
      this.timeout(60_000);
      const engine = await loadEngine();
      for (const [path, text] of texts) {
        const { parsed, embedded } = await engine.read(path, text);
        const file = { path, text, facts: parsed.facts, ...(embedded && { embedded }) };
        const environment = { catalog, settings: { rules: new Map(), binds: [] }, versions: new Map(), modules: NO_MODULES };
        assert.ok(analyze(file, environment).findings.length <= 2, path);
      }
    });
  }
});
