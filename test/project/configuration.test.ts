import assert from "node:assert/strict";
import { rules as allRules } from "../../server/core/analysis";
import { isIgnored, resolveSettings } from "../../server/project/configuration";
import schema from "../../server/project/faultline.schema.json";
import { readConfiguration } from "../../server/project/read-configuration";

const RULES = ["unknown-code", "wrong-field", "message-match", "impossible-branch"];

const read = (text: string, path = "/w/app/faultline.json") => readConfiguration(path, text, "/w", RULES);

/** `"3: message"` for each problem. */
const problems = (text: string): readonly string[] => read(text).problems.map(({ line, message }) => `${line}: ${message}`);

const configuration = (value: object, path?: string) => {
  const reading = read(JSON.stringify(value), path);
  assert.deepEqual(reading.problems, []);
  assert.ok(reading.configuration);
  return reading.configuration;
};

describe("reading a configuration", () => {
  it("takes everything that the contract shows", () => {
    const result = configuration({
      $schema: "./node_modules/faultline/dist/faultline.schema.json",
      catalogs: ["./errors/acme.json"],
      bind: [
        { call: "acme.request", provider: "acme" },
        { host: "API.staging.acme.dev", provider: "acme" },
        { env: "ACME_URL", provider: "acme" },
        { files: "src/billing/**", provider: "stripe" },
        { files: "legacy/**", provider: "none" },
      ],
      rules: { "message-match": "error", "unknown-code": "off" },
      ignore: ["**/*.gen.ts"],
    });
    assert.deepEqual(
      result.catalogs.map(({ path }) => path),
      ["/w/app/errors/acme.json"],
    );
    assert.deepEqual(
      result.binds.map(({ bind }) => bind),
      [
        { kind: "call", call: "acme.request", provider: "acme" },
        { kind: "host", host: "api.staging.acme.dev", provider: "acme" },
        { kind: "env", env: "ACME_URL", provider: "acme" },
        { kind: "files", provider: "stripe" },
        { kind: "files", provider: "none" },
      ],
    );
    assert.deepEqual(
      [...result.rules],
      [
        ["message-match", "error"],
        ["unknown-code", "off"],
      ],
    );
    assert.equal(result.root, false);
  });

  it("says the line and the remedy of an unknown rule, and keeps the others", () => {
    const text = '{\n  "rules": {\n    "mesage-match": "error",\n    "unknown-code": "hint"\n  }\n}';
    assert.deepEqual(problems(text), ["3: No rule is named 'mesage-match'; did you mean 'message-match'?"]);
    const reading = read(text);
    assert.deepEqual([...(reading.configuration?.rules ?? [])], [["unknown-code", "hint"]]);
    const [problem] = reading.problems;
    assert.equal(text.slice(problem?.span.start, problem?.span.end), '"mesage-match"');
  });

  it("only warns of an unknown rule that is off", () => {
    const { problems, configuration } = read('{"rules": {"of-another-version": "off"}}');
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ["warning"],
    );
    assert.ok(configuration);
  });

  it("has a schema that names every rule, as the rules do", () => {
    const described = Object.entries(schema.properties.rules.properties).map(([id, { description }]) => [id, description]);
    assert.deepEqual(
      described,
      allRules.map(({ id, summary }) => [id, summary]),
    );
  });

  it("says that a severity is none", () => {
    assert.deepEqual(problems('{"rules":{\n"message-match": "warn"}}').length, 1);
    assert.match(problems('{"rules":{\n"message-match": "warn"}}')[0] ?? "", /^2: 'warn' is not allowed here/);
  });

  const outside: readonly (readonly [string, RegExp])[] = [
    ["../../secret.json", /leads out of the workspace folder/],
    ["../../../../../../etc/passwd", /leads out of the workspace folder/],
    ["//server/share/a.json", /is a network path/],
    ["\\\\server\\share\\a.json", /is a network path/],
    ["https://example.org/a.json", /is a URL/],
    ["file:///etc/passwd", /is a URL/],
    ["/etc/passwd", /is absolute/],
    ["C:/a.json", /is absolute/],
    ["a\\b.json", /backslash/],
    ["a\0b.json", /character/],
  ];
  for (const [path, message] of outside) {
    it(`does not look up the catalog ${JSON.stringify(path)}`, () => {
      const reading = read(JSON.stringify({ catalogs: [path, "./fine.json"] }, null, 1));
      assert.equal(reading.problems.length, 1);
      assert.match(reading.problems[0]?.message ?? "", message);
      assert.equal(reading.problems[0]?.line, 3);
      assert.deepEqual(
        reading.configuration?.catalogs.map(({ path }) => path),
        ["/w/app/fine.json"],
      );
    });
  }

  it("lets a path go up as long as it stays in the workspace", () => {
    assert.deepEqual(
      configuration({ catalogs: ["../errors/a.json"] }).catalogs.map(({ path }) => path),
      ["/w/errors/a.json"],
    );
  });

  it("names the pattern that cannot be", () => {
    assert.deepEqual(problems('{"ignore": ["../other/**"]}'), ["1: The pattern '../other/**' leaves the folder of this file"]);
    assert.match(problems('{"bind": [{"files": "!a", "provider": "x"}]}')[0] ?? "", /'!a' starts with '!'/);
  });

  const broken: readonly (readonly [string, string])[] = [
    ["an unknown property", '{"rulez": {}}'],
    ["another type", '{"ignore": "a"}'],
    ["a binding of two kinds", '{"bind": [{"call": "a", "host": "b", "provider": "c"}]}'],
    ["a binding of none", '{"bind": [{"provider": "c"}]}'],
    ["a binding without a provider", '{"bind": [{"call": "a"}]}'],
    ["a host with a scheme", '{"bind": [{"host": "https://a.b/c", "provider": "c"}]}'],
    ["a call with arguments", '{"bind": [{"call": "a.b()", "provider": "c"}]}'],
    ["text that is no JSON", '{"rules": '],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a depth that no reader can follow", "[".repeat(200_000)],
  ];
  for (const [name, text] of broken) {
    it(`refuses ${name}`, () => {
      const reading = read(text);
      assert.equal(reading.configuration, undefined);
      assert.ok(reading.problems.length > 0);
      assert.ok(reading.problems.every(({ schema, line }) => schema && line === 1));
    });
  }

  it("sees a property named __proto__ as any other unknown one", () => {
    assert.match(problems('{"__proto__": {"root": true}}')[0] ?? "", /__proto__/);
    const inRules = read('{"rules": {"__proto__": "off", "constructor": "off"}}');
    assert.equal(inRules.problems.length, 2);
    assert.equal(inRules.configuration?.rules.size, 0);
    assert.equal(({} as { root?: unknown }).root, undefined);
  });
});

