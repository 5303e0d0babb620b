import assert from "node:assert/strict";
import { difference, serialise } from "../../catalog/generate/diff";
import type { Found } from "../../catalog/generate/extractor";
import { extractors } from "../../catalog/generate/extractors";
import { merge } from "../../catalog/generate/merge";
import { mongoCodes } from "../../catalog/generate/mongodb";
import { nodeCodes } from "../../catalog/generate/node";
import { sqlStates } from "../../catalog/generate/postgres";
import { prismaCodes } from "../../catalog/generate/prisma";
import { stripeCodes } from "../../catalog/generate/stripe";
import type { CodeFile, ProviderFile, SourceFile } from "../../catalog/model/file";
import { bundledFiles, textOf } from "./bundled";

const header =
  '#define UV_ERRNO_MAP(XX) \\\n  XX(E2BIG, "argument list too long") \\\n  XX(ENOENT, "no such file or directory")\n\n#define OTHER(XX) XX(NOT_THIS, "x")\n';
const program = [
  "E('ERR_ASSERTION', '%s', Error);\0ERR_PROTO_ACCESS\0_ZN4node24ERR_MANGLED_NAMEIJEEE\0ERR_\0ERR_QU\0xERR_TAIL_ONLY",
  "const errorCodes = {\n  NODATA: 'ENODATA',\n  NOTFOUND: 'ENOTFOUND',\n};\n",
  "HPE_OK\0HPE_CB_RESET\0HPE_PAUSED_UPGRADE\0HPE_HEADER_OVERFLOW\0ERR_INVALID_SUBPATH ERR_ASSERTION",
].join("\n");

