/** The five documents, read by a person: every code with its status and what the document says about repeating the call. */
import assert from "node:assert/strict";
import { codeEntry, retryFor } from "../../catalog/model/lookup";
import type { Retry } from "../../catalog/model/types";
import { bundled } from "./bundled";

type Row = readonly [code: string, status: number, policy: Retry["policy"], figures?: Partial<Retry>];

const documented: Readonly<Record<string, readonly Row[]>> = {
  vantaprism: [
    ["INVALID_API_KEY", 401, "fix-first"],
    ["KEY_REVOKED", 403, "fix-first"],
    ["KEY_LOCKED", 403, "fix-first"],
    ["CUSTOMER_INACTIVE", 403, "fix-first"],
    ["FORBIDDEN_SCOPE", 403, "fix-first"],
    ["VALIDATION_ERROR", 400, "fix-first"],
    ["INVALID_CURSOR", 400, "fix-first"],
    ["NOT_FOUND", 404, "never"],
    ["RATE_LIMIT_EXCEEDED", 429, "after-header", { header: "Retry-After" }],
    ["INFRASTRUCTURE_LIMIT_EXCEEDED", 429, "after-header", { header: "Retry-After" }],
    ["QUOTA_EXHAUSTED", 429, "after-header", { header: "Retry-After" }],
    ["INTERNAL_ERROR", 500, "backoff"],
    ["UPSTREAM_UNAVAILABLE", 503, "short-delay"],
  ],
  technologychecker: [
    ["VALIDATION_ERROR", 400, "fix-first"],
    ["UNAUTHORIZED", 401, "fix-first"],
    ["FORBIDDEN", 403, "fix-first"],
    ["NOT_FOUND", 404, "fix-first"],
    ["CONFLICT", 409, "unspecified"],
    ["RATE_LIMIT", 429, "after-header", { header: "Retry-After" }],
    ["INTERNAL_ERROR", 500, "backoff"],
  ],
  erynoa: [
    ["missing_api_key", 401, "unspecified"],
    ["invalid_api_key", 401, "unspecified"],
    ["api_key_revoked", 401, "unspecified"],
    ["api_key_expired", 401, "unspecified"],
    ["insufficient_scope", 403, "unspecified"],
    ["ip_not_allowed", 403, "unspecified"],
    ["invalid_request", 400, "unspecified"],
    ["validation_error", 422, "unspecified"],
    ["invalid_parameter", 400, "unspecified"],
    ["missing_required_field", 422, "unspecified"],
    ["resource_not_found", 404, "unspecified"],
    ["resource_already_exists", 409, "unspecified"],
    ["resource_conflict", 409, "conditional"],
    ["rate_limit_exceeded", 429, "after-header-else-backoff", { header: "Retry-After" }],
    ["internal_error", 500, "short-delay"],
    ["service_unavailable", 503, "backoff"],
  ],
  reputio: [],
  elestrals: [
    ["bad_request", 400, "fix-first"],
    ["invalid_cursor", 400, "fix-first"],
    ["unauthorized", 401, "fix-first"],
    ["forbidden", 403, "fix-first"],
    ["not_found", 404, "fix-first"],
    ["rate_limit_exceeded", 429, "after-header", { header: "Retry-After" }],
    ["quota_exceeded", 429, "wait-reset", { reset: "1st of next month, UTC" }],
    ["internal_error", 500, "backoff", { maxAttempts: 5 }],
    ["service_unavailable", 503, "backoff", { maxAttempts: 5 }],
  ],
};

const statuses: Readonly<Record<string, readonly (readonly [number, Retry["policy"], Partial<Retry>?])[]>> = {
  vantaprism: [
    [400, "fix-first"],
    [401, "fix-first"],
    [403, "fix-first"],
    [404, "never"],
    [429, "after-header", { header: "Retry-After" }],
    [500, "backoff"],
    [503, "short-delay"],
  ],
  technologychecker: [
    [400, "fix-first"],
    [401, "fix-first"],
    [403, "fix-first"],
    [404, "fix-first"],
    [409, "unspecified"],
    [429, "after-header", { header: "Retry-After" }],
    [500, "backoff"],
  ],
  erynoa: [[502, "unspecified"]],
  reputio: [
    [400, "never"],
    [401, "never"],
    [403, "never"],
    [404, "never"],
    [429, "after-header-else-backoff", { header: "Retry-After", initialMs: 1000, maxMs: 60000, jitter: true }],
    [500, "backoff", { maxRetries: 3 }],
    [502, "backoff", { maxRetries: 3 }],
    [503, "after-header-else-backoff", { header: "Retry-After", initialMs: 1000, maxMs: 60000, jitter: true }],
  ],
  elestrals: [],
};

