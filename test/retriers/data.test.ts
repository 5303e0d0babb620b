/** The form of every file, and the logic that reads them. */
import assert from "node:assert/strict";
import { type OptionValue, type Policy, policyOf, readRetrier, retrierFor, retries } from "../../catalog/model/retrier";
import schema from "../../catalog/model/retrier.schema.json";
import type { RetrierFile } from "../../catalog/model/retrier-file";
import { includes, rangesOf, without } from "../../catalog/model/status-ranges";
import { satisfies, versionIn } from "../../catalog/model/version";
import { validateJson } from "../../catalog/validate";
import { retrier, retriers, retrierTexts } from "./bundled";

const given = (options: Record<string, OptionValue>): ReadonlyMap<string, OptionValue> => new Map(Object.entries(options));
const policy = (id: string, options: Record<string, OptionValue> = {}, version?: string): Policy =>
  policyOf(retrier(id), version, given(options));

describe("every retry library", () => {
  for (const [id, text] of retrierTexts) {
    it(`${id} is valid, strict JSON and named like its file`, () => {
      const { value, problems } = validateJson<RetrierFile>(schema, text);
      assert.deepEqual(problems, []);
      assert.deepEqual(value, JSON.parse(text));
      assert.equal(value?.id, id);
    });

    it(`${id} was read in every version that its ranges speak of`, () => {
      const file = JSON.parse(text) as RetrierFile;
      const versions = file.verified.filter((read) => file.packages.includes(read.package)).map((read) => read.version);
      assert.ok(versions.length > 0);
      for (const version of versions) assert.ok(satisfies(version, file.range), version);
      for (const { range } of file.versions ?? [])
        assert.ok(
          versions.some((version) => satisfies(version, range)),
          range,
        );
    });

    it(`${id} gives only options that it knows`, () => {
      const { uses, options, needs, versions } = retrier(id);
      const known = new Set([...options.keys(), ...versions.flatMap((version) => [...version.options.keys()]), "*"]);
      const named = [...needs, ...uses.flatMap((use) => [...(use.options?.positional ?? []), ...Object.values(use.options?.names ?? {})])];
      assert.deepEqual(
        named.filter((name) => !known.has(name)),
        [],
      );
    });
  }

  it("is found by what an import says", () => {
    assert.equal(retrierFor(retriers, "got")?.id, "got");
    assert.equal(retrierFor(retriers, "wretch/middlewares/retry")?.id, "wretch");
    assert.equal(retrierFor(retriers, "@aws-sdk/client-s3")?.id, "aws-sdk");
    assert.equal(retrierFor(retriers, "@reduxjs/toolkit/query/react")?.id, "rtk-query");
    for (const other of ["wretch", "got-scraping", "node:fs", "@reduxjs/toolkit", ""])
      assert.equal(retrierFor(retriers, other), undefined, other);
  });

  it("is claimed by one file for each import", () => {
    const imports = retriers.flatMap((entry) => entry.imports);
    assert.equal(new Set(imports).size, imports.length);
  });

  it("refuses what the form does not have", () => {
    const text = JSON.stringify({ ...(JSON.parse(retrierTexts.get("got") ?? "") as object), defaults: { status: [500] } });
    assert.equal(validateJson(schema, text).problems.length, 1);
  });
});

describe("versions", () => {
  it("are read out of exact versions and declared ranges", () => {
    assert.deepEqual(versionIn("14.6.6"), [14, 6, 6]);
    assert.deepEqual(versionIn("^14.6.0"), [14, 6, 0]);
    assert.deepEqual(versionIn(">=7 <8"), [7]);
    assert.deepEqual(versionIn("v2.0.0-alpha.3"), [2, 0, 0]);
    for (const text of ["latest", "*", "", "workspace:*"]) assert.equal(versionIn(text), undefined, text);
  });

  it("lie in a range or not", () => {
    for (const range of [">=7 <8", ">=7.1", "<7.1.2", "=7.1.1", "<=7.1.1", ">7.1.0"]) assert.ok(satisfies("7.1.1", range), range);
    for (const range of [">=7 <7.1", ">=7.1.2", "<7.1.1", "=7", ">7.1.1"]) assert.ok(!satisfies("7.1.1", range), range);
    assert.ok(!satisfies("latest", ">=0"));
  });

  it("change what holds", () => {
    assert.equal(retries(policy("axios-retry"), 429), true);
    assert.equal(retries(policy("axios-retry", {}, "4.1.0"), 429), false);
    assert.equal(policy("axios-retry", {}, "^4.1.0").retryAfter, false);
    assert.equal(retries(policy("wretch", {}, "3.0.9"), 404), false);
    assert.equal(retries(policy("wretch", {}, "2.11.1"), 404), true);
    assert.deepEqual([policy("ky", { limit: 2 }).attempts, policy("ky", { limit: 2 }, "0.33.3").attempts], [3, 2]);
    assert.equal(policy("p-retry", { forever: true }, "6.2.1").attempts, Number.POSITIVE_INFINITY);
    assert.equal(policy("p-retry", { forever: true }).attempts, 11);
    assert.equal(policy("p-retry", { shouldRetry: { function: true } }, "5.1.2").decisions.length, 0);
    assert.deepEqual(
      ["14.6.6", "99.0.0", "latest"].map((version) => policy("got", {}, version).verified),
      [true, false, true],
    );
  });
});