describe("the generator of node's codes", () => {
  it("takes whole names from header and program, and nothing else", () => {
    assert.deepEqual(
      nodeCodes(header, program).map((found) => `${found.source} ${found.code}`),
      [
        "system E2BIG",
        "system ENOENT",
        "dns ENODATA",
        "dns ENOTFOUND",
        "code ERR_ASSERTION",
        "code ERR_PROTO_ACCESS",
        "parser HPE_HEADER_OVERFLOW",
      ],
    );
  });

  it("finds nothing, rather than something wrong, in a source of another form", () => {
    assert.deepEqual(nodeCodes("", ""), []);
  });

  const sources: Readonly<Record<string, SourceFile>> = {
    program: { kind: "npm", package: "p", version: "1.0.0", retrieved: "2025-01-31", licence: "MIT" },
    types: { kind: "npm", package: "q", version: "1.0.0", retrieved: "2025-01-31", licence: "MIT" },
  };
  const found: readonly Found[] = [
    { code: "E1", source: "system", docs: "https://x.dev/1" },
    { code: "E2", source: "system" },
    { code: "E1", source: "dns", docs: "https://x.dev/2" },
  ];

  it("takes Stripe's codes from the union of payment errors alone", () => {
    const intents = "type Code = 'other';\nnamespace LastPaymentError {\n type Code = 'a_b' | 'c' | OtherString;\n type Type = 'x';";
    const classes = "export declare class StripeError extends Error {\nexport declare class StripeCardError extends StripeError {";
    assert.deepEqual(
      stripeCodes(intents, "export type RawErrorType = 'card_error';", classes).map((found) => [found.vocabulary, found.code]),
      [
        [undefined, "a_b"],
        [undefined, "c"],
        ["type", "card_error"],
        ["class", "StripeError"],
        ["class", "StripeCardError"],
      ],
    );
    assert.deepEqual(stripeCodes("", "", ""), []);
  });

  it("takes Prisma's codes from the texts of two clients and from the bytes of the engine", () => {
    const engine = Buffer.from(`${"x".repeat(90)}P2002P2033P9999`, "latin1").toString("base64");
    assert.deepEqual(
      prismaCodes('case"a":return"P2002";"P20025"', 'code="P5001"', `const wasm = "${engine}";`).map(({ code, from }) => `${code} ${from}`),
      ["P2002 client", "P2002 client6", "P2033 client6", "P5001 client6"],
    );
    assert.deepEqual(prismaCodes("", "", ""), []);
  });

  it("takes each of PostgreSQL's codes once, whatever its names", () => {
    const script = 'PostgresError["A"] = "23505";\nPostgresError["B"] = "3D000";\nPostgresError["C"] = "3D000";\nOther["D"] = "42P01";';
    assert.deepEqual(
      sqlStates(script).map(({ code }) => code),
      ["23505", "3D000"],
    );
  });

  it("takes MongoDB's codes, labels and classes from the driver's tables", () => {
    const script = [
      "exports.MONGODB_ERROR_CODES = Object.freeze({\n  A: 6,\n  // B: was 7 once\n  C: 11600\n});",
      "exports.MongoErrorLabel = Object.freeze({\n  X: 'X'\n});",
      "class MongoError extends Error {\n}\nconst x = { y: 5 };",
    ].join("\n");
    assert.deepEqual(
      mongoCodes(script).map(({ code, vocabulary }) => [code, vocabulary]),
      [
        [6, undefined],
        [11600, undefined],
        ["X", "label"],
        ["MongoError", "name"],
      ],
    );
    assert.deepEqual(mongoCodes(""), []);
  });

  it("puts the words of the overlay to what was found, and says what has none", () => {
    const merged = merge(sources, { system: 2 }, found, {
      id: "p",
      codes: [
        { code: "E1", meaning: "One." },
        { code: "OLD", meaning: "Old.", source: "docs" },
      ],
    });
    assert.deepEqual(merged.file.codes, [
      { code: "E1", meaning: "One.", docs: "https://x.dev/1", source: "program" },
      { code: "E2", source: "program" },
      { code: "OLD", meaning: "Old.", source: "docs" },
    ]);
    assert.deepEqual(merged.undescribed, ["E2"]);
    assert.deepEqual(merged.failures, []);
    assert.equal(merged.file.sources?.program?.retrieved, "2025-01-31");
  });

  it("keeps vocabularies apart, knows which source named a code, and takes statuses of the source where the overlay has none", () => {
    const types: readonly Found[] = [
      { code: "gone", source: "type", vocabulary: "type", from: "types", statuses: [404] },
      { code: "gone", source: "code", statuses: [404, 410] },
    ];
    const merged = merge(sources, {}, types, {
      id: "p",
      vocabularies: { type: "open", code: "open" },
      codes: [
        { code: "gone", meaning: "A code.", status: 410 },
        { code: "gone", vocabulary: "type", meaning: "A type." },
      ],
    });
    assert.deepEqual(merged.file.codes, [
      { code: "gone", vocabulary: "type", meaning: "A type.", statuses: [404], source: "types" },
      { code: "gone", meaning: "A code.", status: 410, source: "program" },
    ]);
    assert.deepEqual(merged.failures, []);
  });

  it("fails where codes have gone, or an overlay speaks of one that is not there", () => {
    const merged = merge(sources, { system: 2 }, found.slice(0, 1), { id: "p", codes: [{ code: "EGONE" }] });
    assert.deepEqual(merged.failures, [
      '"system" gave 1 codes, recorded are 2: the source has changed its form, or the pin its version',
      "The overlay describes EGONE, which the source does not name",
    ]);
  });

  it("prints what has changed", () => {
    const before: ProviderFile = { id: "p", codes: [{ code: "A", meaning: "a" }, "B", "C"] };
    const after: ProviderFile = { id: "p", codes: [{ code: "A", meaning: "b", retry: "never" }, "C", "D"] };
    assert.deepEqual(difference(before, after), ["~ A  meaning, retry", "+ D", "- B"]);
    assert.deepEqual(difference(after, after), []);
    assert.deepEqual(JSON.parse(serialise(after)), after);
  });

  for (const extractor of extractors) {
    it(`has been run since the overlay of ${extractor.id} was last edited`, () => {
      const url = bundledFiles.find((file) => file.pathname.endsWith(`/generated/${extractor.id}.json`));
      assert.ok(url);
      const generated = JSON.parse(textOf(url)) as ProviderFile;
      const overlay = JSON.parse(textOf(new URL(`../overlays/${extractor.id}.json`, url))) as ProviderFile;
      const keys = Object.keys(extractor.sources);
      const own = Object.fromEntries(keys.map((key) => [key, generated.sources?.[key] ?? {}]));
      const again = merge(own, {}, foundAgain(generated, keys), overlay);
      assert.deepEqual(again.failures, [], "run `npm run catalog` to update");
      assert.equal(textOf(url), serialise(again.file), "run `npm run catalog` to update");
    });
  }
});

/** What the sources must have given for this to come of it: the overlay's words replace all but what only they can give. */
function foundAgain(generated: ProviderFile, sources: readonly string[]): readonly Found[] {
  const codes = (generated.codes ?? []).filter((entry): entry is CodeFile => typeof entry === "object");
  return codes
    .filter((entry) => sources.includes(String(entry.source)))
    .map(({ code, vocabulary, statuses, docs, retry, source }) => ({
      code,
      source: "any",
      from: String(source),
      ...(vocabulary === undefined ? {} : { vocabulary }),
      ...(statuses === undefined ? {} : { statuses }),
      ...(docs === undefined ? {} : { docs }),
      ...(typeof retry === "object" && retry.basis === "sdk" ? { retry } : {}),
    }));
}