describe("merging configurations", () => {
  const near = configuration(
    {
      rules: { "message-match": "off" },
      bind: [
        { host: "a.dev", provider: "near" },
        { files: "src/*.ts", provider: "files" },
      ],
      ignore: ["gen"],
    },
    "/w/app/faultline.json",
  );
  const far = configuration(
    { rules: { "message-match": "error", "unknown-code": "hint" }, bind: [{ host: "a.dev", provider: "far" }], ignore: ["**/*.gen.ts"] },
    "/w/faultline.json",
  );
  const editor = new Map([
    ["unknown-code", "off"],
    ["wrong-field", "error"],
  ] as const);

  it("takes the nearest severity, the editor's last", () => {
    const { rules } = resolveSettings([near, far], editor, "/w/app/a.ts");
    assert.deepEqual([...rules].sort(), [
      ["message-match", "off"],
      ["unknown-code", "hint"],
      ["wrong-field", "error"],
    ]);
  });

  it("puts the nearest bindings first, and those of files only where they match", () => {
    const providers = (path: string) => resolveSettings([near, far], editor, path).binds.map(({ provider }) => provider);
    assert.deepEqual(providers("/w/app/a.ts"), ["near", "far"]);
    assert.deepEqual(providers("/w/app/src/a.ts"), ["near", "files", "far"]);
    assert.deepEqual(providers("/w/app/src/b/a.ts"), ["near", "far"]);
  });

  it("ignores what any of them ignores, relative to its own folder", () => {
    assert.ok(isIgnored([near, far], "/w/app/gen/a.ts"));
    assert.ok(isIgnored([near, far], "/w/app/src/x.gen.ts"));
    assert.ok(!isIgnored([near, far], "/w/app/src/gen/a.ts"));
    assert.ok(!isIgnored([far], "/w/gen/a.ts"));
  });
});
