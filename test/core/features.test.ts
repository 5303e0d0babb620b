import { strict as assert } from "node:assert";
import type { Catalog } from "../../catalog/model/catalog";
import { complete, fixAll, hover, wants, why } from "../../server/core/analysis";
import { escapeText, link } from "../../server/core/features/markdown";
import { catalog } from "./catalog";
import { analyzeText } from "./markers";

/** The text with `|` taken out, and where it stood. */
function at(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf("|");
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

const head = `const res = await fetch("https://api.acme.dev/v1/pay");\nconst body = await res.json();\n`;

function hoverAt(source: string): string | undefined {
  const { text, offset } = at(head + source);
  return hover(analyzeText(text), offset)?.markdown;
}

function labels(source: string): readonly string[] {
  const { text, offset } = at(head + source);
  return [...complete(analyzeText(text), offset)].sort((a, b) => (a.sortText < b.sortText ? -1 : 1)).map((c) => c.label);
}

describe("hover", () => {
  it("shows a code with status, meaning, action, retry, request id and documentation", () => {
    const card = hoverAt(`if (body.error.code === "RATE|_LIMIT") wait();`) ?? "";
    for (const part of [
      "`RATE_LIMIT`",
      "429",
      "Acme",
      "Too many requests",
      "Wait",
      "Retry\\-After",
      "`error.request_id`",
      "(https://acme.example/errors)",
    ]) {
      assert.ok(card.includes(part), `${part} in\n${card}`);
    }
  });
  it("speaks at a constant's use and where it is written", () => {
    assert.ok(hoverAt(`const X = "NOT|_FOUND";\nif (body.error.code === X) wait();`)?.includes("No such thing"));
    assert.ok(hoverAt(`const X = "NOT_FOUND";\nif (body.error.code === |X) wait();`)?.includes("No such thing"));
  });
  it("shows a status with the provider's codes", () => {
    const card = hoverAt(`if (res.status === 4|03) wait();`) ?? "";
    assert.ok(card.includes("403") && card.includes("`KEY_REVOKED`") && card.includes("`KEY_LOCKED`"), card);
  });
  it("falls back to HTTP for a status of nobody", () =>
    assert.ok(hoverAt(`const r = await fetch("/own");\nif (r.status === 4|04) wait();`)?.includes("Nothing there")));
  it("shows a platform's code on an error of nobody", () =>
    assert.ok(hoverAt(`try { x(); } catch (e) { if (e.code === "ENO|ENT") y(); }`)?.includes("Node")));
  it("says nothing of other strings", () => {
    assert.equal(hoverAt(`if (other === "NOT|_FOUND_HERE") wait();`), undefined);
    assert.equal(hoverAt(`wait("NOT|_FOUND");`), undefined);
  });
});

describe("completion", () => {
  const all = ["BAD_REQUEST", "CARD_DECLINED", "INTERNAL", "KEY_LOCKED", "KEY_REVOKED", "NOT_FOUND", "RATE_LIMIT"];
  it("offers the provider's codes in a comparison", () => assert.deepEqual(labels(`if (body.error.code === "|") wait();`), all));
  it("works on a line that is still being typed", () => assert.deepEqual(labels(`if (body.error.code === "|\nconst next = 1;\n`), all));
  it("works in a case that is still being typed", () =>
    assert.deepEqual(
      labels(`switch (body.error.code) {\n  case "NOT_FOUND":\n    break;\n  case "|\n}`).slice(0, 6),
      all.filter((c) => c !== "NOT_FOUND"),
    ));
  it("works in a list", () => assert.deepEqual(labels(`if (["NOT_FOUND", "|"].includes(body.error.code)) wait();`), all));
  it("puts first what can be there", () =>
    assert.deepEqual(labels(`if (res.status === 403 && body.error.code === "|") wait();`).slice(0, 2), ["KEY_LOCKED", "KEY_REVOKED"]));
  it("replaces what is inside the quotes", () => {
    const { text, offset } = at(`${head}if (body.error.code === "NOT|_X") wait();`);
    const [first] = complete(analyzeText(text), offset);
    assert.equal(text.slice(first?.span.start, first?.span.end), "NOT_X");
  });
  it("offers the system's codes on an error of nobody", () =>
    assert.ok(labels(`try { x(); } catch (e) { if (e.code === "|") y(); }`).includes("ENOENT")));
  it("offers nothing where no code is compared", () => assert.deepEqual(labels(`const x = "|";`), []));
  it("offers nothing outside the quotes", () => assert.deepEqual(labels(`if (body.error.code === "NOT_FOUND"| ) wait();`), []));
});

describe("fix-all", () => {
  const fixed = (source: string): string => {
    const analysis = analyzeText(head + source);
    return [...fixAll(analysis)]
      .reverse()
      .reduce((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), head + source)
      .slice(head.length);
  };
  it("takes what is sure and leaves what is not", () => {
    const before = `if (body.error.code === "card-declined" || body.error.code === "INSUFFICIENT_FUNDS" || res.status === "404") x();`;
    assert.equal(
      fixed(before),
      `if (body.error.code === "CARD_DECLINED" || body.error.code === "INSUFFICIENT_FUNDS" || res.status === 404) x();`,
    );
  });
  it("changes nothing the second time", () => {
    const once = fixed(`if (body.error.code === "NOT_FOUNDS") x();`);
    assert.equal(fixed(once), once);
  });
});

describe("why", () => {
  it("tells the steps from the request to the code", () => {
    const { text, offset } = at(`${head}if (body.error.c|ode === "NOT_FOUND") x();`);
    const steps = why(analyzeText(text), { start: offset, end: offset }).map((s) => s.text);
    assert.ok(
      steps.some((s) => s.includes("fetch")) && steps.some((s) => s.includes("api.acme.dev")) && steps.some((s) => s.includes("Acme")),
      steps.join("\n"),
    );
  });
  it("tells where the trail was lost", () => {
    const { text, offset } = at(`export function f(thing) { if (thing.c|ode === "NOT_FOUND") x(); }`);
    const lost = why(analyzeText(text), { start: offset, end: offset }).filter(({ role }) => role === "lost");
    assert.deepEqual(
      lost.map((s) => s.text),
      ["'thing' is a parameter of 'f', which is exported: nothing in sight says what it is called with"],
    );
  });
});

describe("wants", () => {
  it("is empty where all is loaded", () => assert.deepEqual(wants(analyzeText(`if (e.code === "ENOENT") x();`), 15), { providers: [] }));
  it("asks for the table of codes first, as an analysis does that compares a code", () => {
    const bare: Catalog = { ...catalog, byCode: () => "unloaded" };
    const analyzed = (text: string) => analyzeText(text, { catalog: bare });
    assert.equal(wants(analyzed(`if (e.code === "NOT_FOUND") x();`), 15).codes, true);
    assert.equal(analyzed(`if (e.code === "ENOENTT") x();`).needs.codes, true);
    assert.equal(analyzed("const a = 1;").needs.codes, undefined);
  });
});

describe("markdown", () => {
  it("escapes what could be markup, an image or a command link", () => {
    const text = escapeText('<img src="https://x/y.png"> ![a](https://x) [run](command:x) `a` **b** $(gear)');
    assert.ok(!/(?<!\\)[<>[\]`*!$]/.test(text), text);
  });
  it("links only to https", () => {
    assert.equal(link("x", "http://a.b"), undefined);
    assert.equal(link("x", "command:workbench.action"), undefined);
    assert.equal(link("x", "https://a.b/)[y](command:z"), undefined);
    assert.equal(link("x", "https://a.b/c#d"), "[x](https://a.b/c#d)");
  });
});
