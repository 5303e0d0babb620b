import assert from "node:assert/strict";
import { type Handler, Parser } from "htmlparser2";
import { entryAt, inert, renderPage, rowOf, usesByRow } from "../../client/page/html";
import { style } from "../../client/page/style";
import { retryColor } from "../../client/tree";
import type { ProviderDetail } from "../../server/lsp/protocol";
import { code, detail, group, retry } from "./provider";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of a page, and its text outside of scripts and styles, as a browser reads them. */
function read(html: string): { readonly elements: readonly Element[]; readonly text: string } {
  const elements: Element[] = [];
  const open: string[] = [];
  let text = "";
  const handler: Partial<Handler> = {
    onopentag: (name, attributes) => {
      elements.push({ name, attributes });
      open.push(name);
    },
    onclosetag: () => void open.pop(),
    ontext: (part) => {
      if (!open.includes("script") && !open.includes("style")) text += part;
    },
  };
  new Parser(handler).end(html);
  return { elements, text: text.replace(/\s+/g, " ") };
}

const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onclick='alert(1)",
  "</style></script></title><svg onload=alert(1)>",
  "<!-- --><iframe src=https://evil.test></iframe>",
  "[a](command:workbench.action.quit)",
  "javascript:alert(1)",
  "&lt;b&gt;&#60;",
  "${alert(1)}`",
  "\u202Egnp.exe\u2066\u0000\u0007",
];

