import assert from "node:assert/strict";
import { validateJson } from "../../catalog/validate";

const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1, description: "What people call it. Shown in hovers." },
    level: { enum: ["off", "warning", "error"] },
    count: { type: "integer", minimum: 1, maximum: 9 },
    list: { type: "array", items: { $ref: "#/$defs/entry" }, uniqueItems: true },
    map: { type: "object", additionalProperties: { type: "number" } },
    keys: { type: "object", propertyNames: { pattern: "^[a-z]+$", patternErrorMessage: "write lower-case letters" } },
    gone: false,
  },
  $defs: {
    entry: {
      anyOf: [
        { enum: ["on", "off"] },
        {
          type: "object",
          additionalProperties: false,
          required: ["call"],
          properties: { call: { type: "string" }, deep: { $ref: "#/$defs/entry" } },
        },
      ],
    },
  },
};

/** Each problem as `line "text it marks": message`. */
function problems(text: string): readonly string[] {
  return validateJson(schema, text).problems.map((p) => `${p.line} ${JSON.stringify(text.slice(p.span.start, p.span.end))}: ${p.message}`);
}

describe("validateJson", () => {
  it("gives the value where nothing is wrong, with comments and trailing commas", () => {
    const result = validateJson<{ name: string }>(schema, '\uFEFF{ // who\n "name": "a", /* b */ "list": ["on",], }');
    assert.deepEqual(result, { value: { name: "a", list: ["on"] }, problems: [] });
  });

  it("marks the exact place and names the remedy", () => {
    assert.deepEqual(problems('{\n  "nam": "x"\n}'), [
      "1 \"{\": Property 'name' is missing here (What people call it)",
      "2 \"\\\"nam\\\"\": Unknown property 'nam'; did you mean 'name'?",
    ]);
    assert.deepEqual(problems('{ "name": "x",\n "level": "warn" }'), [
      '2 "\\"warn\\"": \'warn\' is not allowed here; allowed are: off, warning, error',
    ]);
    assert.deepEqual(problems('{ "name": "x", "level": "eror" }'), [
      "1 \"\\\"eror\\\"\": 'eror' is not allowed here; did you mean 'error'?",
    ]);
    assert.deepEqual(problems('{ "name": 1 }'), ['1 "1": Expected a string, found 1']);
    assert.deepEqual(problems('{ "name": "" }'), ['1 "\\"\\"": This must not be empty']);
    assert.deepEqual(problems('{ "name": "x", "count": 12 }'), ['1 "12": 12 is too large; the most is 9']);
    assert.deepEqual(problems('{ "name": "x", "count": 1.5 }'), ['1 "1.5": Expected a whole number, found 1.5']);
    assert.deepEqual(problems('{ "name": "x", "gone": 1 }'), ['1 "\\"gone\\"": Property \'gone\' is not allowed here']);
    assert.deepEqual(problems('{ "name": "x", "map": { "a": 1, "b": "2" } }'), ['1 "\\"2\\"": Expected a number, found the string \'2\'']);
    assert.deepEqual(problems('{ "name": "x", "keys": { "a": 1, "B c": 2 } }'), ['1 "\\"B c\\"": \'B c\': write lower-case letters']);
    assert.deepEqual(problems('{ "name": "x", "list": ["on", "on"] }'), [
      '1 "[\\"on\\", \\"on\\"]": This list holds the same item twice; keep one',
    ]);
    assert.deepEqual(problems("[]"), ['1 "[]": Expected an object, found a list']);
  });

  it("speaks of the branch of a union that was meant", () => {
    assert.deepEqual(problems('{ "name": "x", "list": ["offf"] }'), [
      "1 \"\\\"offf\\\"\": 'offf' is not allowed here; did you mean 'off'?",
    ]);
    assert.deepEqual(problems('{ "name": "x", "list": [\n{ "cal": "f" }] }'), [
      "2 \"{\": Property 'call' is missing here",
      "2 \"\\\"cal\\\"\": Unknown property 'cal'; did you mean 'call'?",
    ]);
    assert.deepEqual(problems('{ "name": "x", "list": ["on", 5] }'), ["1 \"5\": Expected 'on', 'off' or an object, found 5"]);
    assert.deepEqual(problems('{ "name": "x", "list": [{ "call": "f", "deep": { "call": 7 } }] }'), ['1 "7": Expected a string, found 7']);
    assert.deepEqual(problems('{ "name": "x", "list": ["of", { "call": 1 }], "level": "on" }').length, 3);
  });

  it("says what keeps a text from being JSON, and where", () => {
    assert.deepEqual(problems('{\n "name": "x"\n "count": 1 }'), ['3 "\\"count\\"": A comma is expected before this']);
    assert.deepEqual(problems('{ "name": "x", "name": "y" }'), ['1 "\\"name\\"": Property \'name\' is given twice; keep one']);
    assert.match(problems('{ "name": x }')[0] ?? "", /^1 "x": This is not JSON/);
    assert.match(problems("")[0] ?? "", /value is expected|empty/);
    assert.match(problems(`${"[".repeat(200_000)}`)[0] ?? "", /nested too deeply/);
    assert.match(problems('{ "name": "x", "\\ud800": 1 }')[0] ?? "", /not valid Unicode/);
  });

  it("keeps odd property names as what they are", () => {
    assert.deepEqual(problems('{ "name": "x", "map": { "__proto__": "a", "a/b~c d": "e", "0": "f" } }').length, 3);
    assert.deepEqual(problems('{ "name": "x", "__proto__": 1 }'), [
      '1 "\\"__proto__\\"": Unknown property \'__proto__\'; allowed are: name, level, count, list, map, keys, gone',
    ]);
  });

  it("leaves the caller's schema as it is", () => {
    const own = { type: "object", properties: { a: { $ref: "#/$defs/b" } }, $defs: { b: { type: "string" } } };
    const before = JSON.stringify(own);
    validateJson(own, '{ "a": 1 }');
    assert.equal(JSON.stringify(own), before);
  });
});
