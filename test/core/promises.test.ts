/** What a promise fails with that is made by hand: each way to tell it, and beside it one that nobody knows. */
import { strict as assert } from "node:assert";
import { why } from "../../server/core/analysis";
import { codePlace, readingsOf } from "../../server/core/flow/readings";
import { analyzeText } from "./markers";
import { shipped } from "./shipped";

/** Whose the code is that the first comparison asks for. */
function whose(text: string): string | undefined {
  const { flow } = analyzeText(text, { catalog: shipped });
  const place = flow.sites.map((site) => codePlace(readingsOf(flow.narrower, site)))[0];
  return place && `${place.provider.id}${place.firm ? " firm" : ""}`;
}

const start = `import { resolveCname } from "dns";
import { readFile } from "fs";
import { createServer } from "net";
import { readFile as load } from "fs/promises";
`;

const caught = (executor: string): string =>
  `${start}export async function f(own: any) { try { await new Promise((resolve, reject) => { ${executor} }); } catch (e: any) { return e.code === "ENOENT"; } }`;

const ways: readonly (readonly [what: string, executor: string, whose: string | undefined])[] = [
  ["the error of a callback", `resolveCname("a", (err, to) => { if (err) return reject(err); resolve(to); });`, "node firm"],
  ["it in an arrow", `readFile("a", (err, data) => (err ? reject(err) : resolve(data)));`, "node firm"],
  ["the error of an unknown call", `own.read((err: any) => { if (err) return reject(err); resolve(1); });`, undefined],
  ["an event", `const server = createServer(); server.once("error", reject); server.listen(80, () => resolve(1));`, "node firm"],
  ["an event of what nobody knows", `own.once("error", reject);`, undefined],
  ["another event", `createServer().once("close", reject);`, "node"],
  ["another promise", `load("a").then(resolve, reject);`, "node firm"],
  ["its catch", `load("a").then(resolve).catch(reject);`, "node firm"],
  ["an unknown promise", `own.load("a").then(resolve, reject);`, undefined],
  ["a promise that it is resolved with", `resolve(load("a"));`, "node firm"],
  ["an unknown promise that it is resolved with", `resolve(own("a"));`, undefined],
  ["an error without a code", `readFile("a", (err) => reject(err)); setTimeout(() => reject(new Error("late")), 5);`, "node firm"],
  ["a function that others can call", `readFile("a", (err) => reject(err)); own.stop = reject;`, "node"],
  ["what it throws at once", `own.check(); readFile("a", (err) => reject(err));`, "node"],
];

describe("promises made by hand", () => {
  for (const [what, executor, expected] of ways)
    it(`fail with ${what}: ${expected ?? "nobody's"}`, () => assert.equal(whose(caught(executor)), expected));

  it("are given by functions", () => {
    const given = (from: string) =>
      `${start}const read = (path: string) => new Promise((resolve, reject) => ${from}(path, (err, data) => (err ? reject(err) : resolve(data))));
export async function f() { try { await read("a"); } catch (e: any) { return e.code === "ENOENT"; } }`;
    assert.equal(whose(given("readFile")), "node firm");
    assert.equal(whose(given("own")), undefined);
  });

  it("are not the Promise of the project", () => {
    const own = `class Promise { constructor(run: any) {} }\n`;
    assert.equal(whose(own + caught(`readFile("a", (err) => reject(err));`)), undefined);
  });
});

describe("codes of the project's own errors", () => {
  const thrown = (made: string, code = "ENOENT") => `import { readFile } from "fs/promises";
class QuotaError extends Error { code: string; constructor(message: string) { super(message); this.code = "QUOTA"; this.name = "QuotaError"; } }
class PlainError extends Error { constructor(message: string) { super(message); this.name = "PlainError"; } }
export async function f() { try { await readFile("a"); ${made} } catch (e: any) { return e.code === "${code}"; } }`;
  const told = (made: string) =>
    why(analyzeText(thrown(made), { catalog: shipped }), {
      start: thrown(made).lastIndexOf("e.code"),
      end: thrown(made).lastIndexOf("e.code"),
    })
      .map(({ text }) => text)
      .find((text) => text.includes("can be thrown"));

  it("are told where they are assigned in a constructor", () => {
    assert.equal(told(`throw new QuotaError("x");`), `'new QuotaError(…)' can be thrown, whose code is "QUOTA"`);
    assert.equal(told(`throw new PlainError("x");`), `'new PlainError(…)' can be thrown, which keeps nothing of a request`);
    assert.equal(told(`throw new Error("x");`), undefined);
  });

  it("are nobody's wrong codes", () => {
    const found = (made: string) => analyzeText(thrown(made, "ERR_INVALID_ARG_TYP"), { catalog: shipped }).findings.map(({ rule }) => rule);
    assert.deepEqual(found(`throw new Error("x");`), ["unknown-code"]);
    assert.deepEqual(found(`throw new QuotaError("x");`), []);
    assert.deepEqual(found(`throw Object.assign(new Error("x"), { code: "ERR_INVALID_ARG_TYP" });`), []);
    assert.deepEqual(found(`const err: any = new Error("x"); err.code = "ERR_INVALID_ARG_TYP"; throw err;`), []);
  });
});
