/** A broken provider file: the right line, and a sentence that helps. */
import assert from "node:assert/strict";
import { validateProvider } from "../../catalog/validate";

/** Problems of a file whose lines are given, as `line "marked text": message`. */
function problems(lines: readonly string[], bundled?: readonly string[]): readonly string[] {
  const text = lines.join("\n");
  const result = validateProvider(text, bundled ? { bundled } : {});
  assert.equal(result.file === undefined, result.problems.length > 0);
  return result.problems.map((p) => `${p.line} ${text.slice(p.span.start, p.span.end)}: ${p.message}`);
}

/** Problems of one property in a file that is right otherwise; the property is on line 2. */
const of = (property: string): readonly string[] => problems(['{ "id": "acme",', property, "}"]);

describe("validateProvider", () => {
  it("takes the smallest file, comments and trailing commas", () => {
    assert.deepEqual(validateProvider('{ "id": "acme", "codes": ["a", 1], // more to come\n }'), {
      file: { id: "acme", codes: ["a", 1] },
      problems: [],
      form: false,
    });
    assert.deepEqual(
      problems(['{ "extends": "stripe", "codes": [{ "code": "ours", "source": "wiki", "vocabulary": "kind" }] }'], ["stripe"]),
      [],
    );
  });

  it("names the property or value that was meant", () => {
    assert.deepEqual(of('"code": []'), ["2 \"code\": Unknown property 'code'; did you mean 'codes'?"]);
    assert.deepEqual(of('"codes": [{ "code": "a", "sattus": 404 }]'), ["2 \"sattus\": Unknown property 'sattus'; did you mean 'status'?"]);
    assert.deepEqual(of('"codes": [{ "code": "a", "retry": "fixfirst" }]'), [
      "2 \"fixfirst\": 'fixfirst' is not allowed here; did you mean 'fix-first'?",
    ]);
    assert.deepEqual(of('"codes": [{ "code": "a", "retry": "sometimes" }]'), [
      "2 \"sometimes\": 'sometimes' is not allowed here; allowed are: never, fix-first, after-header, after-header-else-backoff, backoff, short-delay, wait-reset, conditional, unspecified",
    ]);
    assert.deepEqual(of('"codes": [{ "code": "a", "retry": { "polcy": "never" } }]'), [
      "2 {: Property 'policy' is missing here (Whether and how to repeat the call)",
      "2 \"polcy\": Unknown property 'polcy'; did you mean 'policy'?",
    ]);
    assert.deepEqual(of('"codes": [{ "status": 404 }]'), ["2 {: Property 'code' is missing here (The code as the API sends it)"]);
    assert.deepEqual(of('"codes": [{ "code": "a", "status": 700 }]'), ["2 700: 700 is too large; the most is 599"]);
    assert.deepEqual(of('"codes": [true]'), ["2 true: Expected a string, a whole number or an object, found true"]);
    assert.deepEqual(of('"statuses": { "40x": {} }'), ["2 \"40x\": '40x': write a status such as 404, or 4xx or 5xx"]);
    assert.deepEqual(of('"vocabularies": { "code": "clsed" }'), ["2 \"clsed\": 'clsed' is not allowed here; did you mean 'closed'?"]);
    assert.deepEqual(of('"envelopes": [{ "fields": { "cod": "error.code" } }]'), [
      "2 \"cod\": Unknown property 'cod'; did you mean 'code'?",
    ]);
    assert.deepEqual(of('"envelopes": [{ "fields": { "code": 5 } }]'), ["2 5: Expected a string, an object or a list, found 5"]);
  });

  it("wants https links and bare hosts", () => {
    assert.deepEqual(of('"docs": "http://acme.dev"'), ["2 \"http://acme.dev\": 'http://acme.dev': links must begin with https://"]);
    assert.deepEqual(of('"codes": [{ "code": "a", "docs": "javascript:alert(1)" }]'), [
      "2 \"javascript:alert(1)\": 'javascript:alert(1)': links must begin with https://",
    ]);
    assert.deepEqual(of('"hosts": ["https://api.acme.dev"]'), [
      "2 \"https://api.acme.dev\": 'https://api.acme.dev': write the host alone, such as api.acme.dev, without https:// and without a path",
    ]);
    assert.equal(of('"hosts": ["*"]').length, 1);
    assert.equal(of('"hosts": ["api.acme.dev/v1"]').length, 1);
    assert.equal(of('"baseUrls": ["api.acme.dev"]').length, 1);
  });

  it("finds codes given twice, strictly, and of the wrong type", () => {
    const twice = [
      '{ "id": "acme", "codes": [',
      '"a",',
      '{ "code": "a" },',
      '1, "1",',
      '{ "code": "a", "vocabulary": "kind" }',
      '], "vocabularies": { "code": "open", "kind": "open" } }',
    ];
    assert.deepEqual(problems(twice), ['3 "a": The code "a" is given twice; keep one entry']);
    assert.deepEqual(of('"vocabularies": { "code": { "type": "integer" } }, "codes": ["40001", 40001]'), [
      '2 "40001": "40001" is a string, but the vocabulary \'code\' is of type integer',
    ]);
  });

  it("finds names that lead nowhere", () => {
    assert.deepEqual(of('"codes": [{ "code": "a", "vocabulary": "kind" }]'), [
      '2 "kind": There is no vocabulary \'kind\' in "vocabularies"; there are: code',
    ]);
    assert.deepEqual(of('"sources": { "docs": {} }, "codes": [{ "code": "a", "source": "dosc" }]'), [
      "2 \"dosc\": There is no source 'dosc' in \"sources\"; did you mean 'docs'?",
    ]);
    assert.deepEqual(of('"codes": [{ "code": "a", "source": ["x"] }]'), ['2 "x": There is no source \'x\' in "sources"']);
  });

  it("finds retry rules that contradict themselves", () => {
    const retry = (body: string): readonly string[] => of(`"statuses": { "429": { "retry": { ${body} } } }`);
    assert.deepEqual(retry('"policy": "backoff", "maxRetries": 3, "maxAttempts": 4'), [
      '2 "maxAttempts": Give either "maxRetries", which leaves the first try out, or "maxAttempts", which counts it; not both',
    ]);
    assert.deepEqual(retry('"policy": "unspecified", "basis": "documented"'), [
      "2 \"documented\": The policy 'unspecified' has the basis 'none'; remove \"basis\", or say what the policy is",
    ]);
    assert.deepEqual(retry('"policy": "never", "basis": "none"'), [
      "2 \"none\": The basis 'none' goes with 'unspecified' only; write documented, sdk or derived",
    ]);
    assert.deepEqual(retry('"policy": "backoff", "initialMs": 5000, "maxMs": 100'), [
      "2 5000: The first wait, 5000 ms, is longer than the longest, 100 ms",
    ]);
    assert.deepEqual(retry('"policy": "unspecified"'), []);
  });

  it("finds choices that are made twice or not at all", () => {
    assert.deepEqual(of('"codes": [{ "code": "a", "status": 404, "statuses": [404] }]'), [
      '2 "status": Give either "status" or "statuses", not both',
    ]);
    assert.deepEqual(of('"families": [{ "meaning": "x" }]'), ['2 {: Give the family either a "glob" or a "range"']);
    assert.deepEqual(of('"families": [{ "range": [9, 1] }]'), ["2 9: The range ends before it begins; write [1, 9]"]);
    assert.deepEqual(of('"envelopes": [{ "fields": { "code": { "optional": true } } }]'), [
      '2 {: Give the field \'code\' either a "path" or a "header"',
    ]);
    assert.deepEqual(of('"envelopes": [{ "fields": { "code": ["a", { "path": "b" }] } }]'), [
      '2 ["a", { "path": "b" }]: A list of names is one path, a list of objects is several fields; do not mix them',
    ]);
  });

  it("keeps bundled providers apart from the workspace's", () => {
    assert.deepEqual(problems(['{ "id": "stripe" }'], ["stripe", "http"]), [
      '1 "stripe": \'stripe\' is a bundled provider; write "extends": "stripe" in place of "id" to add to it, or choose another id',
    ]);
    assert.deepEqual(problems(['{ "extends": "strip" }'], ["stripe", "http"]), [
      "1 \"strip\": There is no bundled provider 'strip'; did you mean 'stripe'?",
    ]);
    assert.deepEqual(problems(['{ "extends": "stripe", "id": "mine" }'], ["stripe"]), [
      '1 "mine": A file that extends \'stripe\' keeps that id; remove "id"',
    ]);
    assert.match(problems(["{}"])[0] ?? "", /^1 \{: Property 'id' is missing here/);
    assert.match(problems(['{ "id": "Acme Inc" }'])[0] ?? "", /write lower-case letters/);
  });

  it("reports a broken file by line, and nothing else of it", () => {
    assert.deepEqual(problems(['{ "id": "acme",', ' "codes": ["a"', ' "b"] }']), ['3 "b": A comma is expected before this']);
    assert.deepEqual(problems(['{ "id": "a",', '"codes": [1,', "2,,3] }"]).length > 0, true);
    assert.equal(problems(["not json at all"]).length > 0, true);
  });

  it("stops counting in a file that is wrong throughout", () => {
    const started = performance.now();
    const wrong = Array.from({ length: 20_000 }, () => '{ "cod": "a" }').join(",\n");
    const found = problems([`{ "id": "acme", "codes": [${wrong}] }`]).length;
    assert.ok(found > 0 && found <= 100);
    assert.equal(problems([`{ "id": "acme", "codes": [${wrong.slice(0, 8_000)}{}] }`]).length, 100);
    const twice = Array.from({ length: 20_000 }, () => '"a"').join(",\n");
    assert.equal(problems([`{ "id": "acme", "codes": [${twice}] }`]).length, 100);
    const deep = `{ "id": "acme", "issues": ${"[".repeat(3_000)}${"]".repeat(3_000)} }`;
    assert.equal(problems([deep]).length, 1);
    assert.ok(performance.now() - started < 10_000);
  });
});
