import assert from "node:assert";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { FileParams, ReadAssetParams } from "../../server/lsp/protocol";
import { Editor } from "./editor";
import { byChannel, byWorker, dist } from "./transport";
import { acme, acmeCatalog, vantaprism } from "./workspace";

describe("the server's forms", () => {
  let editor: Editor | undefined;
  afterEach(() => editor?.kill());

  it("speaks by the channel of the process that forked it", async () => {
    editor = await Editor.start({}, byChannel());
    await editor.open("file:///somewhere/a.ts", vantaprism);
    assert.equal((await editor.pull("file:///somewhere/a.ts")).length, 1);
    assert.equal(await editor.stop(), 0);
  });

  it("says how to start it when nobody is there to talk to", () => {
    const { status, stderr } = spawnSync(process.execPath, [path.join(dist, "server.js")], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /--stdio/);
  });

  it("runs in a worker, and asks the editor for all it reads", async () => {
    const root = "vscode-vfs://github/me/repo";
    const files = new Map([
      [`${root}/faultline.json`, JSON.stringify({ catalogs: ["errors/acme.json"], rules: { "unknown-code": "error" } })],
      [`${root}/errors/acme.json`, acmeCatalog(["user_gone"])],
      [`${root}/src/http.ts`, `export const ask = (path: string) => fetch("https://api.acme.test" + path);`],
    ]);
    const read: string[] = [];
    editor = await Editor.start(
      {
        initializationOptions: { assets: true, files: true },
        answers: {
          "faultline/readAsset": ({ name }: ReadAssetParams) => {
            read.push(name);
            const file = path.join(dist, name);
            return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
          },
          "faultline/readFile": ({ uri }: FileParams) => files.get(uri) ?? null,
          "faultline/stat": ({ uri }: FileParams) => (files.has(uri) ? { kind: "file", size: files.get(uri)?.length, mtime: 1 } : null),
          "faultline/list": () => [],
        },
        folderUris: [root],
      },
      byWorker(),
    );
    await editor.open(`${root}/src/a.ts`, acme("user_gon"));
    assert.deepEqual(
      (await editor.pull(`${root}/src/a.ts`)).map(({ code, severity }) => [code, severity]),
      [["unknown-code", 1]],
    );
    await editor.open(`${root}/src/b.ts`, vantaprism);
    assert.deepEqual(
      (await editor.pull(`${root}/src/b.ts`)).map(({ code }) => code),
      ["unknown-code"],
    );
    await editor.open(
      `${root}/src/c.ts`,
      `import { ask } from "./http";\nconst body = await (await ask("/x")).json();\nif (body.error.code === "user_gon") console.log(1);`,
    );
    assert.deepEqual(
      (await editor.pull(`${root}/src/c.ts`)).map(({ code }) => code),
      ["unknown-code"],
      "the request is in another file",
    );
    const component = `${root}/src/App.vue`;
    await editor.open(
      component,
      `<template><p v-if="body.error.code === 'KEY_LOCKD'"/></template>\n<script setup>\n${vantaprism}</script>\n`,
      "vue",
    );
    assert.equal((await editor.pull(component)).length, 2, "script and template");
    assert.deepEqual(read, ["catalog/index.json", "catalog/providers/vantaprism.json"], "each once, and only what is needed");
    assert.deepEqual(editor.logged, []);
    await editor.stop();
  });
});
