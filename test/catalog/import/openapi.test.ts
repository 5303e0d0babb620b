/** Each way in which OpenAPI descriptions tell of errors, small. `test/long/descriptions.test.ts` has real ones. */
import assert from "node:assert/strict";
import type { Read } from "../../../catalog/import/imported";
import { readDescription } from "../../../catalog/import/readers";
import type { CodeFile, ProviderFile } from "../../../catalog/model/file";
import { normalise } from "../../../catalog/model/normalise";
import { validateProvider } from "../../../catalog/validate";
import { codeCard } from "../../../server/core/features/markdown";

function imported(read: Read): ProviderFile {
  assert.ok("file" in read, JSON.stringify(read));
  const { problems } = validateProvider(JSON.stringify({ id: "acme", ...read.file }));
  assert.deepEqual(problems, []);
  return read.file;
}

const file = (yaml: string): ProviderFile => imported(readDescription(yaml, "api.yaml"));

/** `["gone 410", "busy"]`: codes with their statuses, those of other vocabularies behind their name. */
const codes = ({ codes: all = [] }: ProviderFile): readonly string[] =>
  all.map((given) => {
    const { code, vocabulary, status, statuses = status === undefined ? [] : [status] } = given as CodeFile;
    return [...(vocabulary ? [`${vocabulary}:`] : []), code, ...(statuses.length > 0 ? [statuses.join("/")] : [])].join(" ");
  });

const completeness = ({ vocabularies = {} }: ProviderFile): unknown => {
  const { code } = vocabularies;
  return typeof code === "object" ? code.completeness : code;
};

const entry = ({ codes: all = [] }: ProviderFile, code: string): CodeFile =>
  all.find((given) => (given as CodeFile).code === code) as CodeFile;

/** An operation whose responses are these, in YAML that is indented by nothing. */
const withResponses = (responses: string, rest = ""): string =>
  `openapi: 3.1.0\ninfo: { title: Acme, version: "2" }\npaths:\n  /orders:\n    post:\n      responses:\n${responses.replace(/^(?=.)/gm, "        ")}\n${rest}`;

const json = (schema: string): string => `description: x\n  content: { application/json: { schema: ${schema} } }`;

