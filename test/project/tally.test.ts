import assert from "node:assert/strict";
import { type Seen, Tally } from "../../server/project/tally";

/** Files by path: the words that each names, those after `<` being the files that it reads. */
function tallyOf(files: Map<string, string>) {
  const looked: string[] = [];
  let told = 0;
  const tally = new Tally({
    files: async () => [...files.keys()],
    look: async (path): Promise<Seen | undefined> => {
      looked.push(path);
      const [words = "", reads = ""] = (files.get(path) ?? "").split("<");
      const named = words.split(" ").filter(Boolean);
      const uses = new Map<string, number>();
      for (const word of named) uses.set(word, (uses.get(word) ?? 0) + 1);
      return { uses, touched: [...new Set(named.map((word) => word[0] as string))], reads: reads.split(" ").filter(Boolean) };
    },
    rest: () => new Promise((resolve) => setImmediate(resolve)),
    counted: () => {
      told++;
    },
  });
  const totals = () => Object.fromEntries([...tally.totals()].sort());
  return { tally, looked, totals, told: () => told };
}

describe("the count of uses", () => {
  it("begins when somebody wants to know, and looks at each file once", async () => {
    const { tally, looked, totals, told } = tallyOf(
      new Map([
        ["/a", "x1 x1 y1"],
        ["/b", "x1"],
        ["/c", ""],
      ]),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(looked, []);
    const release = tally.hold();
    await tally.settled();
    assert.deepEqual(looked, ["/a", "/b", "/c"]);
    assert.deepEqual(totals(), { x1: 3, y1: 1 });
    assert.deepEqual(Object.fromEntries(tally.touched()), { x: 2, y: 1 });
    assert.deepEqual(tally.filesWith("x1"), ["/a", "/b"]);
    assert.deepEqual(tally.progress, { done: 3, total: 3 });
    assert.ok(told() >= 3);
    release();
    tally.hold();
    await tally.settled();
    assert.equal(looked.length, 3);
  });

  it("ends in the middle when nobody wants to know any more, and goes on later", async () => {
    const files = new Map(Array.from({ length: 20 }, (_, i) => [`/${i}`, "x1"]));
    const { tally, looked, totals } = tallyOf(files);
    const release = tally.hold();
    while (looked.length < 5) await new Promise((resolve) => setImmediate(resolve));
    release();
    release();
    await tally.settled();
    assert.ok(looked.length < 20, `${looked.length} files`);
    assert.equal(tally.progress.total, 20);
    tally.hold();
    await tally.settled();
    assert.equal(looked.length, 20);
    assert.deepEqual(totals(), { x1: 20 });
  });

  it("counts again what changed and what was learned from it, and nothing else", async () => {
    const files = new Map([
      ["/a", "x1"],
      ["/b", "x2<c"],
      ["/c", ""],
      ["/d", "x4</lib"],
    ]);
    const { tally, looked, totals } = tallyOf(files);
    tally.hold();
    await tally.settled();
    looked.length = 0;
    files.set("/a", "x1 x1");
    tally.changed(["/a"], false);
    assert.deepEqual(totals(), { x1: 1, x2: 1, x4: 1 }, "the old counts stand until there are new ones");
    await tally.settled();
    assert.deepEqual(looked, ["/a"]);
    assert.equal(totals().x1, 2);
    looked.length = 0;
    tally.changed(["/lib"], false);
    await tally.settled();
    assert.deepEqual(looked, ["/d"]);
  });

  it("hears of files that come and go", async () => {
    const files = new Map([
      ["/a", "x1"],
      ["/b", "x1"],
    ]);
    const { tally, looked, totals } = tallyOf(files);
    tally.hold();
    await tally.settled();
    files.delete("/a");
    files.set("/c", "y1");
    looked.length = 0;
    tally.changed(["/a", "/c"], true);
    await tally.settled();
    assert.deepEqual(totals(), { x1: 1, y1: 1 });
    assert.ok(!looked.includes("/b"));
    assert.deepEqual(tally.progress, { done: 2, total: 2 });
  });

  it("waits with what changes while nobody wants to know", async () => {
    const { tally, looked } = tallyOf(new Map([["/a", "x1"]]));
    const release = tally.hold();
    await tally.settled();
    release();
    tally.renew();
    tally.changed(["/a"], false);
    await tally.settled();
    assert.equal(looked.length, 1);
    assert.deepEqual(tally.progress, { done: 0, total: 1 });
    tally.hold();
    await tally.settled();
    assert.equal(looked.length, 2);
  });
});
