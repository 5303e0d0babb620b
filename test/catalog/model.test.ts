import assert from "node:assert/strict";
import type { ProviderFile } from "../../catalog/model/file";
import { codeEntry, codesOf, familyOf, inFamily, messageSamples, retryFor, statusEntry, vocabularyOf } from "../../catalog/model/lookup";
import { extend, normalise } from "../../catalog/model/normalise";
import type { CodeValue } from "../../catalog/model/types";

const acme: ProviderFile = {
  id: "acme",
  name: "Acme",
  docs: "https://docs.acme.dev/errors",
  sources: { docs: { url: "https://docs.acme.dev/errors", retrieved: "2025-01-31", licence: "facts only" } },
  baseUrls: ["https://API.acme.dev:8443/v1?x"],
  hosts: ["*.acme.dev"],
  codes: [
    "bare",
    { code: "locked", status: 403, retry: "fix-first", meaning: "Locked." },
    { code: "busy", statuses: [429, 503], retry: { policy: "backoff", maxRetries: 2 }, byStatus: { "429": { retry: "after-header" } } },
    { code: "quiet", status: 409 },
    { code: "old", deprecated: "locked" },
    { code: "__proto__", status: 400, retry: "never" },
    { code: "constructor" },
  ],
  statuses: { "409": { retry: "never" }, "5xx": { retry: "backoff" }, "418": { title: "Teapot" } },
  families: [{ glob: "auth/*", retry: "fix-first", status: 401 }],
};

describe("normalise", () => {
  const provider = normalise(acme);

  it("fills in what people leave out", () => {
    assert.deepEqual(provider.hosts, ["api.acme.dev:8443", "*.acme.dev"]);
    assert.deepEqual(
      [...provider.vocabularies.values()],
      [{ id: "code", type: "string", completeness: "listed", wire: true, transport: false }],
    );
    assert.deepEqual(codeEntry(provider, "bare"), {
      code: "bare",
      vocabulary: "code",
      statuses: [],
      meaning: "",
      action: "",
      retry: { policy: "unspecified", basis: "none" },
      byStatus: new Map(),
      docs: "https://docs.acme.dev/errors",
      source: ["docs"],
    });
    assert.deepEqual(codeEntry(provider, "locked")?.retry, { policy: "fix-first", basis: "documented" });
    assert.deepEqual(codeEntry(provider, "busy")?.byStatus.get(429)?.retry, {
      policy: "after-header",
      basis: "documented",
      header: "Retry-After",
    });
    assert.deepEqual(codeEntry(provider, "old")?.deprecated, { replacement: "locked" });
    assert.equal(provider.statusList, "open");
    assert.deepEqual(provider.sources.get("docs")?.kind, "doc");
  });

  it("takes the codes' own type, and several vocabularies as they are given", () => {
    const numbers = normalise({ id: "n", codes: [40001, { code: 7 }] });
    assert.equal(vocabularyOf(numbers)?.type, "integer");
    const both = normalise({
      id: "b",
      vocabularies: { code: "closed", kind: { type: "integer", completeness: "open", wire: false } },
      codes: ["a", { code: 1, vocabulary: "kind" }],
    });
    assert.deepEqual(
      [...both.vocabularies.values()].map((v) => [v.id, v.type, v.completeness, v.wire]),
      [
        ["code", "string", "closed", true],
        ["kind", "integer", "open", false],
      ],
    );
    assert.equal(normalise({ id: "s", statuses: { "404": {} } }).vocabularies.size, 0);
  });

  it("reads envelopes: paths, headers, discriminators, several places", () => {
    const { envelopes } = normalise({
      id: "e",
      codes: [1, 2],
      envelopes: [
        {
          fields: {
            code: "error.code",
            requestId: [{ path: ["error", "id.of.request"] }, { header: "X-Request-ID", optional: true }],
            discriminator: { path: "ok", failure: false },
            status: ["http", "status"],
            details: "errors",
            type: { path: "kind", type: "object" },
          },
        },
      ],
    });
    assert.deepEqual(
      envelopes[0]?.fields.map((f) => [f.role, f.path, f.in, f.type, f.vocabulary, f.optional, f.failure]),
      [
        ["code", ["error", "code"], "body", "number", "code", false, undefined],
        ["requestId", ["error", "id.of.request"], "body", "string", undefined, false, undefined],
        ["requestId", ["X-Request-ID"], "header", "string", undefined, true, undefined],
        ["discriminator", ["ok"], "body", "boolean", undefined, false, false],
        ["status", ["http", "status"], "body", "number", undefined, false, undefined],
        ["details", ["errors"], "body", "array", undefined, false, undefined],
        ["type", ["kind"], "body", "object", undefined, false, undefined],
      ],
    );
    assert.equal(envelopes[0]?.id, "error");
  });
});