describe("an OpenAPI description", () => {
  it("lists its codes in one enum for all statuses, which says of none which status it has", () => {
    const read = file(
      withResponses(
        `"400":\n  ${json("{ $ref: '#/components/schemas/Error' }")}\n"404":\n  ${json("{ $ref: '#/components/schemas/Error' }")}`,
        "components: { schemas: { Error: { type: object, properties: { code: { $ref: '#/components/schemas/Code' }, type: { enum: [auth, system] }, message: { type: string }, link: { type: string } } }, Code: { type: string, enum: [gone, busy] } } }",
      ),
    );
    assert.deepEqual(codes(read), ["gone", "busy", "type: auth", "type: system"]);
    assert.deepEqual(read.envelopes, [
      { fields: { code: "code", type: { path: "type", vocabulary: "type" }, message: "message", docsUrl: "link" } },
    ]);
    assert.equal(completeness(read), "listed");
    assert.equal(read.name, "Acme");
  });

  it("describes an enum with x-enum-elements, and names errors of an endpoint besides", () => {
    const read = file(`openapi: 3.0.0
paths:
  /cards:
    post:
      x-endpoint-errors: [{ error-code: CARD_LOST }, { error-code: CARD_OLD }]
      responses:
        "200": { description: ok, content: { application/json: { schema: { properties: { card: {}, errors: { type: array, items: { $ref: "#/components/schemas/Error" } } } } } } }
components:
  schemas:
    Error: { properties: { category: { $ref: "#/components/schemas/Category" }, code: { $ref: "#/components/schemas/Code" }, detail: { type: string }, field: { type: string } } }
    Category: { type: string, enum: [API_ERROR] }
    Code: { type: string, enum: [CARD_OLD], x-enum-elements: [{ name: CARD_OLD, description: "The **card** is past its [date](https://x)." }] }
`);
    assert.deepEqual(codes(read), ["CARD_OLD", "CARD_LOST", "category: API_ERROR"]);
    assert.equal(entry(read, "CARD_OLD").meaning, "The card is past its date.");
    assert.deepEqual(read.envelopes?.[0]?.fields.code, "errors.0.code");
  });

  it("narrows a base by allOf for each status, with named examples", () => {
    const read = file(
      withResponses(
        `"400":
  headers: { x-correlator: { schema: { type: string } } }
  description: Bad Request
  content:
    application/json:
      schema: { allOf: [{ $ref: "#/components/schemas/ErrorInfo" }, { properties: { status: { enum: [400] }, code: { enum: [INVALID_ARGUMENT, OUT_OF_RANGE] } } }] }
      examples:
        range: { description: A field is outside of its range., value: { status: 400, code: OUT_OF_RANGE, message: Client specified an invalid range. } }
"409":
  ${json('{ allOf: [{ $ref: "#/components/schemas/ErrorInfo" }, { properties: { code: { enum: [CONFLICT] } } }] }')}`,
        "components: { schemas: { ErrorInfo: { properties: { status: { type: integer }, code: { type: string }, message: { type: string } } } } }",
      ),
    );
    assert.deepEqual(codes(read), ["INVALID_ARGUMENT 400", "OUT_OF_RANGE 400", "CONFLICT 409"]);
    assert.equal(entry(read, "OUT_OF_RANGE").meaning, "A field is outside of its range.");
    assert.equal(entry(read, "INVALID_ARGUMENT").meaning, undefined, "another code's example says nothing of it");
    assert.deepEqual(read.messages, [{ pattern: "Client specified an invalid range.", code: "OUT_OF_RANGE" }]);
    assert.deepEqual(read.envelopes, [
      { fields: { code: "code", status: "status", message: "message", requestId: { header: "x-correlator" } } },
    ]);
    assert.equal(read.statuses?.["400"], undefined, "the phrase of a status says nothing");
  });

  it("has one of several schemas for each issue, in the details", () => {
    const issue = (name: string, words: string): string =>
      `{ properties: { issue: { enum: [${name}] }, description: { enum: ["${words}"] } } }`;
    const read = file(
      withResponses(
        `"422":
  ${json(`{ allOf: [{ properties: { name: { enum: [UNPROCESSABLE] }, debug_id: { type: string } } }, { properties: { details: { type: array, items: { anyOf: [${issue("CARD_EXPIRED", "It is past its date.")}, ${issue("CARD_CLOSED", "It was closed.")}] } } } }] }`)}
"403":
  ${json(`{ properties: { details: { type: array, items: ${issue("CARD_CLOSED", "It was closed.")} } } }`)}`,
      ),
    );
    assert.deepEqual(codes(read), ["UNPROCESSABLE 422", "issue: CARD_CLOSED 403/422", "issue: CARD_EXPIRED 422"]);
    assert.equal(entry(read, "CARD_EXPIRED").meaning, "It is past its date.");
    assert.deepEqual(read.envelopes?.[0]?.fields, {
      code: "name",
      type: { path: "details.0.issue", vocabulary: "issue" },
      message: "details.0.description",
      requestId: "debug_id",
      details: "details",
    });
  });

  it("is of Swagger 2, with codes at the default response and the host apart", () => {
    const read = file(`swagger: "2.0"
host: api.acme.dev
basePath: /v1
schemes: [https, http]
paths:
  /auth:
    get:
      responses:
        "200": { description: ok, schema: { properties: { ok: { enum: [true] } } } }
        default: { description: failed, schema: { properties: { ok: { type: boolean, enum: [false] }, error: { type: string, enum: [not_authed, revoked] } } }, examples: { application/json: { ok: false, error: invented } } }
`);
    assert.deepEqual(codes(read), ["not_authed", "revoked", "invented"]);
    assert.deepEqual(read.baseUrls, ["https://api.acme.dev/v1"]);
    assert.deepEqual(read.envelopes?.[0]?.fields, { code: "error", discriminator: { path: "ok", failure: false } });
    assert.deepEqual(read.issues, ["Examples have values of error that no enum lists: invented."]);
  });

  it("gives problems (RFC 9457), whose type is the identity", () => {
    const read = file(
      withResponses(`"403":
  description: x
  content:
    application/problem+json:
      schema: { properties: { type: { type: string, format: uri, enum: ["https://acme.dev/problems/no-credit"] }, title: { type: string }, status: { type: integer }, detail: { type: string } } }
"404":
  description: x
  content: { application/problem+json: { example: { type: "https://acme.dev/problems/gone", title: Gone, status: 404, detail: It has left. } } }
"500":
  description: x
  content: { application/problem+json: { example: { type: "about:blank", title: Oops, status: 500 } } }`),
    );
    assert.deepEqual(codes(read), ["https://acme.dev/problems/no-credit 403", "https://acme.dev/problems/gone 404"]);
    assert.equal(read.envelopes?.[0]?.id, "problem");
    assert.deepEqual(read.envelopes?.[0]?.fields, { code: "type", status: "status", message: "detail" });
  });

  it("lists errors in x-errors, in whatever form", () => {
    const forms = [
      "x-errors: [{ code: gone, status: 410, message: It has left. }]",
      "x-errors: { 410: [{ name: gone, description: It has left. }] }",
      "x-errors: { gone: { httpStatus: 410, description: It has left. } }",
    ];
    for (const form of forms) {
      const read = file(`openapi: 3.0.0\npaths:\n  /a:\n    get:\n      ${form}\n      responses: {}\n`);
      assert.deepEqual(codes(read), ["gone 410"], form);
      assert.equal(entry(read, "gone").meaning, "It has left.");
    }
    assert.deepEqual(codes(file("openapi: 3.0.0\npaths: {}\nx-errors: [gone, busy]\n")), ["gone", "busy"]);
  });

  it("says with headers and x-speakeasy-retries what to repeat, and nothing else does", () => {
    const read = file(
      withResponses(
        `"429": { description: Slow down, headers: { retry-after: { schema: { type: integer } } } }
"500": { description: Please retry later. }
"503": { $ref: "#/components/responses/Busy" }`,
        `components: { responses: { Busy: { description: Busy, headers: { Retry-After: {} } } } }
x-speakeasy-retries: { strategy: backoff, backoff: { initialInterval: 500, maxInterval: 60000 }, statusCodes: [5XX, 408] }`,
      ),
    );
    assert.deepEqual(read.statuses, {
      "408": { retry: { policy: "backoff", basis: "sdk", initialMs: 500, maxMs: 60000 } },
      "429": { meaning: "Slow down", retry: "after-header" },
      "500": { meaning: "Please retry later.", retry: { policy: "backoff", basis: "sdk", initialMs: 500, maxMs: 60000 } },
      "503": { meaning: "Busy", retry: "after-header" },
      "5xx": { retry: { policy: "backoff", basis: "sdk", initialMs: 500, maxMs: 60000 } },
    });
    assert.equal(file(withResponses('"500": { description: Please retry later. }')).statuses?.["500"]?.retry, undefined);
  });

  it("has constants with their words, and discriminators", () => {
    const consts = file(
      withResponses(
        `"400":\n  ${json("{ properties: { code: { oneOf: [{ const: gone, description: It has left. }, { const: busy, title: It is busy }] } } }")}`,
      ),
    );
    assert.deepEqual(codes(consts), ["gone 400", "busy 400"]);
    assert.deepEqual([entry(consts, "gone").meaning, entry(consts, "busy").meaning], ["It has left.", "It is busy"]);
    const mapped = file(
      withResponses(
        `"400":\n  ${json('{ oneOf: [{ $ref: "#/components/schemas/Gone" }], discriminator: { propertyName: type, mapping: { gone: "#/components/schemas/Gone", busy: Busy } } }')}`,
        "components: { schemas: { Gone: { description: It has left., properties: { type: { type: string }, message: { type: string } } }, Busy: { description: It is busy. } } }",
      ),
    );
    assert.deepEqual(codes(mapped), ["gone 400", "busy 400"]);
    assert.deepEqual([entry(mapped, "gone").meaning, entry(mapped, "busy").meaning], ["It has left.", "It is busy."]);
  });

  it("gives an open vocabulary where it has examples alone, and none where it has neither", () => {
    const read = file(
      withResponses(
        '"404":\n  description: x\n  content: { application/json: { schema: { properties: { error: { properties: { code: { type: string }, message: { type: string } } } } }, example: { error: { code: no_order, message: No such order } } } }',
      ),
    );
    assert.deepEqual(codes(read), ["no_order 404"]);
    assert.equal(completeness(read), "open");
    assert.deepEqual(read.envelopes, [{ fields: { code: "error.code", message: "error.message" } }]);
    for (const value of ["string", "ERROR_CODE", "Something went wrong", "00000000-0000-0000-0000-000000000000"]) {
      const none = readDescription(
        withResponses(`"404": { description: x, content: { application/json: { example: { code: "${value}" } } } }`),
        "a",
      );
      assert.deepEqual(codes(imported(none)), [], value);
    }
  });

  it("takes what is no code for none: statuses, severities, fields of what an error is about, sentences", () => {
    const schema =
      '{ properties: { statusCode: { enum: [400] }, code: { type: integer, example: 400 }, severity: { enum: [ERROR, WARN] }, error: { enum: ["It went wrong"] }, payment: { properties: { code: { enum: [SEPA] } } }, details: { items: { properties: { location: { enum: [body] } } } } } }';
    assert.deepEqual(codes(file(withResponses(`"400":\n  ${json(schema)}`))), []);
    assert.deepEqual(
      codes(file(withResponses(`"201":\n  ${json("{ properties: { code: { enum: [created] }, type: { enum: [order] } } }")}`))),
      [],
    );
  });

  it("names its hosts, those that variables give too, and leaves out those of one machine", () => {
    const servers = `servers:
  - { url: "https://{region}.acme.dev/{version}/", variables: { region: { enum: [eu, us], default: eu }, version: { default: v2 } } }
  - { url: "https://{tenant}.acme.app", variables: { tenant: { default: demo } } }
  - { url: "http://localhost:8080/v2" }
  - { url: "/v2" }
  - { url: "https://api.example.com" }
`;
    const read = readDescription(`openapi: 3.0.0\n${servers}paths: {}\n`, "a");
    assert.deepEqual(imported(read).baseUrls, ["https://eu.acme.dev/v2", "https://us.acme.dev/v2"]);
    assert.deepEqual(imported(read).hosts, ["*.acme.app"]);
    assert.ok("notes" in read && read.notes.some((note) => note.includes("localhost")));
  });

  it("keeps numbers apart from strings, and one type in a vocabulary", () => {
    assert.deepEqual(file(withResponses(`"400":\n  ${json("{ properties: { code: { type: integer, enum: [40001, 40002] } } }")}`)).codes, [
      { code: 40001, status: 400 },
      { code: 40002, status: 400 },
    ]);
    assert.deepEqual(codes(file(withResponses(`"400":\n  ${json('{ properties: { code: { enum: [40001, "a", "b"] } } }')}`))), [
      "a 400",
      "b 400",
    ]);
  });

  it("finds an error's schema that no response uses", () => {
    const read = file("openapi: 3.0.0\npaths: {}\ncomponents: { schemas: { ApiError: { properties: { code: { enum: [gone] } } } } }\n");
    assert.deepEqual(codes(read), ["gone"]);
    assert.deepEqual(
      codes(file("openapi: 3.0.0\npaths: {}\ncomponents: { schemas: { ErrorCode: { enum: [gone, busy] }, Color: { enum: [red] } } }\n")),
      ["gone", "busy"],
    );
  });

  it("does not leave its own file", () => {
    const read = readDescription(
      withResponses(
        `"400":\n  ${json('{ $ref: "https://evil.test/schema.json" }')}\n"404":\n  ${json('{ $ref: "../common.yaml#/Error" }')}`,
      ),
      "a",
    );
    assert.ok("notes" in read);
    assert.match(
      read.notes.join("\n"),
      /2 references lead to other files, such as 'https:\/\/evil\.test\/schema\.json', and were not followed/,
    );
  });
});

