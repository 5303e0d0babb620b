/** Requests of clients that are put together from parts, of which one repeats: who is repeated with what, and who is not. */
import { strict as assert } from "node:assert";
import { retriesOf } from "../../server/core/flow/retries";
import { analyzeText } from "./markers";

const STATUSES = [400, 401, 403, 404, 408, 409, 429, 500, 501, 502, 503, 504];
const URL = "https://elsewhere.example";

/** Of each retry the library, how often it tries, and the statuses that are repeated; a second list has those that may be. */
function repeated(text: string): readonly string[] {
  return retriesOf(analyzeText(text).flow).map(({ library, rows, possible }) => {
    const of = (list: typeof rows) => STATUSES.filter((status) => list.some((row) => row.status === status)).join(" ");
    const may = of(possible) === of(rows) ? "" : ` or ${of(possible)}`;
    return `${library?.retrier.id} ${library?.policy.attempts}: ${of(rows)}${may}`;
  });
}

const findings = (text: string): readonly string[] => analyzeText(text).findings.map((f) => `${f.rule}: ${f.message}`);

const ALL = STATUSES.join(" ");
const SERVER = "500 501 502 503 504";

describe("wretch", () => {
  const text = (body: string) => `import wretch from "wretch";\nimport { retry } from "wretch/middlewares/retry";\n${body}`;

  it("repeats with the middleware, wherever in the chain it is given", () => {
    assert.deepEqual(repeated(text(`export const a = () => wretch("${URL}").middlewares([retry()]).url("/a").get().json();`)), [
      `wretch 11: ${SERVER}`,
    ]);
    assert.deepEqual(
      repeated(
        text(`const parts = [retry({ maxAttempts: 2 })];
class Api { private readonly api = wretch("${URL}").middlewares(parts); load() { return this.api.auth("x").get("/a").json(); } }`),
      ),
      [`wretch 3: ${SERVER}`],
    );
  });

  it("asks what the program says", () => {
    const until = (condition: string) =>
      repeated(text(`export const a = () => wretch("${URL}").middlewares([retry({ until: ${condition} })]).get("/a").json();`));
    assert.deepEqual(until("(response) => response && (response.ok || response.status < 500)"), [`wretch 11: ${SERVER}`]);
    assert.deepEqual(until("(response, error) => response?.ok ?? false"), [`wretch 11: ${ALL}`]);
    assert.deepEqual(until("shared"), [`wretch 11:  or ${ALL}`]);
  });

  it("repeats nothing without it", () => {
    const other = "export const b = () => wretch().middlewares([retry()]);";
    for (const chain of ["", ".middlewares([dedupe()])", ".middlewares(shared)"])
      assert.deepEqual(repeated(text(`${other}\nexport const a = () => wretch("${URL}")${chain}.get("/a").json();`)), []);
    assert.deepEqual(
      repeated(`import wretch from "wretch";\nimport { retry } from "./own";\nwretch("/a").middlewares([retry()]).get().json();`),
      [],
    );
  });

  it("is attributed by what stands in the chain", () => {
    const at = (method: string) =>
      findings(
        text(`const again = retry({ until: (r) => r?.ok });
export async function a() {
  try { return await wretch("https://api.acme.dev").middlewares([again]).url("/jobs").${method}.json(); }
  catch (e) { if (e.status === 404 && e.json?.error?.code === "KEY_REVOKED") return undefined; throw e; }
}`),
      );
    const found = at("get()").map((f) => f.replace(/:.*/, ""));
    assert.deepEqual(found, ["retry-after-ignored", "retry-non-retryable", "impossible-branch"]);
    assert.deepEqual(at("post({ a: 1 })").length, 3);
  });
});

describe("superagent", () => {
  const text = (body: string) => `import request from "superagent";\n${body}`;

  it("repeats where it is asked to, whatever else is called on the request", () => {
    const usual = "408 429 500 502 503 504";
    assert.deepEqual(repeated(text(`export const a = () => request.post("${URL}").send({}).retry(2).set("a", "b");`)), [
      `superagent 3: ${usual}`,
    ]);
    assert.deepEqual(repeated(text(`const agent = request.agent();\nexport const a = () => agent.get("${URL}").query({}).retry();`)), [
      `superagent 2: ${usual}`,
    ]);
    const asked = (callback: string) => repeated(text(`export const a = () => request.get("${URL}").retry(1, ${callback});`));
    assert.deepEqual(asked("(error, res) => res?.status === 404"), ["superagent 2: 404"]);
    assert.deepEqual(asked("(error, res) => { if (res && res.status === 404) return true; }"), [`superagent 2: 404 ${usual}`]);
  });

  it("may have headers that nobody sees", () => {
    const post = (set: string) => findings(text(`export const a = () => request.post("https://api.acme.dev/jobs")${set}.retry(2);`));
    for (const set of ["", ".set(shared)", ".set('Idempotency-Key', key)"])
      assert.ok(!post(set).some((f) => f.startsWith("retry-non-idempotent")), set);
  });

  it("repeats nothing elsewhere", () => {
    for (const call of [`request.get("${URL}")`, `request.get("${URL}").retry(0)`, `other("${URL}").retry(3)`, "request.retry(3)"])
      assert.deepEqual(repeated(text(`export const a = () => ${call};`)), [], call);
  });
});
