/** Which loops and which functions that call themselves repeat a request, and after which outcomes. */
import { strict as assert } from "node:assert";
import { retriesOf } from "../../server/core/flow/retries";
import { analyzeText } from "./markers";

/** `"loop 404 503"`, of a few statuses and `network`. */
const repeated = (text: string): readonly string[] =>
  retriesOf(analyzeText(text).flow).map(({ form, rows }) => {
    const told = new Set(rows.map(({ status }) => status ?? "network"));
    return [form, ...["network", 200, 400, 404, 503].filter((each) => told.has(each as number))].join(" ");
  });

describe("a function that calls itself with an object", () => {
  const load = (params: string, request: string, again: string) => `export async function load(${params}) {
  const res = await fetch(${request});
  if (res.status >= 500) { await sleep(1000); return load(${again}); }
  return res.json();
}`;

  it("repeats the request where its properties stay", () => {
    assert.deepEqual(repeated(load("{ url, n = 3 }", "url", "{ url, n: n - 1 }")), ["recursion 503"]);
    assert.deepEqual(repeated(load("params", "params.url", "{ ...params, n: params.n - 1 }")), ["recursion 503"]);
    assert.deepEqual(repeated(load("url, options", "url, options", "url, { ...options, retries: options.retries - 1 }")), [
      "recursion 503",
    ]);
  });

  it("makes another where they change", () => {
    for (const text of [
      load("{ url, page }", "`${url}?page=${page}`", "{ url, page: page + 1 }"),
      load("params", "`/x?page=${params.n}`", "{ ...params, n: params.n + 1 }"),
      load("params", "params.url", "{ n: params.n - 1 }"),
      load("params", "params.url", "{ ...params, ...changed }"),
      load("params", "params.url", "{ ...others, url: other }"),
      load("params", "params.url, params", "{ ...params, body: smaller }"),
      load("{ url, ...rest }", "url, rest", "{ url, ...rest, n: 1 }"),
    ])
      assert.deepEqual(repeated(text), [], text);
  });
});

describe("a loop that knows by a name that it is done", () => {
  const loop = (before: string, test: string, body: string) => `export async function run() {
  ${before}
  while (${test}) { ${body} }
}`;

  it("repeats what leaves it undone", () => {
    assert.deepEqual(repeated(loop("let done = false;", "!done", `try { await fetch("/x"); done = true; } catch { await sleep(1000); }`)), [
      "loop network",
    ]);
    const checked = `const res = await fetch("/x"); if (res.ok || res.status === 404) { done = true; } else await sleep(1000);`;
    assert.deepEqual(repeated(loop("let done = false; let n = 0;", "!done && n++ < 5", checked)), ["loop 400 503"]);
    const told = `const res = await fetch("/x"); again = !res.ok && res.status !== 404;`;
    assert.deepEqual(repeated(loop("let again = true;", "again", told)), ["loop 400 503"]);
    assert.deepEqual(repeated(`async function run() { let again; do { ${told} } while (again); }`), ["loop 400 503"]);
    assert.deepEqual(repeated(loop("let res;", "!res", `try { res = await fetch("/x"); } catch { await sleep(1000); }`)), ["loop network"]);
  });

  it("polls, pages or asks where it does not hang on a failure", () => {
    for (const body of [
      `const res = await fetch("/x"); const job = await res.json(); done = job.state === "done";`,
      `const body = await (await fetch("/x")).json(); if (!body.next) done = true;`,
      `try { await fetch("/x"); done = true; } catch { done = await asked(); }`,
      `const res = await fetch("/x"); if (isFine(res)) done = true;`,
    ])
      assert.deepEqual(
        repeated(loop("let done = false;", "!done", body)).filter((found) => found !== "loop"),
        [],
        body,
      );
  });

  it("is left alone where another function ends it", () => {
    const text = loop(
      "let done = false; on('end', () => { done = true; });",
      "!done",
      `try { await fetch("/x"); done = true; } catch { await sleep(1); }`,
    );
    assert.deepEqual(repeated(text), []);
  });
});
