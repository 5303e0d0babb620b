/** Where a quick reading of the five documents goes wrong, and what their error bodies look like. */
import assert from "node:assert/strict";
import { codeEntry, messageSample, statusEntry, vocabularyOf } from "../../catalog/model/lookup";
import type { Provider } from "../../catalog/model/types";
import { bundled } from "./bundled";

/** Body fields as `role path type`. */
const bodies = (provider: Provider): readonly (readonly string[])[] =>
  provider.envelopes.map((envelope) =>
    envelope.fields
      .filter((field) => field.in === "body")
      .map((field) => `${field.role} ${field.path.join(".")} ${field.type}${field.failure === undefined ? "" : ` = ${field.failure}`}`),
  );
const headers = (provider: Provider): readonly string[] =>
  provider.envelopes.flatMap((envelope) =>
    envelope.fields.filter((field) => field.in === "header").map((field) => `${field.role} ${field.path}`),
  );

const vantaprism = bundled("vantaprism");
const technologychecker = bundled("technologychecker");
const erynoa = bundled("erynoa");
const reputio = bundled("reputio");
const elestrals = bundled("elestrals");

describe("hosts", () => {
  it("are those of the APIs, not of their documentation", () => {
    assert.deepEqual(vantaprism.hosts, ["api.vantaprism.me"]);
    assert.deepEqual(technologychecker.hosts, ["api.technologychecker.io"]);
    assert.deepEqual(erynoa.hosts, ["api.erynoa.group", "sandbox.api.erynoa.group"]);
    assert.deepEqual(reputio.hosts, ["api.reput.io"]);
    assert.deepEqual(elestrals.hosts, ["api.elestrals.com"]);
    assert.deepEqual(reputio.baseUrls, ["https://api.reput.io"]);
    assert.deepEqual(elestrals.baseUrls, ["https://api.elestrals.com/v1"]);
  });
});

describe("envelopes", () => {
  it("stand as the live pages show them", () => {
    assert.deepEqual(bodies(vantaprism), [["code error.code string", "message error.message string", "requestId error.request_id string"]]);
    assert.deepEqual(bodies(technologychecker), [
      ["discriminator success boolean = false", "code error.code string", "message error.message string"],
    ]);
    assert.deepEqual(bodies(erynoa), [
      [
        "code error.code string",
        "message error.message string",
        "status error.status number",
        "requestId error.request_id string",
        "details error.details array",
      ],
    ]);
    assert.deepEqual(headers(erynoa), ["requestId X-Request-ID", "retryAfter Retry-After"]);
    assert.deepEqual(bodies(elestrals), [
      ["code error.code string", "message error.message string", "requestId error.request_id string", "docsUrl error.docs_url string"],
    ]);
  });

  it("of reputio are two, and error is a string in one of them", () => {
    assert.deepEqual(bodies(reputio), [
      ["message detail string"],
      ["type error string", "status status_code number", "message message string"],
    ]);
    assert.deepEqual(
      reputio.envelopes.map((envelope) => envelope.id),
      ["detail", "business"],
    );
  });
});

describe("vocabularies", () => {
  it("are closed where the page says so, else listed, and reputio has none", () => {
    assert.equal(vocabularyOf(elestrals)?.completeness, "closed");
    for (const provider of [vantaprism, technologychecker, erynoa]) assert.equal(vocabularyOf(provider)?.completeness, "listed");
    assert.equal(reputio.vocabularies.size, 0);
    assert.equal(reputio.codes.length, 0);
    assert.equal(reputio.statusList, "closed");
  });

  it("are exact in case and spelling", () => {
    for (const wrong of ["RATE_LIMITED", "RATE_LIMIT_EXCEEDED", "ERROR_CODE", "rate_limit"])
      assert.equal(codeEntry(technologychecker, wrong), undefined);
    assert.equal(codeEntry(erynoa, "VALIDATION_ERROR"), undefined);
    assert.deepEqual(codeEntry(erynoa, "validation_error")?.statuses, [422]);
    assert.deepEqual(codeEntry(vantaprism, "VALIDATION_ERROR")?.statuses, [400]);
  });
});