describe("the page of a provider", () => {
  const given = detail({
    name: "Acme",
    docs: "https://docs.acme.test",
    hosts: ["api.acme.test"],
    codeAt: ["error.code"],
    issues: ["Two pages disagree."],
    sources: [{ title: "Errors", url: "https://docs.acme.test/errors", retrieved: "2026-01-02" }],
    groups: [
      group({
        status: 403,
        title: "Forbidden",
        uses: 2,
        codes: [code({ code: "NO", meaning: "Not allowed.", action: "Ask.", retry: retry("never"), uses: 1 })],
      }),
      group({ status: 429, codes: [code({ code: "SLOW" })], families: [{ label: "rate/*", meaning: "", retry: retry("backoff") }] }),
      group({ status: "5xx", meaning: "Something broke." }),
      group({ codes: [code({ code: "NO" }), code({ code: 7, vocabulary: "number", main: false, deprecated: "use NO" })] }),
    ],
  });
  const page = read(renderPage(given, "abc"));

  it("has the statuses by class, and of every code its retry policy, its meaning and how often it is named", () => {
    assert.match(page.text, /Client errors 4xx.*403 Forbidden.*2 usages.*NO.*never.*Not allowed\.\s*What to do: Ask\..*1 usage/);
    assert.match(page.text, /429.*SLOW.*rate\/\*.*Server errors 5xx.*Something broke\..*Without a status.*7.*number.*deprecated: use NO/);
    assert.match(page.text, /Errors, read 2026-01-02.*Two pages disagree\./);
    assert.ok(page.elements.some(({ name, attributes }) => name === "a" && attributes.href === "https://docs.acme.test/errors"));
  });

  it("can be used by keyboard and by ear", () => {
    const has = (name: string, fits: (attributes: Readonly<Record<string, string>>) => boolean): boolean =>
      page.elements.some((element) => element.name === name && fits(element.attributes));
    assert.ok(has("html", ({ lang }) => lang === "en"));
    assert.ok(
      has("span", ({ role }) => role === "status"),
      "how many are left is announced",
    );
    assert.ok(has("div", ({ role }) => role === "search"));
    assert.ok(has("th", ({ scope }) => scope === "row") && has("th", ({ scope }) => scope === "col"));
    for (const { name, attributes } of page.elements) {
      if (name === "button") assert.ok(attributes["aria-label"] || attributes["data-do"], JSON.stringify(attributes));
      assert.ok(!("onclick" in attributes) && !("style" in attributes), name);
    }
    const order = page.elements.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []));
    assert.ok(order[0] === 1 && order.every((level, i) => level <= (order[i - 1] ?? 1) + 1), order.join());
  });

  it("lets nothing run but its own, and loads nothing", () => {
    const policy = page.elements.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy")?.attributes.content ?? "";
    assert.match(policy, /^default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc';/);
    assert.doesNotMatch(policy, /unsafe|https?:|data:|\*/);
    for (const { name, attributes } of page.elements) {
      if (name === "script" || name === "style") assert.equal(attributes.nonce, "abc");
      assert.ok(!("src" in attributes), name);
    }
    assert.doesNotMatch(style, /url\(|@import|#[0-9a-f]{3,8}\b|rgb/i, "colours are the theme's");
  });

  for (const evil of HOSTILE) {
    it(`shows ${JSON.stringify(evil)} as text, wherever it stands`, () => {
      const hostile: ProviderDetail = {
        ...detail({}),
        ...{ key: evil, id: evil, name: evil, docs: evil, files: [evil], hosts: [evil], imports: [evil], completeness: evil },
        ...{ codeAt: [evil], requestIdAt: [evil], issues: [evil], sources: [{ title: evil, url: evil, retrieved: evil }] },
        groups: [
          group({
            ...{ status: 400, title: evil, meaning: evil, action: evil, docs: evil, uses: 1 },
            retry: { policy: evil, word: evil, text: evil },
            codes: [
              code({ code: evil, vocabulary: evil, main: false, meaning: evil, action: evil, docs: evil, deprecated: evil, uses: 1 }),
            ],
            families: [{ label: evil, meaning: evil, retry: { policy: evil, word: evil, text: evil } }],
          }),
        ],
      };
      const harmless = read(
        renderPage({ ...hostile, ...JSON.parse(JSON.stringify(hostile).replaceAll(JSON.stringify(evil), '"x"')) }, "abc"),
      );
      const { elements, text } = read(renderPage(hostile, "abc"));
      assert.deepEqual(
        elements.map(({ name, attributes }) => [name, Object.keys(attributes)]),
        harmless.elements.map(({ name, attributes }) => [name, Object.keys(attributes)]),
      );
      assert.ok(elements.every(({ attributes }) => !("href" in attributes)));
      const shown = ["\u202E", "\u2066", "\u0000", "\u0007"].reduce((all, unseen) => all.replaceAll(unseen, ""), evil);
      assert.ok(text.split(shown).length > 15, text);
    });
  }

  it("takes away what no reader sees", () => {
    assert.equal(inert("a\u202E\u0000b\n\u200Bc"), "ab c");
    assert.equal(inert(`<&>"'\``), "&#60;&#38;&#62;&#34;&#39;&#96;");
  });

  it("finds an entry again by what the page says of it, and nothing by anything else", () => {
    assert.equal(entryAt(given, "0-0")?.code?.code, "NO");
    assert.equal(entryAt(given, "1")?.group.status, 429);
    for (const row of ["9", "0-9", "", "-1", "0-0-0", "__proto__", 0, null, undefined, { row: "0" }, "1e1", "99999999999"])
      assert.equal(entryAt(given, row), undefined, String(row));
    assert.equal(rowOf(given, "NO", undefined, undefined), "3-0");
    assert.equal(rowOf(given, "NO", "code", 403), "0-0");
    assert.equal(rowOf(given, "NO", "code", 500), "0-0");
    assert.equal(rowOf(given, "7", undefined, undefined), undefined, "a number is no text");
    assert.equal(rowOf(given, 7, "number", undefined), "3-1");
    assert.deepEqual(usesByRow(given), { 0: "2 usages", "0-0": "1 usage", 1: "", "1-0": "", 2: "", 3: "", "3-0": "", "3-1": "" });
  });

  it("has the colours of the tree", () => {
    for (const policy of [
      "never",
      "fix-first",
      "after-header",
      "after-header-else-backoff",
      "backoff",
      "short-delay",
      "wait-reset",
      "conditional",
    ]) {
      const rule = style.split("\n").find((line) => new RegExp(`\\.${policy}\\b[^-{]*[{,]`).test(line)) ?? "";
      assert.ok(rule.includes(`--vscode-${(retryColor(policy) ?? "").replace(".", "-")}`), `${policy}: ${rule}`);
    }
  });

  it("is made quickly for two thousand codes", () => {
    const many = detail({
      groups: [group({ codes: Array.from({ length: 2000 }, (_, i) => code({ code: `CODE_${i}`, meaning: "Some words." })) })],
    });
    const start = performance.now();
    assert.ok(renderPage(many, "abc").length < 2_000_000);
    assert.ok(performance.now() - start < 2000);
  });
});