describe("options", () => {
  it("count repeats or tries", () => {
    assert.equal(policy("p-retry", { retries: 5 }).attempts, 6);
    assert.equal(policy("exponential-backoff", { numOfAttempts: 5 }).attempts, 5);
    assert.equal(policy("cockatiel", { maxAttempts: 5 }).attempts, 6);
    assert.equal(policy("wretch", { maxAttempts: 0 }).attempts, Number.POSITIVE_INFINITY);
    assert.equal(policy("urql", { maxNumberAttempts: 0 }).attempts, 2);
    assert.equal(policy("tanstack-query", { retry: true }).attempts, Number.POSITIVE_INFINITY);
    assert.equal(policy("tanstack-query", { retry: false }).attempts, 1);
    assert.equal(retries(policy("tanstack-query", { retry: false }), 500), false);
  });

  it("differ by the use", () => {
    const query = retrier("tanstack-query");
    const use = query.uses.find(({ exports }) => exports?.includes("useMutation"));
    assert.equal(policyOf(query, undefined, new Map(), use).attempts, 1);
    assert.equal(policyOf(query, undefined, given({ retry: 2 }), use).attempts, 3);
  });

  it("that are functions leave it open, and say whom to ask", () => {
    const own = policy("axios-retry", { retries: 5, retryCondition: { function: true }, retryDelay: { function: true } });
    assert.equal(own.statuses, "unknown");
    assert.equal(own.network, "unknown");
    assert.deepEqual([own.methods, own.attempts, own.retryAfter, own.wait.kind], ["all", 6, false, "function"]);
    assert.deepEqual(
      own.decisions.map(({ option, error, truth }) => [option, error, truth]),
      [["retryCondition", { argument: 0 }, "retries"]],
    );
    assert.equal(retries(own, 404), "unknown");
    assert.equal(policy("fetch-retry", { retries: 5, retryOn: { function: true } }).attempts, "unknown");
  });

  it("narrow or override what would hold anyway", () => {
    const delay = { calculateDelay: { function: true } } as const;
    assert.equal(retries(policy("got", delay), 404), false);
    assert.equal(retries(policy("got", delay), 503), "unknown");
    assert.equal(retries(policy("got", delay, "14.6.6"), 404), "unknown");
    const [should] = policy("ky", { statusCodes: [503], shouldRetry: { function: true } }).decisions;
    assert.deepEqual([should?.mode, should?.otherwise], ["overrides", [[503, 503]]]);
    assert.ok(should && includes(should.within, 404));
  });

  it("may name a function of the library", () => {
    const network = policy("axios-retry", { retryCondition: { function: "isNetworkError" } });
    assert.deepEqual([network.statuses, network.network, network.decisions], [[], true, []]);
    assert.equal(policy("axios-retry", { retryDelay: { function: "exponentialDelay" } }).wait.kind, "exponential");
    assert.equal(policy("axios-retry", { retryDelay: { function: "exponentialDelay" } }, "4.1.0").retryAfter, false);
    assert.equal(policy("cockatiel", { policy: { function: "handleAll" } }).decisions.length, 0);
    assert.equal(policy("cockatiel", { policy: { function: "handleWhen" } }).decisions[0]?.inner, 0);
  });

  it("that are not known leave open what they can change", () => {
    const unknown = { unknown: true } as const;
    assert.equal(policy("got", { limit: unknown }).attempts, "unknown");
    assert.equal(retries(policy("got", { limit: unknown }), 503), true);
    assert.equal(policy("got", { statusCodes: [500, unknown] }).statuses, "unknown");
    assert.equal(policy("got", { methods: unknown }).methods, "unknown");
    assert.equal(retries(policy("got", { methods: unknown }), 503, "POST"), "unknown");
    assert.equal(policy("ofetch", { retryStatusCodes: unknown }).network, "unknown");
    assert.equal(policy("aws-sdk", { retryStrategy: unknown }).attempts, "unknown");
  });

  it("that are needed turn it on", () => {
    assert.equal(retries(policy("twilio"), 429), false);
    assert.equal(retries(policy("twilio", { autoRetry: true }), 429), true);
    assert.equal(retries(policy("gaxios"), 500), false);
    assert.equal(retries(policy("gaxios", { enabled: true }), 500), true);
  });
});

describe("statuses", () => {
  it("are ranges that do not touch", () => {
    assert.deepEqual(rangesOf([502, 429, [500, 501]]), [
      [429, 429],
      [500, 502],
    ]);
    assert.deepEqual(
      without(
        [[400, 599]],
        [
          [400, 401],
          [404, 404],
          [599, 599],
        ],
      ),
      [
        [402, 403],
        [405, 598],
      ],
    );
    assert.deepEqual(without([[400, 499]], [[300, 599]]), []);
  });

  it("are read from a list, a word or a list with exceptions", () => {
    const of = (statuses: RetrierFile["defaults"]["statuses"]): Policy["statuses"] =>
      policyOf(
        readRetrier({
          ...(JSON.parse(retrierTexts.get("got") ?? "") as RetrierFile),
          defaults: statuses === undefined ? {} : { statuses },
        }),
        undefined,
        new Map(),
      ).statuses;
    assert.deepEqual(of([500, 429]), [
      [429, 429],
      [500, 500],
    ]);
    assert.deepEqual(of("failures"), [
      [100, 199],
      [300, 599],
    ]);
    assert.deepEqual(of({ of: "failures", except: [[300, 598]] }), [
      [100, 199],
      [599, 599],
    ]);
    assert.deepEqual(of(undefined), []);
  });
});
