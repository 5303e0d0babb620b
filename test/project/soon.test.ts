import assert from "node:assert/strict";
import { after, answer, handed, kept, once, type Soon, type Steps, soon, together } from "../../server/project/soon";

function* sum(asked: readonly Soon<number>[]): Steps<number> {
  let total = 0;
  for (const one of asked) total += yield* answer(one);
  return total;
}

function* forgiving(asked: Soon<number>): Steps<number | string> {
  try {
    return yield* answer(asked);
  } catch (error) {
    return (error as Error).message;
  }
}

describe("what is there at once or later", () => {
  it("is there at once where every answer is, and a promise from the first that is none", async () => {
    assert.equal(soon(sum([1, 2, 3])), 6);
    const later = soon(sum([1, Promise.resolve(2), 3, Promise.resolve(4)]));
    assert.ok(later instanceof Promise);
    assert.equal(await later, 10);
    assert.equal(
      after(2, (n) => n + 1),
      3,
    );
    assert.equal(await after(Promise.resolve(2), (n) => n + 1), 3);
    assert.deepEqual(together<[number, string]>([1, "a"]), [1, "a"]);
    assert.deepEqual(await together<[number, string]>([1, Promise.resolve("a")]), [1, "a"]);
  });

  it("hands failures to the steps that asked", async () => {
    assert.equal(await soon(forgiving(Promise.reject(new Error("gone")))), "gone");
    await assert.rejects(async () => soon(sum([Promise.reject(new Error("gone"))])), /gone/);
    assert.throws(() => soon(sum([1, undefined as never].map((n) => n ?? assert.fail("no number")))), /no number/);
  });

  it("is asked for once, and again after a failure", async () => {
    const map = new Map<string, Soon<number>>();
    const arrived: number[] = [];
    const take = (value: number): void => void arrived.push(value);
    const asked = kept(map, "a", async () => 1, take);
    assert.equal(
      kept(map, "a", () => assert.fail("asked twice")),
      asked,
    );
    await asked;
    assert.equal(map.get("a"), 1);
    await assert.rejects(async () => kept(map, "b", () => Promise.reject(new Error("gone")), take));
    assert.equal(map.has("b"), false);
    assert.equal(
      kept(map, "b", () => 2, take),
      2,
    );
    assert.deepEqual(arrived, [1, 2]);
    const single = once(() => 3);
    assert.equal(single(), 3);
  });

  it("does not come back once it was let go", async () => {
    const map = new Map<string, Soon<number>>();
    const old = kept(
      map,
      "a",
      async () => 1,
      () => assert.fail("nobody waits for it"),
    );
    map.delete("a");
    await old;
    assert.equal(map.has("a"), false);
  });

  it("is what a callback is given, at once or later", async () => {
    assert.equal(
      handed<number>((done) => done(1)),
      1,
    );
    assert.equal(await handed<number>((done) => setImmediate(done, 2)), 2);
  });
});