describe("look-ups", () => {
  const provider = normalise(acme);

  it("are strict in type, and take prototype keys for what they are", () => {
    const numbers = normalise({ id: "n", codes: [40001, "x"] });
    assert.ok(codeEntry(numbers, 40001));
    assert.equal(codeEntry(numbers, "40001"), undefined);
    assert.equal(codeEntry(provider, "__proto__")?.retry.policy, "never");
    for (const code of ["toString", "hasOwnProperty", "valueOf", ""] satisfies CodeValue[])
      assert.equal(codeEntry(provider, code), undefined);
    assert.ok(codeEntry(provider, "constructor"));
    assert.equal(codeEntry(provider, "bare", "other"), undefined);
    assert.equal(codesOf(provider, "code").length, 7);
    assert.equal(codesOf(provider, "other").length, 0);
    assert.equal(vocabularyOf(provider, "__proto__"), undefined);
  });

  it("give retry by the nearest that says something", () => {
    const from = (outcome: Parameters<typeof retryFor>[1]): string => {
      const answer = retryFor(provider, outcome);
      return `${answer.retry.policy} from ${answer.from}`;
    };
    assert.equal(from({ code: "busy", status: 429 }), "after-header from code-status");
    assert.equal(from({ code: "busy", status: 503 }), "backoff from code");
    assert.equal(from({ code: "busy" }), "backoff from code");
    assert.equal(from({ code: "auth/new", status: 401 }), "fix-first from family");
    assert.equal(from({ code: "quiet", status: 409 }), "never from status");
    assert.equal(from({ code: "quiet", status: 502 }), "backoff from class");
    assert.equal(from({ code: "quiet", status: 400 }), "unspecified from none");
    assert.equal(from({ status: 418 }), "unspecified from none");
    assert.equal(from({}), "unspecified from none");
    assert.equal(from({ code: "busy", vocabulary: "other", status: 500 }), "backoff from class");
  });

  it("know families by glob and by range", () => {
    const ranged = normalise({ id: "r", codes: [1], families: [{ range: [30001, 30999] }, { glob: "*-a*z" }] });
    assert.ok(inFamily(ranged, 30001) && inFamily(ranged, 30999));
    assert.ok(!inFamily(ranged, 31000) && !inFamily(ranged, "30500"));
    assert.ok(inFamily(ranged, "x-abcz") && inFamily(ranged, "-az") && !inFamily(ranged, "-a") && !inFamily(ranged, "x-abc"));
    assert.deepEqual(familyOf(provider, "auth/any")?.statuses, [401]);
    assert.equal(familyOf(provider, "auth/any", "other"), undefined);
    assert.equal(familyOf(provider, "AUTH/any"), undefined);
  });

  it("find the entry of a status, or that of its class", () => {
    assert.equal(statusEntry(provider, 418)?.title, "Teapot");
    assert.equal(statusEntry(provider, 503)?.status, "5xx");
    assert.equal(statusEntry(provider, 404), undefined);
    assert.equal(statusEntry(provider, 600), undefined);
  });

  it("match messages by their fixed parts, in order and without regular expressions", () => {
    const spoken = normalise({
      id: "m",
      messages: [{ pattern: "Item {} of {} is (bad)+" }, { pattern: "Plain words" }, { pattern: "{} expired" }],
    });
    const patterns = (text: string): readonly string[] => messageSamples(spoken, text).map((sample) => sample.pattern);
    assert.deepEqual(patterns("Item 7 of 9 is (bad)+"), ["Item {} of {} is (bad)+"]);
    assert.deepEqual(patterns("Item 7 is bad"), []);
    assert.deepEqual(patterns("Token expired"), ["{} expired"]);
    assert.deepEqual(patterns("plain words"), ["Plain words"]);
    assert.deepEqual(patterns("words"), ["Plain words"]);
    assert.deepEqual(patterns("of 9 is (bad)"), ["Item {} of {} is (bad)+"]);
    assert.deepEqual(patterns("   "), []);
    assert.deepEqual(patterns("it"), []);
  });
});

describe("extend", () => {
  const base = normalise(acme);
  const merged = extend(base, {
    extends: "acme",
    hosts: ["api.acme.dev:8443", "staging.acme.dev"],
    codes: [
      { code: "locked", action: "Ask Ann." },
      { code: "ours", status: 422 },
    ],
    statuses: { "409": { meaning: "Clash." }, "500": { retry: "never" } },
    vocabularies: { code: "open" },
    issues: ["Known to Ann."],
  });

  it("overrides what is given, keeps the rest and adds what is new", () => {
    const locked = codeEntry(merged, "locked");
    assert.deepEqual(
      [locked?.meaning, locked?.action, locked?.retry.policy, locked?.statuses],
      ["Locked.", "Ask Ann.", "fix-first", [403]],
    );
    assert.deepEqual(
      merged.codes.map((entry) => entry.code),
      [...base.codes.map((entry) => entry.code), "ours"],
    );
    assert.equal(codeEntry(merged, "ours")?.docs, "https://docs.acme.dev/errors");
    assert.deepEqual([statusEntry(merged, 409)?.meaning, statusEntry(merged, 409)?.retry.policy], ["Clash.", "never"]);
    assert.equal(statusEntry(merged, 500)?.status, 500);
    assert.deepEqual(merged.hosts, ["api.acme.dev:8443", "*.acme.dev", "staging.acme.dev"]);
    assert.equal(vocabularyOf(merged)?.completeness, "open");
    assert.equal(merged.extends, "acme");
    assert.deepEqual([merged.id, merged.name], ["acme", "Acme"]);
  });

  it("leaves the base as it was", () => {
    assert.equal(codeEntry(base, "ours"), undefined);
    assert.equal(codeEntry(base, "locked")?.action, "");
    assert.equal(vocabularyOf(base)?.completeness, "listed");
    assert.deepEqual(base, normalise(acme));
  });
});