const links: Readonly<Record<string, string>> = {
  vantaprism: "https://docs.vantaprism.me",
  technologychecker: "https://technologychecker.io/docs/api-reference/errors",
  erynoa: "https://docs.erynoa.com/api-reference/endpoints/errors",
  reputio: "https://reput.io/docs/errors",
  elestrals: "https://docs.elestrals.com/errors",
};

const figureNames = ["header", "initialMs", "maxMs", "jitter", "maxRetries", "maxAttempts", "reset", "idempotentOnly"] as const;

/** Policy, basis and all figures, so that one too many is noticed as well. */
function said(retry: Retry): Partial<Retry> {
  const figures = figureNames.filter((name) => retry[name] !== undefined).map((name) => [name, retry[name]]);
  return { policy: retry.policy, basis: retry.basis, ...Object.fromEntries(figures) };
}

const expected = (policy: Retry["policy"], figures: Partial<Retry> = {}): Partial<Retry> => ({
  policy,
  basis: policy === "unspecified" ? "none" : "documented",
  ...figures,
});

for (const [id, rows] of Object.entries(documented)) {
  describe(`the catalog of ${id}`, () => {
    const provider = bundled(id);

    for (const [code, status, policy, figures] of rows) {
      it(`has ${code} with ${status}, ${policy}`, () => {
        const entry = codeEntry(provider, code);
        assert.ok(entry);
        assert.deepEqual(entry.statuses, [status]);
        assert.deepEqual(said(entry.retry), expected(policy, figures));
        assert.deepEqual(entry.byStatus, new Map());
        assert.equal(entry.docs, links[id]);
        assert.ok(entry.meaning.length > 10 && entry.action.length > 5, "meaning and action");
        assert.deepEqual(entry.source, ["docs"]);
      });
    }

    it("has these codes and no others, in the order of the document", () => {
      assert.deepEqual(
        provider.codes.map((entry) => entry.code),
        rows.map(([code]) => code),
      );
    });

    it("describes the statuses that the document itself describes", () => {
      const found = [...provider.statuses.values()].map((entry) => [entry.status, said(entry.retry)]);
      assert.deepEqual(
        found,
        (statuses[id] ?? []).map(([status, policy, figures]) => [status, expected(policy, figures)]),
      );
      for (const entry of provider.statuses.values()) assert.equal(entry.docs, links[id]);
    });

    it("names its source with a date and a licence", () => {
      const source = provider.sources.get("docs");
      assert.equal(source?.url, links[id]);
      assert.match(source?.retrieved ?? "", /^\d{4}-\d\d-\d\d$/);
      assert.ok(source?.licence);
    });
  });
}

describe("retry of the five, code over status over class", () => {
  it("keeps what the document leaves open", () => {
    assert.deepEqual(said(retryFor(bundled("technologychecker"), { code: "CONFLICT", status: 409 }).retry), {
      policy: "unspecified",
      basis: "none",
    });
    assert.equal(retryFor(bundled("technologychecker"), { code: "CONFLICT", status: 409 }).from, "none");
    assert.equal(retryFor(bundled("erynoa"), { code: "invalid_request", status: 400 }).from, "none");
    assert.equal(retryFor(bundled("erynoa"), { status: 502 }).retry.policy, "unspecified");
  });

  it("falls through to the status, then to the class", () => {
    assert.deepEqual(retryFor(bundled("vantaprism"), { status: 404 }), { retry: { policy: "never", basis: "documented" }, from: "status" });
    const other = retryFor(bundled("elestrals"), { status: 502 });
    assert.equal(other.from, "class");
    assert.deepEqual(said(other.retry), { policy: "backoff", basis: "documented", maxAttempts: 5 });
    assert.equal(retryFor(bundled("elestrals"), { code: "quota_exceeded", status: 429 }).from, "code");
    assert.equal(retryFor(bundled("elestrals"), { status: 418 }).from, "none");
  });
});
