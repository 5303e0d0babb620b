import { strict as assert } from "node:assert";
import { hover } from "../../server/core/analysis";
import { analyzeText, type Options } from "./markers";

/** The hover at `|`, which stands nowhere else in the text. */
function at(source: string, options: Options = {}): string | undefined {
  const offset = source.indexOf("|>");
  return hover(analyzeText(source.replace("|>", ""), options), offset)?.markdown;
}

/** The rows of the tables in a hover, cells joined by ` · `. */
const rows = (markdown: string | undefined): readonly string[] =>
  (markdown ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| :--"))
    .map((line) => line.slice(2, -2).split(" | ").join(" · "))
    .filter((line) => !line.startsWith("Status "));

const inside = (body: string): string =>
  `import axios from "axios";\nasync function f() {\nconst res = await fetch("https://api.acme.dev/v1/pay");\nconst body = await res.json();\n${body}\n}`;

const all = [
  "400 · `BAD_REQUEST` · fix first",
  "402 · `CARD_DECLINED` · never retry",
  "403 · `KEY_REVOKED`, `KEY_LOCKED` · fix first",
  "404 · `NOT_FOUND` · never retry",
  "429 · `RATE_LIMIT` · retry after header",
  "500, 502 · `INTERNAL` · retry with backoff",
];
const forbidden = all.filter((line) => line.startsWith("403"));
const others = "any other ·  · not documented";

describe("hover on a value", () => {
  it("lists by status what a response can be", () =>
    assert.deepEqual(rows(at(inside("use(|>res);"))), [...all, others, "2xx ·  · success"]));
  it("lists codes alone on a code", () => assert.deepEqual(rows(at(inside("use(body.error.|>code);"))), all));
  it("knows what the status leaves of the code", () => {
    assert.deepEqual(rows(at(inside("if (res.status === 403) use(body.error.|>code);"))), forbidden);
    assert.deepEqual(rows(at(inside("if (res.status !== 403) return;\nconst code = body.error.code;\nuse(|>code);"))), forbidden);
  });
  it("knows what a code leaves of the status", () =>
    assert.deepEqual(rows(at(inside(`if (body.error.code === "INTERNAL") use(res.|>status);`))), all.slice(-1)));
  it("names the class of what nobody documents", () =>
    assert.deepEqual(rows(at(inside("if (res.status >= 500) use(|>res);"))), [...all.slice(-1), "other 5xx ·  · not documented"]));
  it("tells a success", () => assert.match(at(inside("if (res.ok) use(|>res);")) ?? "", /Acme\n\nOnly a success$/));
  it("speaks of a caught error, with what never got an answer", () =>
    assert.deepEqual(rows(at(inside(`try { await axios.get("https://api.acme.dev/x"); } catch (err) { use(|>err); }`))), [
      ...all,
      others,
      "none ·  · no response",
    ]));
  it("says that other errors can be there", () =>
    assert.match(
      at(inside(`try { await axios.get("https://api.acme.dev/x"); await other(); } catch (err) { use(|>err); }`)) ?? "",
      /Errors of other calls can be here too\.$/,
    ));
  it("has one table for each API", () => {
    const source = `try { await axios.get("https://api.acme.dev/x"); await axios.get("https://zeta.example/y"); } catch (err) { use(|>err); }`;
    const shown = at(inside(source)) ?? "";
    assert.match(shown, /· Acme[\s\S]*· Zeta[\s\S]*`quota_gone`/);
  });
  it("speaks of a status of nobody once it is narrowed", () => {
    const own = (use: string) => inside(`const own = await fetch("/own");\n${use}`);
    assert.equal(at(own("use(own.|>status);")), undefined);
    assert.equal(at(own("if (own.status >= 400) use(own.|>status);")), undefined);
    assert.deepEqual(rows(at(own("if (own.status === 404 || own.status === 410) use(own.|>status);"))), [
      "404 · Not Found · never retry",
      "410 ·  · ",
    ]);
    assert.equal(at(own("if (own.status === 404) use(|>own);")), undefined);
  });
  it("keeps the card of a literal", () => assert.match(at(inside(`if (body.error.code === "NOT|>_FOUND") use();`)) ?? "", /No such thing/));
  it("says nothing of data, messages and other names", () => {
    for (const use of ["use(body.|>items)", "use(body.error.|>message)", "use(|>other)", "const |>mine = 1", "throw new |>Error()"])
      assert.equal(at(inside(use)), undefined, use);
  });
  it("says nothing where nothing gets, and nothing of a file bound to nobody", () => {
    assert.equal(at(inside("return;\nuse(|>res);")), undefined);
    assert.equal(at(inside("use(|>res);"), { binds: [{ kind: "files", provider: "none" }] }), undefined);
  });
  it("cuts a long list", () => {
    const status = (n: number) => `own.status === ${n}`;
    const source = inside(
      `const own = await fetch("/own");\nif (${[400, 401, 403, 404, 405, 406, 409, 410, 411, 412].map(status).join(" || ")}) use(own.|>status);`,
    );
    assert.equal(rows(at(source)).length, 8);
    assert.match(rows(at(source)).at(-1) ?? "", /^and 3 more/);
  });
});

describe("hover on a branch", () => {
  const shown = (body: string): readonly string[] => rows(at(inside(body)));
  it("lists what goes into an if, and what is left for its else", () => {
    assert.deepEqual(shown("|>if (res.status === 403) use(); else other();"), forbidden);
    const left = shown("if (res.status === 403) use(); |>else other();");
    assert.deepEqual(left, [...all.filter((line) => !line.startsWith("403")), others, "2xx ·  · success"]);
  });
  it("lists what comes to a switch, to a case and to its default", () => {
    const chain = (place: number): string =>
      ["switch", "case", "default"].reduce(
        (text, word, i) => (i === place ? text.replace(word, `|>${word}`) : text),
        `if (res.ok) return; switch (body.error.code) { case "KEY_LOCKED": use(); break; default: other(); }`,
      );
    assert.deepEqual(shown(chain(0)), [...all, others]);
    assert.deepEqual(shown(chain(1)), ["403 · `KEY_LOCKED` · fix first"]);
    assert.deepEqual(shown(chain(2)), [...all.map((line) => line.replace(", `KEY_LOCKED`", "")), others]);
  });
  it("knows switch (true)", () => assert.deepEqual(shown("switch (true) { |>case res.status === 403: use(); break; }"), forbidden));
  it("lists what a catch can get", () =>
    assert.equal(shown(`try { await axios.get("https://api.acme.dev/x"); } |>catch (err) { use(err); }`).length, all.length + 2));
  it("says nothing where the condition is about something else", () => {
    for (const body of ["|>if (ready) use(res);", "|>switch (mode) { case 1: }", "try { JSON.parse(text); } |>catch (e) { use(e); }"])
      assert.equal(at(inside(body)), undefined, body);
  });
  it("says nothing where nobody knows who answers", () =>
    assert.equal(at(inside(`const own = await fetch("/own");\n|>if (own.status === 404) use();`)), undefined));
});

describe("hover on a retry", () => {
  const loop = (url: string, body: string): string =>
    `async function f() {\n|>for (let i = 0; i < 3; i++) {\nconst res = await fetch("${url}");\n${body}\nawait sleep(1);\n}\n}`;
  it("is a table of what happens, and marks where the documentation disagrees", () => {
    const shown = at(loop("https://api.acme.dev/x", `if (res.ok || (res.status !== 404 && res.status < 500)) return res;`));
    assert.match(shown ?? "", /^\*\*This loop repeats\*\* a request to Acme: up to 3 tries in all, a wait of `1`\n/);
    assert.deepEqual(rows(shown), [
      "400, 403 · `BAD_REQUEST`, `KEY_REVOKED`, `KEY_LOCKED` · stops · fix first",
      "402 · `CARD_DECLINED` · stops · never retry",
      "404 · `NOT_FOUND` · repeated · ≠ never retry",
      "429 · `RATE_LIMIT` · stops · ≠ retry after header",
      "500, 502 · `INTERNAL` · repeated · retry with backoff",
      "any other ·  · some repeated · ",
      "none ·  · stops · ",
    ]);
    assert.match(shown ?? "", /≠ The code and Acme disagree/);
  });
  it("tells how long it waits, and after which status as Retry-After says", () => {
    const shown = at(`const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function f() {
  |>while (true) {
    const res = await fetch("https://api.acme.dev/x");
    if (res.ok) return res;
    if (res.status === 429) { await sleep(Number(res.headers.get("Retry-After")) * 1000); continue; }
    if (res.status !== 500) throw new Error("no");
    await sleep(1000);
  }
}`);
    assert.match(shown ?? "", /a request to Acme: without end\n/);
    assert.ok(rows(shown).includes("429 · `RATE_LIMIT` · repeated, as Retry\\-After says · retry after header"), shown);
    assert.ok(rows(shown).includes("500 · `INTERNAL` · repeated · retry with backoff"), shown);
  });
  it("stands over the call by which a function calls itself", () => {
    const shown = at(`async function load(attempt = 0) {
  const res = await fetch("https://api.acme.dev/x");
  if (res.status === 404 && attempt < 3) return |>load(attempt + 1);
  return res;
}`);
    assert.match(shown ?? "", /^\*\*This call repeats\*\* a request to Acme/);
    assert.ok(rows(shown).includes("404 · `NOT_FOUND` · repeated · ≠ never retry"), shown);
  });
  it("stands over a library's call and its options, with the figures of the version that is installed", () => {
    const source = (limit: string, call: string) =>
      `import got from "got";\nexport const load = () => ${call}got("https://api.acme.dev/x", { retry: { ${limit}limit: 5, statusCodes: [404, 500] } });`;
    const shown = at(source("", "|>"));
    assert.match(shown ?? "", /^\*\*got repeats\*\* a request to Acme: up to 6 tries in all, a first wait of 1 s that doubles/);
    assert.ok(rows(shown).includes("404 · `NOT_FOUND` · repeated · ≠ never retry"), shown);
    assert.ok(rows(shown).includes("502 · `INTERNAL` · stops · ≠ retry with backoff"), shown);
    assert.match(shown ?? "", /From `limit`, `statusCodes`; the rest is the default of got/);
    assert.equal(at(source("|>", "")), shown);
  });
  it("stands over the call of a library that is given a function", () => {
    const shown = at(`import pRetry from "p-retry";
export const load = () => |>pRetry(async () => {
  const res = await fetch("https://api.acme.dev/x");
  if (!res.ok && res.status !== 404) throw new Error("no");
  return res;
}, { retries: 4, minTimeout: 500 });`);
    assert.match(shown ?? "", /up to 5 tries in all, a first wait of 500 ms that doubles/);
    assert.ok(rows(shown).includes("404 · `NOT_FOUND` · stops · never retry"), shown);
    assert.ok(rows(shown).includes("500, 502 · `INTERNAL` · repeated · retry with backoff"), shown);
  });
  it("parts codes of one status", () => {
    const list = rows(
      at(loop("https://api.acme.dev/x", `if (res.ok) return res;\nif ((await res.json()).error.code !== "KEY_LOCKED") break;`)),
    );
    assert.ok(list.includes("403 · `KEY_LOCKED` · repeated · ≠ fix first"), list.join("\n"));
    assert.ok(list.includes("400, 403 · `BAD_REQUEST`, `KEY_REVOKED` · stops · fix first"), list.join("\n"));
  });
  it("has the protocol's word where nobody knows who answers", () => {
    assert.deepEqual(rows(at(loop("/own", "if (res.ok) return res.json();"))), [
      "501, 505, other 4xx · repeated · ≠ a repeat does not change it",
      "408, 409, 425, 429, other 5xx · repeated · may come right",
      "no response · stops · ",
    ]);
    assert.deepEqual(rows(at(loop("/own", "if (res.status !== 404 && res.status !== 503) return res.json();"))), [
      "404 · repeated · ≠ a repeat does not change it",
      "503 · repeated · may come right",
      "any other · stops · ",
      "no response · stops · ",
    ]);
  });
  it("is silent over the rest of the loop's head, and over a loop that repeats nothing", () => {
    assert.equal(at(loop("/own", "if (res.ok) return res.json();").replace("|>", "").replace("i++", "|>i++")), undefined);
    assert.equal(at("|>for (const x of xs) use(x);"), undefined);
  });
});
