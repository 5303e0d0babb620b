/** Whose name an error has that a signal ends: each way to hand one over, and beside it what is no signal. */
import { strict as assert } from "node:assert";
import { codePlace, readingsOf } from "../../server/core/flow/readings";
import { analyzeText } from "./markers";
import { shipped } from "./shipped";

/** For each comparison its property and the provider that it is attributed to, and what is found. */
function whose(text: string): { readonly places: readonly string[]; readonly findings: readonly string[] } {
  const { flow, findings } = analyzeText(text, { catalog: shipped });
  const places = flow.sites.flatMap((site) => {
    const place = codePlace(readingsOf(flow.narrower, site));
    return place ? [`${site.property} ${place.provider.id}${place.firm ? " firm" : ""}`] : [];
  });
  return { places, findings: findings.map((f) => `${f.rule}: ${f.message}`) };
}

const tried = (params: string, call: string, asked = `e instanceof Error && e.name === "AbortError"`): string =>
  `import { work } from "somewhere";
export async function run(${params}) {
  try { await ${call}; } catch (e: any) { if (${asked}) return; throw e; }
}`;

describe("errors that a signal ends", () => {
  const given: readonly (readonly [params: string, call: string])[] = [
    ["signal: AbortSignal", "work(1, { signal })"],
    ["stop?: AbortSignal", "work(1, { signal: stop })"],
    ["stop: AbortSignal", "work(1, stop)"],
    ["signal", "work(signal)"],
    ["context: any", "work(1, { signal: context.signal })"],
    ["controller: any", "work(1, controller.signal)"],
    ["", "work(AbortSignal.timeout(5000))"],
    ["", "work({ abort: AbortSignal.any([]) })"],
    ["signal: AbortSignal | undefined", "work({ signal: signal ?? AbortSignal.timeout(5) })"],
    ["ref: RefObject<AbortController>", "work(ref)"],
  ];
  for (const [params, call] of given)
    it(`are the platform's in ${call} of (${params})`, () =>
      assert.deepEqual(whose(tried(params, call)), { places: ["name fetch"], findings: [] }));

  const other: readonly (readonly [params: string, call: string])[] = [
    ["signal: NodeJS.Signals", "work(1, { signal })"],
    ["signal: string", "work(signal)"],
    ["", `work(1, { signal: "SIGTERM" })`],
    ["signals: any", "work(1, { signals })"],
    ["", "work(Promise.any([]))"],
    ["ref: RefObject<HTMLElement>", "work(ref)"],
  ];
  for (const [params, call] of other)
    it(`are nobody's in ${call} of (${params})`, () => assert.deepEqual(whose(tried(params, call)), { places: [], findings: [] }));

  it("are followed through constants, catch and for await", () => {
    const start = `import { work } from "somewhere";\n`;
    const made = (limit: string) =>
      `${start}export async function f() { const limit = ${limit}; await work(limit).catch((err) => err.name === "TimeoutError"); }`;
    assert.deepEqual(whose(made("AbortSignal.timeout(5)")).places, ["name fetch"]);
    assert.deepEqual(whose(made("Date.now()")).places, []);
    const each = (given: string) =>
      `${start}export async function f(signal: AbortSignal) {
  try { for await (const part of work(${given})) part.run(); } catch (e: any) { return e.name === "AbortError"; }
}`;
    assert.deepEqual(whose(each("{ signal }")).places, ["name fetch"]);
    assert.deepEqual(whose(each("{}")).places, []);
  });

  it("have no code but the platform's, whoever else can have thrown", () => {
    const coded = whose(tried("signal: AbortSignal", "work({ signal })", `e.code === "card_decline"`));
    assert.deepEqual(coded, whose(tried("signal: AbortSignal", "work({})", `e.code === "card_decline"`)));
  });

  it("take nothing from what is known of a request", () => {
    const pay = (options: string) => `import Stripe from "stripe";
const stripe = new Stripe("k");
export async function pay(signal: AbortSignal) {
  try { await load(${options}); } catch (e: any) { return e.code === "card_decline"; }
}
const load = (options: any) => stripe.charges.create(options);`;
    assert.deepEqual(whose(pay("{ signal }")), whose(pay("{}")));
    assert.equal(whose(pay("{ signal }")).findings.length, 1);
  });

  it("are not the API's that is called beside", () => {
    const paid = (name: string) => `import { PrismaClient } from "@prisma/client";
import { work } from "somewhere";
const prisma = new PrismaClient();
export async function run(signal: AbortSignal) {
  try { await prisma.user.delete({}); await work({ signal }); } catch (e: any) { return e.name === "${name}"; }
}`;
    assert.deepEqual(whose(paid("AbortError")).places, ["name fetch"]);
    assert.deepEqual(whose(paid("PrismaClientKnownRequestError")).places, ["name prisma"]);
    assert.deepEqual(whose(paid("QuotaError")).places, ["name prisma"]);
  });

  it("are Node.js's where its own call is given one", () => {
    const read = (code: string) =>
      `import { readFile } from "fs/promises";\n${tried("signal: AbortSignal", `readFile("a", { signal })`, code)}`;
    assert.deepEqual(whose(read(`e.name === "AbortError"`)), { places: ["name node firm"], findings: [] });
    assert.deepEqual(whose(read(`e.code === "ENOENTT"`)).findings, ["unknown-code: Node.js has no error code 'ENOENTT'"]);
  });
});

describe("DOMException", () => {
  const asked = (type: string) => `export const isTimeout = (e: unknown) => e instanceof ${type} && e.name === "TimeoutError";`;

  it("is the platform's by its class", () => {
    assert.deepEqual(whose(asked("DOMException")), { places: ["name fetch"], findings: [] });
    assert.deepEqual(whose(asked("Error")).places, []);
  });

  it("is the project's own where that declares it", () => {
    assert.deepEqual(whose(`class DOMException extends Error {}\n${asked("DOMException")}`).places, []);
  });
});
