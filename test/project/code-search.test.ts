import assert from "node:assert/strict";
import { type Rank, type Searched, searchCodes } from "../../server/project/code-search";

const entry = (code: string, provider: string, status: number, words: string): Searched<string> => ({
  item: `${provider}/${code}`,
  code: code.toLowerCase(),
  provider: provider.toLowerCase(),
  statuses: [String(status)],
  words: words.toLowerCase(),
});

const codes = [
  entry("RATE_LIMITED", "Acme", 429, "Too many requests. retry after header"),
  entry("CARD_DECLINED", "Pay", 402, "The bank refused the card. never retry"),
  entry("NOT_A_CARD", "Pay", 400, "The number is none of a card. fix first"),
  entry("DISCARDED", "Acme", 410, "It was thrown away. never retry"),
  entry("NOT_FOUND", "Acme", 404, "There is no such thing. fix first"),
  entry("NOT_FOUND", "Pay", 404, "No such customer. fix first"),
  entry("E429", "Old", 400, "An old code. fix first"),
];

const search = (query: string, rankOf: (item: string) => Rank = () => 0, limit = 10): readonly string[] =>
  searchCodes(codes, query, limit, rankOf).items;

describe("the search of codes", () => {
  const cases: readonly (readonly [name: string, query: string, found: readonly string[]])[] = [
    ["a code itself before what begins with it", "not_found", ["Acme/NOT_FOUND", "Pay/NOT_FOUND"]],
    [
      "the start of a code before that of a word in it, and that before its middle",
      "card",
      ["Pay/CARD_DECLINED", "Pay/NOT_A_CARD", "Acme/DISCARDED"],
    ],
    ["a status before a code that has its digits", "429", ["Acme/RATE_LIMITED", "Old/E429"]],
    ["words in any order, of code and provider", "found pay", ["Pay/NOT_FOUND"]],
    ["words of the meaning and of the retry policy", "bank never", ["Pay/CARD_DECLINED"]],
    ["a code without what parts its words", "ratelimited", ["Acme/RATE_LIMITED"]],
    ["nothing where a word is nowhere", "card xyz", []],
  ];
  for (const [name, query, found] of cases) it(`finds ${name}`, () => assert.deepEqual(search(query), found));

  it("puts what the workspace uses first among equals, and without a query", () => {
    const uses = (item: string): Rank => (item === "Pay/NOT_FOUND" ? 2 : item.startsWith("Pay/") ? 1 : 0);
    assert.deepEqual(search("not_found", uses), ["Pay/NOT_FOUND", "Acme/NOT_FOUND"]);
    assert.deepEqual(search("", uses).slice(0, 3), ["Pay/NOT_FOUND", "Pay/CARD_DECLINED", "Pay/NOT_A_CARD"]);
    assert.equal(search("rate_limited", uses)[0], "Acme/RATE_LIMITED", "but what fits better comes first all the same");
  });

  it("says how many there are beyond the limit", () => {
    const { items, total } = searchCodes(codes, "", 2, () => 0);
    assert.deepEqual([items.length, total], [2, codes.length]);
  });

  it("takes queries of any kind", () => {
    for (const query of ["   ", ".*", "(", "\\", "_", "💥", "a ".repeat(1000), "x".repeat(10_000)]) searchCodes(codes, query, 10, () => 0);
  });

  it("goes through ten thousand codes while somebody types", () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      entry(`CODE_${i}_SOMETHING_LONG`, `Provider ${i % 50}`, 400 + (i % 100), "Some words that say what it means."),
    );
    const start = performance.now();
    for (const query of ["s", "so", "something mea", "code_99 provider 4"]) searchCodes(many, query, 100, () => 0);
    const each = (performance.now() - start) / 4;
    assert.ok(each < 200, `${each} ms`);
  });
});