describe("traps", () => {
  it("vantaprism: a lock is temporary, the quota a daily one, a missing key INVALID_API_KEY, a sub-resource NOT_FOUND", () => {
    const locked = codeEntry(vantaprism, "KEY_LOCKED");
    assert.match(`${locked?.meaning} ${locked?.retry.note}`, /for a time.*temporary/);
    assert.deepEqual(codeEntry(vantaprism, "KEY_REVOKED")?.statuses, [403]);
    assert.match(codeEntry(vantaprism, "QUOTA_EXHAUSTED")?.retry.note ?? "", /daily.*hours/);
    assert.match(codeEntry(vantaprism, "INVALID_API_KEY")?.meaning ?? "", /missing/);
    assert.match(codeEntry(vantaprism, "NOT_FOUND")?.meaning ?? "", /sub-resource/);
    assert.equal(codeEntry(vantaprism, "UPSTREAM_UNAVAILABLE")?.retry.header, undefined);
    assert.match(codeEntry(vantaprism, "UPSTREAM_UNAVAILABLE")?.meaning ?? "", /maintenance/);
  });

  it("technologychecker: a 404 may be a domain that is not crawled yet; the live endpoint costs 5 credits", () => {
    const entry = codeEntry(technologychecker, "NOT_FOUND");
    assert.match(entry?.meaning ?? "", /crawled/);
    assert.match(entry?.action ?? "", /POST \/v1\/technology-lookup-live.*5 credits/);
  });

  it("erynoa: no code has 502, and twelve codes say nothing about repeating", () => {
    assert.ok(!erynoa.codes.some((entry) => entry.statuses.includes(502)));
    assert.equal(statusEntry(erynoa, 502)?.retry.policy, "unspecified");
    assert.equal(erynoa.codes.filter((entry) => entry.retry.policy === "unspecified").length, 12);
    assert.deepEqual(codeEntry(erynoa, "api_key_revoked")?.statuses, [401]);
  });

  it("reputio: every status it returns, no 422, three operations that must not be repeated", () => {
    assert.deepEqual([...reputio.statuses.keys()], [400, 401, 403, 404, 429, 500, 502, 503]);
    assert.deepEqual(
      reputio.operations.map((operation) => [operation.op, operation.idempotent]),
      [
        ["POST /lookup", true],
        ["webhook registration", false],
        ["API-key creation", false],
        ["team invites", false],
      ],
    );
    assert.match(reputio.operations[0]?.note ?? "", /quota/);
  });

  it("elestrals: attempts count the first try, and a quota is never slept on", () => {
    for (const code of ["internal_error", "service_unavailable"]) {
      const retry = codeEntry(elestrals, code)?.retry;
      assert.equal(retry?.maxAttempts, 5);
      assert.equal(retry?.maxRetries, undefined);
    }
    assert.match(codeEntry(elestrals, "internal_error")?.retry.note ?? "", /their servers/);
    assert.match(codeEntry(elestrals, "quota_exceeded")?.action ?? "", /never sleep/);
  });
});

describe("messages of reputio", () => {
  const samples: readonly (readonly [string, RegExp])[] = [
    ["Missing required field: 'indicators'", /array named indicators/],
    ["'indicators' must be an array", /JSON array/],
    ["Your pro plan allows a maximum of 50 indicators per request", /fewer.*upgrade/],
    ["Indicator 'exämple.com' contains invalid characters", /ASCII/],
    [`Indicator '${"a".repeat(300)}' exceeds maximum length`, /2048.*253/],
    ["Invalid webhook URL — must be http(s) and ≤ 2048 chars", /absolute/],
    ["At least one event must be selected", /one event type/],
    ["Invalid invite token", /64 hexadecimal/],
  ];
  for (const [message, action] of samples) {
    it(`know "${message.slice(0, 40)}"`, () => {
      const sample = messageSample(reputio, message);
      assert.deepEqual(sample?.statuses, [400]);
      assert.match(sample?.action ?? "", action);
    });
  }
  it("are eight", () => assert.equal(reputio.messages.length, samples.length));

  it("are found by the pieces that code looks for, in any case", () => {
    assert.equal(messageSample(reputio, "exceeds maximum length")?.pattern, "Indicator '{}' exceeds maximum length");
    assert.equal(messageSample(reputio, "INVALID INVITE")?.pattern, "Invalid invite token");
    assert.equal(messageSample(reputio, "maximum of 50 indicators")?.pattern, "Your {} plan allows a maximum of {} indicators per request");
    assert.equal(messageSample(reputio, "pro plan allows")?.pattern, "Your {} plan allows a maximum of {} indicators per request");
    assert.equal(messageSample(reputio, "must"), reputio.messages[1]);
    for (const nothing of ["", "in", "an ", "rate limited", "xndicators 12345678901234567890123456789"])
      assert.equal(messageSample(reputio, nothing), undefined);
  });

  it("lead to codes elsewhere", () => {
    assert.equal(messageSample(vantaprism, "domains: list has 120 items, max 100")?.code, "VALIDATION_ERROR");
    assert.equal(messageSample(technologychecker, "Parameter 'domain' is required")?.code, "VALIDATION_ERROR");
    assert.equal(messageSample(technologychecker, "invalid api key")?.code, "UNAUTHORIZED");
  });
});
