import assert from "node:assert/strict";
import { type Folder, folder } from "./harness";

const response = (codes: string, headers = "") =>
  `description: ""\n${headers}          content: { application/json: { schema: { properties: { error: { properties: { code: { enum: [${codes}] }, message: { type: string } } } } } } }`;

const api = (responses: Readonly<Record<string, string>>, words: Readonly<Record<string, string>> = {}): string => `openapi: 3.1.0
info: { title: Acme Orders API, version: "1" }
servers: [{ url: "https://api.acme.dev/v1" }]
paths:
  /orders:
    get:
      x-errors: [${Object.entries(words)
        .map(([code, description]) => `{ code: ${code}, description: ${description} }`)
        .join(", ")}]
      responses:
${Object.entries(responses)
  .map(([status, text]) => `        "${status}":\n          ${text}`)
  .join("\n")}
`;

const FIRST = api(
  { "404": response("no_order, no_item"), "409": response("twice"), "410": response("left") },
  { no_order: "There", twice: "It" },
);
const NEWER = api(
  {
    "404": response("no_order, no_item, no_shop"),
    "422": response("twice"),
    "429": response("slow_down", "          headers: { Retry-After: {} }\n"),
  },
  { no_order: "Nowhere to be found.", twice: "It" },
);

async function importing(at: Folder, ...more: readonly string[]) {
  const result = await at.run(["import", "openapi", "api.yaml", "--out", "acme.faultline.json", ...more]);
  assert.equal(result.code, 0, result.err);
  return result;
}

const catalog = (at: Folder) =>
  JSON.parse(
    at
      .read("acme.faultline.json")
      .replaceAll(/^\s*\/\/.*$/gm, "")
      .replaceAll(/ \/\/ .*$/gm, ""),
  );

