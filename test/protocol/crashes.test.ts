import assert from "node:assert";
import { crashHandler } from "../../client/crashes";

/** Values as the client library has them. */
const library = { ErrorAction: { Continue: 1, Shutdown: 2 }, CloseAction: { DoNotRestart: 1, Restart: 2 } } as Parameters<
  typeof crashHandler
>[0];

describe("a server that ends by itself", () => {
  const handler = (times: readonly number[]) => {
    let notices = 0;
    let at = 0;
    const made = crashHandler(
      library,
      () => notices++,
      () => times[Math.min(at, times.length - 1)] ?? 0,
    );
    return { close: async () => ({ ...(await made.closed()), notices, at: at++ }), notices: () => notices };
  };

  it("starts again silently, and stays down with one notice at the fifth end in three minutes", async () => {
    const { close } = handler([0, 10_000, 20_000, 30_000, 40_000]);
    const actions = [await close(), await close(), await close(), await close(), await close()];
    assert.deepEqual(
      actions.map(({ action }) => action),
      [2, 2, 2, 2, 1],
    );
    assert.ok(
      actions.every(({ handled }) => handled),
      "the library shows no notice of its own",
    );
    assert.deepEqual(
      actions.map(({ notices }) => notices),
      [0, 0, 0, 0, 1],
    );
  });

  it("goes on for ever when it ends now and then", async () => {
    const { close, notices } = handler(Array.from({ length: 20 }, (_, index) => index * 60_000));
    for (let end = 0; end < 20; end++) assert.equal((await close()).action, 2);
    assert.equal(notices(), 0);
  });

  it("counts right whatever happens to the computer's clock", async () => {
    const { now } = Date;
    try {
      let notices = 0;
      const made = crashHandler(library, () => notices++);
      let years = 0;
      Date.now = () => now() + years * 365 * 86_400_000;
      const actions: unknown[] = [];
      for (years of [0, 1, -1, 5, -5]) actions.push((await made.closed()).action);
      assert.deepEqual([actions, notices], [[2, 2, 2, 2, 1], 1]);
    } finally {
      Date.now = now;
    }
  });

  it("keeps the connection after an error of a single message", async () => {
    const made = crashHandler(library, () => assert.fail("no notice"));
    assert.deepEqual(await made.error(new Error("write EPIPE"), undefined, 9), { action: 1, handled: true });
  });
});
