import assert from "node:assert/strict";
import path from "node:path";
import { adviseAuthor } from "../../catalog/validate/author";
import { bundled, bundledFiles, textOf } from "./bundled";

const known = { bundled: ["elestrals", "stripe"], hostOwner: (host: string) => (host === "api.stripe.com" ? "stripe" : undefined) };

/** `["3:5 warning …"]`, or what is said of a catalog that is otherwise whole. */
function said(catalog: object | string): readonly string[] {
  const text = typeof catalog === "string" ? catalog : JSON.stringify(catalog, null, 1);
  const base = text.includes('"extends": "elestrals"') ? { base: bundled("elestrals") } : {};
  return adviseAuthor(text, { ...known, ...base }).map(({ severity, message, span, line }) => {
    assert.ok(span.end > span.start && line === text.slice(0, span.start).split("\n").length, "the place is right");
    return `${severity} ${message}`;
  });
}

const WHOLE = {
  id: "acme",
  docs: "https://docs.acme.dev/errors",
  baseUrls: ["https://api.acme.dev/v1"],
  envelopes: [{ fields: { code: "error.code" } }],
  codes: [{ code: "gone", status: 410, meaning: "It has left." }],
};
const gone = { code: "gone", meaning: "It has left." };

describe("the advice to an author", () => {
  it("is none for a catalog that is whole", () => assert.deepEqual(said(WHOLE), []));

  for (const file of bundledFiles) {
    it(`finds no mistake in ${path.basename(file.pathname)}, and nothing to warn of`, () => {
      const advice = adviseAuthor(textOf(file), { hostOwner: () => undefined });
      assert.deepEqual(
        advice.filter(({ severity }) => severity !== "information").map(({ line, message }) => `${line}: ${message}`),
        [],
      );
    });
  }

  const cases: readonly (readonly [what: string, catalog: object, expected: readonly RegExp[]])[] = [
    ["mistakes that keep it from being read", { ...WHOLE, codes: [{ code: "a", polcy: 1 }] }, [/^error Unknown property 'polcy'/]],
    ["codes given twice", { ...WHOLE, codes: [gone, "gone"] }, [/^error The code "gone" is given twice/]],
    ["an unknown provider", { extends: "strip", codes: [gone] }, [/^error There is no bundled provider 'strip'; did you mean 'stripe'\?/]],
    ["hosts given twice", { ...WHOLE, hosts: ["a.acme.dev", "A.acme.dev"] }, [/^warning 'a\.acme\.dev' stands twice in "hosts"/]],
    [
      "envelopes of one name",
      { ...WHOLE, envelopes: [...WHOLE.envelopes, { fields: { code: "code" } }] },
      [/^warning 'error' stands twice in "envelopes"/],
    ],
    [
      "one policy for statuses that differ",
      {
        ...WHOLE,
        statuses: { "400": { retry: "never" }, "503": { retry: "backoff" } },
        codes: [{ ...gone, statuses: [400, 503], retry: "backoff" }],
      },
      [/^warning 'gone' has one retry policy, but its statuses 400 and 503 have different ones; say under "byStatus" what holds where$/],
    ],
    [
      "a status that the code does not have",
      { ...WHOLE, codes: [{ ...gone, status: 410, byStatus: { "503": { retry: "backoff" } } }] },
      [/^error 'gone' does not come with 503; add it to "statuses"/],
    ],
    [
      "a replacement that is not there",
      {
        ...WHOLE,
        codes: [
          { ...gone, deprecated: "lft" },
          { code: "left", meaning: "x" },
        ],
      },
      [/^warning The replacement 'lft' is none of the codes; did you mean 'left'\?/],
    ],
    [
      "a message's code that is not there",
      { ...WHOLE, messages: [{ pattern: "x", code: 7 }] },
      [/^warning The message's code 7 is none of the codes; add it to "codes"$/],
    ],
    [
      "a class above that is not there",
      { ...WHOLE, errorClasses: [{ name: "A", extends: "Bse" }, { name: "Base" }] },
      [/^information The class 'Bse' is none of "errorClasses"; did you mean 'Base'\?/],
    ],
    [
      "codes that nothing leads to",
      { ...WHOLE, envelopes: [] },
      [/^warning Nothing leads to the code of 'code'; say under "envelopes" or "paths" which field holds it$/],
    ],
    [
      "one of two vocabularies that nothing leads to",
      { ...WHOLE, vocabularies: { code: "listed", kind: "open" }, codes: [gone, { code: "api", vocabulary: "kind", meaning: "x" }] },
      [/^warning Nothing leads to the code of 'kind'/],
    ],
    [
      "a vocabulary without codes",
      { ...WHOLE, vocabularies: { code: "listed", kind: "open" } },
      [/^warning The vocabulary 'kind' has no codes$/],
    ],
    [
      "a closed one without a reason",
      { ...WHOLE, vocabularies: { code: "closed" } },
      [/^information 'code' is closed, so that any other code is called wrong/],
    ],
    ["nothing that tells its calls", { ...WHOLE, baseUrls: [] }, [/^information Nothing tells which calls are of this API/]],
    [
      "a host of a bundled provider",
      { ...WHOLE, baseUrls: ["https://api.stripe.com/v1"] },
      [/^warning The bundled provider 'stripe' has this host too.*write "extends": "stripe"/],
    ],
    [
      "links that nobody filled in",
      { ...WHOLE, docs: "https://example.com/errors" },
      [/^warning This link leads to 'example\.com', which stands for any/],
    ],
    [
      "links with a placeholder",
      { ...WHOLE, codes: [{ ...gone, docs: "https://docs.acme.dev/{code}" }] },
      [/^warning This link still has a placeholder in it/],
    ],
    ["links to nothing", { ...WHOLE, sources: { docs: { url: "https://?" } } }, [/^warning This link is no link to a page/]],
    [
      "codes without a meaning",
      { ...WHOLE, codes: ["a", gone, { code: "b" }] },
      [/^information 2 of 3 codes have no "meaning", so that their hovers say nothing: 'a', 'b'$/],
    ],
    ["nothing at all", { id: "acme", baseUrls: ["https://api.acme.dev"] }, [/^warning The catalog has neither "codes" nor "statuses"$/]],
  ];
  for (const [what, catalog, expected] of cases) {
    it(`tells of ${what}`, () => {
      const found = said(catalog);
      assert.equal(found.length, expected.length, found.join("\n"));
      for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
    });
  }

  it("finds nothing wrong where a policy is stated for each status, or only the statuses have one", () => {
    const statuses = { "400": { retry: "never" }, "503": { retry: "backoff" } };
    assert.deepEqual(said({ ...WHOLE, statuses, codes: [{ ...gone, statuses: [400, 503] }] }), []);
    const byStatus = { "400": { retry: "fix-first" } };
    assert.deepEqual(said({ ...WHOLE, statuses, codes: [{ ...gone, statuses: [400, 503], retry: "backoff", byStatus }] }), []);
    assert.deepEqual(
      said({ ...WHOLE, statuses: { "429": { retry: "after-header" } }, codes: [{ ...gone, status: 429, retry: "wait-reset" }] }),
      [],
      "a code may say more than its status",
    );
    const dependent = { "403": { retry: { policy: "conditional", note: "with a quota, yes" } }, "429": { retry: "backoff" } };
    assert.deepEqual(
      said({ ...WHOLE, statuses: dependent, codes: [{ ...gone, statuses: [403, 429], retry: "backoff" }] }),
      [],
      "a status may leave it to the code",
    );
    const derived = { "400": { retry: { policy: "fix-first", basis: "derived" } }, "429": { retry: "backoff" } };
    assert.deepEqual(
      said({ ...WHOLE, statuses: derived, codes: [{ ...gone, statuses: [400, 429], retry: "backoff" }] }),
      [],
      "what the API says of a code outranks what is only derived from a status",
    );
  });

  it("knows what a bundled provider has already", () => {
    assert.deepEqual(
      said(
        '{ "extends": "elestrals",\n "codes": [{ "code": "not_found", "status": 404 }, { "code": "region", "meaning": "x", "deprecated": "not_found" }] }',
      ),
      [],
    );
  });
});
