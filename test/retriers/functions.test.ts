/** Functions of the program as options: what the data say of their part, held against the libraries. */
import assert from "node:assert/strict";
import axios from "axios";
import { type Decision, policyOf } from "../../catalog/model/retrier";
import { retrier } from "./bundled";
import { PATIENCE, type StatusServer, statusServer } from "./server";

describe("functions as options", () => {
  let server: StatusServer;
  before(async () => {
    server = await statusServer();
  });
  after(() => server.close());

  it("axios-retry: a condition takes the place of the guard on methods and of the statuses", async () => {
    const { default: axiosRetry } = await import("axios-retry");
    const decision = decisionOf("axios-retry", "retryCondition");
    assert.deepEqual([decision.mode, decision.truth, decision.error], ["replaces", "retries", { argument: 0 }]);
    const client = axios.create();
    axiosRetry(client, { retries: 1, retryCondition: (error) => error.response?.status === 404 });
    assert.deepEqual(await asked((url) => client.post(url), [404, 503]), [2, 1]);
  });

  it("ky: false stops, true repeats whatever the status, anything else leaves it to the rest; methods stay guarded", async () => {
    const { default: ky } = await import("ky");
    assert.equal(decisionOf("ky", "shouldRetry").mode, "overrides");
    const answers = new Map([
      [404, true],
      [503, false],
    ]);
    const status = (error: Error): number => (error as Error & { response: Response }).response.status;
    const retry = { limit: 1, backoffLimit: 1, shouldRetry: ({ error }: { error: Error }) => answers.get(status(error)) };
    assert.deepEqual(await asked((url) => ky(url, { retry }), [404, 503, 500, 400]), [2, 1, 2, 1]);
    assert.deepEqual(await asked((url) => ky.post(url, { retry }), [404]), [1]);
  });

  it("got 14: calculateDelay is asked about every failure, past the limit too, and 0 ends it", async () => {
    const { got } = await import("got");
    const decision = decisionOf("got", "calculateDelay", "14.6.6");
    assert.deepEqual([decision.mode, decision.truth, decision.bounded], ["replaces", "zero-stops", false]);
    const retry = { limit: 1, calculateDelay: ({ attemptCount }: { attemptCount: number }) => (attemptCount > 3 ? 0 : 1) };
    assert.deepEqual(await asked((url) => got.post(url, { retry }), [404]), [4]);
  });

  it("fetch-retry: a function takes the place of retries, and may never end", async () => {
    const { default: fetchRetry } = await import("fetch-retry");
    const decision = decisionOf("fetch-retry", "retryOn");
    assert.deepEqual(
      [decision.bounded, decision.response, decision.attempt, decision.firstAttempt],
      [false, { argument: 2 }, { argument: 0 }, 0],
    );
    const endless = fetchRetry(fetch, { retries: 1, retryDelay: 1, retryOn: (_attempt, _error, response) => response?.ok !== true });
    assert.deepEqual(await asked((url) => endless(url), [400]), [PATIENCE + 1]);
    const once = fetchRetry(fetch, { retryDelay: 1, retryOn: (attempt) => attempt < 1 });
    assert.deepEqual(await asked((url) => once(url), [400]), [2]);
  });

  it("wretch: a true result of until ends it", async () => {
    const { default: wretch } = await import("wretch");
    const { retry } = await import("wretch/middlewares");
    assert.equal(decisionOf("wretch", "until").truth, "stops");
    const until = (response?: Response): boolean => response?.status === 503;
    const run = (url: string): Promise<unknown> =>
      wretch(url)
        .middlewares([retry({ delayTimer: 1, maxAttempts: 1, until })])
        .get()
        .res();
    assert.deepEqual(await asked(run, [503, 404]), [1, 2]);
  });

  it("p-retry: shouldRetry narrows, onFailedAttempt ends it by throwing, and so does an AbortError", async () => {
    const { AbortError, default: pRetry } = await import("p-retry");
    assert.deepEqual(
      [decisionOf("p-retry", "shouldRetry").mode, decisionOf("p-retry", "onFailedAttempt").truth],
      ["narrows", "throw-stops"],
    );
    assert.deepEqual(retrier("p-retry").stops, [{ kind: "throw", export: "AbortError" }]);
    const failing = (url: string) => async (): Promise<never> => {
      const { status } = await fetch(url);
      throw status === 401 ? new AbortError("401") : new Error(String(status));
    };
    const shouldRetry = ({ error }: { error: Error }): boolean => error.message === "503";
    assert.deepEqual(await asked((url) => pRetry(failing(url), { retries: 2, minTimeout: 0, shouldRetry }), [503, 404, 401]), [3, 1, 1]);
    const onFailedAttempt = ({ error }: { error: Error }): void => {
      if (error.message === "404") throw error;
    };
    assert.deepEqual(
      await asked((url) => pRetry(failing(url), { retries: 2, minTimeout: 0, onFailedAttempt }), [503, 404, 401]),
      [3, 1, 1],
    );
  });

  /** How often each status is requested. */
  const asked = (run: (url: string) => PromiseLike<unknown>, statuses: readonly number[]): Promise<readonly number[]> =>
    Promise.all(
      statuses.map(async (status) => {
        const url = server.url(status);
        await run(url).then(
          () => {},
          () => {},
        );
        return server.count(url);
      }),
    );
});

function decisionOf(id: string, option: string, version?: string): Decision {
  const [decision] = policyOf(retrier(id), version, new Map([[option, { function: true }]])).decisions;
  assert.ok(decision?.option === option);
  return decision;
}
