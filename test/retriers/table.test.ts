/**
 * What the data say, held against the libraries themselves: each of them requests a server that answers with one status for ever, and the
 * statuses that it repeats, how often it does, and with which methods, are those of `policyOf`.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Policy, policyOf, retries } from "../../catalog/model/retrier";
import { retrier, retriers } from "./bundled";
import { libraries } from "./libraries";
import type { Library, Options } from "./library";
import { PATIENCE, type StatusServer, statusServer } from "./server";

const STATUSES = [400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 425, 429, 451, 500, 501, 502, 503, 504, 505, 507, 521, 522, 524];

describe("retry libraries do what their data say", function () {
  this.timeout(30_000);
  let server: StatusServer;
  before(async () => {
    server = await statusServer();
  });
  after(() => server.close());

  for (const library of libraries) {
    for (const configuration of [{}, ...library.configurations]) {
      const title = Object.keys(configuration).length === 0 ? "by default" : `with ${JSON.stringify(configuration)}`;

      it(`${library.id} ${title}`, async () => {
        const options = { ...library.base, ...configuration };
        const policy = policyFor(library, options);
        assert.ok(policy.verified, "the installed version is one that was read");
        const [method] = policy.methods === "all" || policy.methods === "unknown" ? ["GET"] : policy.methods;
        const counts = await Promise.all(STATUSES.map((status) => requests(library, options, method ?? "GET", status)));
        assert.deepEqual(table(counts), table(STATUSES.map((status) => expected(policy, status, method))));
        const alone = await requests(library, options, method ?? "GET", 0);
        assert.equal(alone > 1, policy.network === true && policy.attempts !== 1, "without a response");
        if (library.methods === false) return;
        const repeated = STATUSES.find((status) => retries(policy, status, method) === true && !policy.onlyWithRetryAfter.includes(status));
        if (repeated === undefined) return;
        const others = ["POST", "PATCH", "DELETE"];
        const repeats = await Promise.all(others.map((other) => requests(library, options, other, repeated)));
        assert.deepEqual(
          repeats,
          others.map((other) => expected(policy, repeated, other)),
          others.join(),
        );
      });
    }
  }

  for (const id of ["got", "ky", "slack", "azure-core"]) {
    it(`${id} repeats some statuses only where the response says when`, async () => {
      const library = libraries.find((entry) => entry.id === id);
      assert.ok(library);
      const options: Options = id === "slack" ? { retries: 1 } : id === "azure-core" ? { maxRetries: 1 } : { limit: 1 };
      const { onlyWithRetryAfter } = policyFor(library, options);
      assert.ok(onlyWithRetryAfter.length > 0);
      for (const status of onlyWithRetryAfter) {
        const started = Date.now();
        assert.equal(await requests(library, options, "GET", status, 1), 2);
        assert.ok(Date.now() - started >= 990, "and waits as long");
      }
    });
  }

  it("covers every library", () => {
    assert.deepEqual(libraries.map(({ id }) => id).sort(), retriers.map(({ id }) => id).sort());
    for (const library of libraries) assert.ok(library.configurations.length >= 3, library.id);
  });

  async function requests(library: Library, options: Options, method: string, status: number, retryAfter?: number): Promise<number> {
    const url = server.url(status, retryAfter);
    await library.run(url, options, method).then(
      () => {},
      () => {},
    );
    return server.count(url);
  }
});

const policyFor = (library: Library, options: Options): Policy =>
  policyOf(retrier(library.id), installed(library.package), new Map(Object.entries(options)));

/** The version that stands in the installed package, which not every package lets others import. */
function installed(name: string): string {
  const file = path.resolve(import.meta.dirname, "../../node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function expected(policy: Policy, status: number, method: string | undefined): number {
  const repeated = retries(policy, status, method) === true && !policy.onlyWithRetryAfter.includes(status);
  return repeated ? Math.min(Number(policy.attempts), PATIENCE + 1) : 1;
}

/** `["404: 1", "503: 3"]`: how often each status was requested. */
const table = (counts: readonly number[]): readonly string[] => counts.map((count, at) => `${STATUSES[at]}: ${count}`);