describe("faultline import", () => {
  it("writes a catalog that is used at once, and says how", async () => {
    const at = folder({ "api.yaml": FIRST, "faultline.json": '{ "catalogs": ["acme.faultline.json"] }' });
    const { out, err } = await importing(at);
    assert.equal(out, "Wrote acme.faultline.json: 4 codes (4 with a status, 2 with a meaning)\n");
    assert.match(err, /"catalogs": \["\.\/acme\.faultline\.json"\]/);
    at.write(
      "a.ts",
      'const r = await fetch("https://api.acme.dev/v1/orders");\nconst { error } = await r.json();\nif (error.code === "no_ordr") stop();\n',
    );
    const checked = await at.run(["check", "--format", "json"]);
    assert.deepEqual(
      JSON.parse(checked.out).findings.map(({ message }: { message: string }) => message),
      ["Acme Orders API has no error code 'no_ordr'"],
    );
    assert.equal((await at.run(["catalog", "check", "acme.faultline.json"])).code, 0);
  });

  it("prints the same where nothing is to be written", async () => {
    const at = folder({ "api.yaml": FIRST });
    const { out } = await at.run(["import", "openapi", "api.yaml", "--id", "acme"]);
    await importing(at);
    assert.equal(out, at.read("acme.faultline.json"));
    assert.equal(JSON.parse((await at.run(["import", "openapi", "api.yaml"])).out).id, "acme-orders");
  });

  it("says nothing new the second time, and leaves the file alone", async () => {
    const at = folder({ "api.yaml": FIRST });
    await importing(at);
    const before = at.read("acme.faultline.json");
    const { out } = await importing(at);
    assert.equal(out, "Merged api.yaml into acme.faultline.json: nothing new\n");
    assert.equal(at.read("acme.faultline.json"), before);
  });

  it("loses nothing of what a person changed, follows what nobody did, and tells both", async () => {
    const at = folder({ "api.yaml": FIRST });
    await importing(at);
    const edited = at
      .read("acme.faultline.json")
      .replace(
        '{ "code": "no_order", "status": 404, "meaning": "There" }',
        '// Ours\n    { "code": "no_order", "status": 404, "meaning": "Nobody ordered that.", "retry": "never" }, // keep',
      )
      .replace(/\n[^\n]*"no_item"[^\n]*/, "")
      .replace('"name": "Acme Orders API"', '"name": "Acme"')
      .replace('"codes": [', '"codes": [\n    { "code": "our_own", "status": 418, "meaning": "Ours." },');
    at.write("acme.faultline.json", edited);
    at.write("api.yaml", NEWER);
    const { out } = await importing(at);
    assert.deepEqual(
      out
        .trim()
        .split("\n")
        .map((line) => line.replaceAll(/ +/g, " ")),
      [
        '~ envelopes error {"fields":{"code":"error.code","message":"error.message"}} → {"fields":{"code":"error.code","message":"error.message","retryAfter":{"header":…',
        "+ statuses 429",
        '! no_order meaning stays as it is here; api.yaml says "Nowhere to be found."',
        "! no_item stays out: it was removed here",
        '+ no_shop {"status":404}',
        "~ twice status 409 → 422",
        '+ slow_down {"status":429}',
        "- left is not in api.yaml any more; it stays until you remove it",
        "Merged api.yaml into acme.faultline.json: 5 changes",
      ],
      out,
    );
    const text = at.read("acme.faultline.json");
    assert.match(
      text,
      /\n {4}\/\/ Ours\n {4}\{ "code": "no_order", "status": 404, "meaning": "Nobody ordered that\.", "retry": "never" \}, ?\/\/ keep,\n/,
    );
    const { name, codes, statuses } = catalog(at);
    assert.equal(name, "Acme");
    assert.deepEqual(
      codes.map(({ code, status }: { code: string; status: number }) => `${code} ${status}`),
      ["our_own 418", "no_order 404", "twice 422", "left 410", "no_shop 404", "slow_down 429"],
    );
    assert.deepEqual(statuses, { "429": { retry: "after-header" } });
    // What was removed and what is gone stays known: a third import says so again, and changes nothing.
    const third = await importing(at);
    assert.equal(at.read("acme.faultline.json"), text);
    assert.match(third.out, /- left .*\n/);
    assert.match(third.out, /: nothing new\n$/);
  });

  it("keeps comments, order, tabs and line ends", async () => {
    const at = folder({ "api.yaml": NEWER });
    at.write(
      "acme.faultline.json",
      '// Acme\r\n{\r\n\t/* who */ "id": "acme",\r\n\t"codes": [\r\n\t\t"twice", // bare\r\n\t\t{\r\n\t\t\t"meaning": "Mine", // first\r\n\t\t\t"code": "no_order",\r\n\t\t},\r\n\t],\r\n\t"docs": "https://acme.dev/errors",\r\n}\r\n',
    );
    await importing(at);
    const text = at.read("acme.faultline.json");
    assert.ok(!/[^\r]\n/.test(text), "every line ends as before");
    assert.match(
      text,
      /^\/\/ Acme\r\n\{\r\n\t\/\* who \*\/ "id": "acme",\r\n\t"codes": \[\r\n\t\t\{ "code": "twice", "status": 422, "meaning": "It" \}, \/\/ bare\r\n/,
    );
    assert.match(
      text,
      /\t\t\{\r\n\t\t\t"meaning": "Mine", \/\/ first\r\n\t\t\t"code": "no_order",\r\n\t\t\t"status": 404,\r\n\t\t\},\r\n\t\t\{ "code": "no_item", "status": 404 \},\r\n/,
    );
    assert.match(text, /"docs": "https:\/\/acme\.dev\/errors",\r\n\t"name": "Acme Orders API",\r\n/);
    assert.equal((await at.run(["catalog", "check", "acme.faultline.json"])).code, 0);
    const again = await importing(at);
    assert.equal(at.read("acme.faultline.json"), text);
    assert.match(again.out, /nothing new/);
  });

  it("writes nothing where it is only asked what it would write", async () => {
    const at = folder({ "api.yaml": FIRST });
    assert.match((await importing(at, "--dry-run")).out, /^Would write acme\.faultline\.json: 4 codes/);
    assert.throws(() => at.read("acme.faultline.json"));
    await importing(at);
    const before = at.read("acme.faultline.json");
    at.write("api.yaml", NEWER);
    assert.match((await importing(at, "--dry-run")).out, /\+ no_shop.*\nWould merge/s);
    assert.equal(at.read("acme.faultline.json"), before);
  });

  it("adds to a bundled provider what goes beyond it", async () => {
    const at = folder({ "api.yaml": FIRST, "faultline.json": '{ "catalogs": ["more.json"] }' });
    await at.run(["import", "openapi", "api.yaml", "--extends", "elestrals", "--out", "more.json"]);
    const { id, envelopes, codes, ...more } = JSON.parse(at.read("more.json"));
    assert.deepEqual([id, envelopes, more.extends, codes.length], [undefined, undefined, "elestrals", 4]);
    assert.match((await at.run(["explain", "twice"])).out, /^twice · Elestrals/);
    assert.match((await at.run(["import", "openapi", "api.yaml", "--out", "more.json"])).out, /nothing new/);
  });

  it("reads a page and a type as well", async () => {
    const at = folder({
      "errors.md": "| Code | Status | Meaning |\n|-|-|-|\n| no_order | 404 | There is none. |\n",
      "errors.ts":
        'export const Codes = {\n  /** It has left. */\n  Gone: "gone",\n  Busy: { code: "busy", status: 503, message: "Later." },\n} as const;\nexport type Code = (typeof Codes)[keyof typeof Codes] | "other";\n',
    });
    assert.deepEqual(JSON.parse((await at.run(["import", "table", "errors.md", "--id", "acme"])).out).codes, [
      { code: "no_order", status: 404, meaning: "There is none." },
    ]);
    assert.deepEqual(JSON.parse((await at.run(["import", "typescript", "errors.ts", "Code", "--id", "acme"])).out).codes, [
      { code: "gone", meaning: "It has left." },
      { code: "busy", status: 503, meaning: "Later." },
      { code: "other" },
    ]);
  });

  const refused: readonly (readonly [argv: string, message: RegExp, files?: Readonly<Record<string, string>>])[] = [
    ["openapi", /Missing required argument 'file'/],
    ["asyncapi api.yaml", /'asyncapi' is invalid.*openapi, table, typescript/],
    ["openapi apy.yaml", /There is no file or folder 'apy\.yaml'; did you mean 'api\.yaml'\?/],
    ["openapi api.yaml Extra", /Only 'import typescript' takes a type/],
    ["typescript a.ts", /Name the type after the file/],
    ["typescript a.ts Cod", /a\.ts: There is no union, enum or constant object 'Cod' of literals in it; did you mean 'Code'\?/],
    ["openapi broken.yaml --id acme", /^faultline: broken\.yaml:2: This is neither JSON nor YAML/],
    ["openapi api.yaml --id Acme", /'Acme' is no id: write lower-case letters, digits and hyphens/],
    ["openapi api.yaml --id stripe", /'stripe' is a bundled provider; choose another id with --id, or add to it with --extends stripe/],
    ["openapi api.yaml --extends strip", /There is no bundled provider 'strip' to extend; did you mean 'stripe'\?/],
    ["openapi api.yaml --out no/acme.json", /There is no folder for 'no\/acme\.json'; make it first/],
    [
      "openapi api.yaml --out bad.json",
      /Nothing was imported, since the catalog has mistakes:\nbad\.json:1: Unknown property 'coeds'; did you mean 'codes'\?/,
    ],
    ["openapi api.yaml --out own.json --id other", /own\.json is the catalog of 'own'; leave --id out/],
    ["openapi src", /'src' is not a file/],
    ["table api.yaml --id acme", /api\.yaml: This page has no table/],
  ];
  for (const [argv, message] of refused) {
    it(`refuses ${argv}`, async () => {
      const files = {
        "api.yaml": FIRST,
        "broken.yaml": "a: [1\nb: 2",
        "a.ts": 'type Code = "a" | "b";',
        "bad.json": '{ "id": "bad", "coeds": [] }',
        "own.json": '{ "id": "own" }',
        "src/x": "",
      };
      const at = folder(files);
      const { code, err, out } = await at.run(["import", ...argv.split(" ")]);
      assert.match(err, message);
      assert.deepEqual([code, out], [2, ""]);
      for (const [name, text] of Object.entries(files)) assert.equal(at.read(name), text);
    });
  }
});