describe("what is no OpenAPI description", () => {
  const problem = (text: string): string => {
    const read = readDescription(text, "a");
    return "problem" in read ? `${read.line ?? ""} ${read.problem}` : "";
  };
  it("is told with the line", () => {
    assert.match(problem("a: [1\nb: 2"), /^2 This is neither JSON nor YAML: /);
    assert.match(problem('{"openapi": "3.0.0",\n "paths": oops oops: 1}'), /This is neither JSON nor YAML/);
    assert.match(problem(""), /The file is empty/);
    for (const text of ["[]", "hello", "1", "openapi: 4.0.0", "swagger: '1.2'", "null", "asyncapi: 2.0.0"])
      assert.match(problem(text), /This is no OpenAPI description/, text);
    assert.match(problem("a: !!js/function x"), /unknown tag/);
    assert.match(problem(`{"openapi": ${"[".repeat(200_000)}`), /nested too deeply/);
  });

  it("has no prototypes to give, and no text that acts", () => {
    const evil = "![x](https://evil.test/i.png) <img src=x onerror=alert(1)> [run](command:evil) `\\u202e $(bug)";
    const read = file(
      withResponses(
        `"400":\n  ${json(`{ properties: { __proto__: { enum: [polluted] }, code: { enum: [gone, constructor, __proto__, "a\\nb", "\\u202eevil"], x-enumDescriptions: { gone: ${JSON.stringify(evil)} } } } }`)}`,
      ),
    );
    assert.deepEqual(codes(read), ["gone 400", "constructor 400", "__proto__ 400"]);
    assert.equal(({} as { enum?: unknown }).enum, undefined);
    const provider = normalise({ id: "acme", ...read });
    const [gone] = provider.codes;
    assert.ok(gone && gone.meaning.includes("command:evil") === false);
    const card = codeCard(provider, { ...gone, meaning: evil });
    assert.doesNotMatch(card, /!\[|\]\(command|<img|(?<!\\)\$\(/);
  });

  it("may go in circles, and branch without end", () => {
    assert.deepEqual(
      codes(
        file(
          withResponses(
            `"400":\n  ${json('{ $ref: "#/components/schemas/A" }')}`,
            "components: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/B' }], properties: { errors: { items: { $ref: '#/components/schemas/A' } }, code: { enum: [gone] } } }, B: { $ref: '#/components/schemas/A' } } }",
          ),
        ),
      ),
      ["gone 400"],
    );
    const names = Array.from(
      { length: 40 },
      (_, index) =>
        `e${index}: &e${index} { properties: { error: { properties: { ${index === 0 ? "code: { enum: [gone] }" : `${Array.from({ length: 9 }, (__, n) => `error${n}: *e${index - 1}`).join(", ")}`} } } } }`,
    );
    const read = readDescription(
      `openapi: 3.0.0\n${names.map((line) => `x-${line}`).join("\n")}\npaths: { /a: { get: { responses: { "400": { description: x, content: { application/json: { schema: *e39 } } } } } } }\n`,
      "a",
    );
    assert.ok("file" in read || /too often/.test(read.problem));
  });
});
