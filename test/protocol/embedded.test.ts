import assert from "node:assert";
import type { CodeAction, Diagnostic, MarkupContent } from "vscode-languageserver-protocol/node";
import { Editor } from "./editor";
import { vantaprism } from "./workspace";

/** Each kind of file with the same script, where the language's own extension has it and where it is plain text. */
const documents: readonly (readonly [uri: string, languageId: string, text: string])[] = [
  ["file:///somewhere/App.vue", "vue", `<template>\n  <p>it's</p>\n</template>\n\n<script setup lang="ts">\n${vantaprism}</script>\n`],
  ["file:///somewhere/Plain.vue", "plaintext", `<script setup>\n${vantaprism}</script>\n`],
  ["file:///somewhere/App.svelte", "svelte", `<script>\n${vantaprism}</script>\n\n{#if body}<p class={body}>😀</p>{/if}\n`],
  ["file:///somewhere/page.astro", "astro", `---\n${vantaprism}---\n<p>{body}</p>\n`],
  ["file:///somewhere/page.html", "html", `<!doctype html>\r\n<p>it's 😀\r\n<script type="module">${vantaprism}</script>\r\n`],
  ["untitled:Untitled-1", "html", `<script>${vantaprism}</script>`],
];

describe("a file that holds scripts", () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start();
  });
  afterEach(() => editor.kill());

  const disable = (actions: readonly CodeAction[]): CodeAction | undefined => actions.find(({ title }) => title.startsWith("Disable"));

  for (const [uri, languageId, text] of documents) {
    it(`${uri} as ${languageId}: findings, hover, completion and fixes at their places`, async () => {
      await editor.open(uri, text, languageId);
      const [found, ...others] = await editor.pull(uri);
      assert.deepEqual([found?.code, others], ["unknown-code", []]);
      const inner = editor.rangeOf(uri, "FORBIDEN_SCOPE");
      const whole = {
        start: { ...inner.start, character: inner.start.character - 1 },
        end: { ...inner.end, character: inner.end.character + 1 },
      };
      assert.deepEqual(found?.range, whole);
      const actions = await editor.actions(uri, whole, [found as Diagnostic]);
      const fix = actions.find(({ isPreferred }) => isPreferred);
      assert.equal(fix && editor.applied(uri, fix), text.replace("FORBIDEN", "FORBIDDEN"));
      const silenced = editor.applied(uri, disable(actions) as CodeAction);
      const hover = await editor.hover(uri, editor.at(uri, "b|ody.error.code"));
      assert.ok(hover);
      assert.match((hover.contents as MarkupContent).value, /VantaPrism/);
      await editor.replace(uri, '"FORBIDEN_SCOPE"', '""');
      const items = await editor.complete(uri, editor.at(uri, '"|")'));
      assert.ok(items.some(({ label }) => label === "FORBIDDEN_SCOPE"));
      await editor.replace(uri, '""', '"KEY_LOCKED"');
      assert.deepEqual(await editor.pull(uri), []);
      const other = uri.replace("somewhere", "elsewhere").replace("-1", "-2");
      await editor.open(other, silenced, languageId);
      assert.deepEqual(await editor.pull(other), [], silenced);
    });
  }

  it("knows the expressions of a Vue template, and mends them within their quotes", async () => {
    const uri = "file:///somewhere/Template.vue";
    const text = `<template>\n  <p v-if="body.error.code === 'FORBIDEN_SCOPE'">{{ body.error.code === "" }}</p>\n</template>\n<script setup>\n${vantaprism.replace(/^if.*\n/m, "")}</script>\n`;
    await editor.open(uri, text, "vue");
    const [found, ...others] = await editor.pull(uri);
    assert.deepEqual([found?.code, found?.range, others], ["unknown-code", editor.rangeOf(uri, "'FORBIDEN_SCOPE'"), []]);
    const actions = await editor.actions(uri, editor.rangeOf(uri, "FORBIDEN_SCOPE"), [found as Diagnostic]);
    const [fix] = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(fix && editor.applied(uri, fix), text.replace("FORBIDEN", "FORBIDDEN"));
    const comment = "  <!-- faultline-disable-next-line unknown-code -- reason -->\n";
    assert.equal(editor.applied(uri, disable(actions) as CodeAction), text.replace("  <p", `${comment}  <p`));
    const hover = await editor.hover(uri, editor.at(uri, "body.error.co|de === 'F"));
    assert.ok(hover);
    assert.match((hover.contents as MarkupContent).value, /VantaPrism/);
    const items = await editor.complete(uri, editor.at(uri, '"|" }}'));
    assert.ok(items.some(({ label }) => label === "FORBIDDEN_SCOPE"));
    await editor.replace(uri, "{{ body", "{{ (body");
    assert.deepEqual(await editor.pull(uri), [], "a half-typed template waits until it is whole");
    await editor.replace(uri, "{{ (body", "{{ body");
    assert.equal((await editor.pull(uri)).length, 1);
  });

  it("follows edits of markup and script, from half-typed to whole", async () => {
    const [uri, languageId, text] = documents[0] as (typeof documents)[number];
    await editor.open(uri, "", languageId);
    const at = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    assert.deepEqual(await editor.pull(uri), []);
    for (let end = text.length; end > 0; end -= 9) {
      await editor.change(uri, [{ range: at, text: text.slice(Math.max(0, end - 9), end) }]);
      await editor.pull(uri);
    }
    assert.equal(editor.text(uri), text);
    assert.deepEqual(
      (await editor.pull(uri)).map(({ code }) => code),
      ["unknown-code"],
    );
    await editor.replace(uri, ' lang="ts"', ' lang="tsx"');
    assert.equal((await editor.pull(uri)).length, 1, "another language is a fresh reading");
    await editor.replace(uri, "<script", "<!-- <script");
    assert.deepEqual(await editor.pull(uri), [], "a comment around it takes it away");
    assert.deepEqual(editor.logged, []);
  });
});
