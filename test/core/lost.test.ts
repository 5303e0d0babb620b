import { strict as assert } from "node:assert";
import { type Bind, lostAt } from "../../server/core/analysis";
import { analyzeText } from "./markers";

/** What is said at `NOT_FOUND` in the text. */
function lost(text: string, binds: readonly Bind[] = []) {
  const start = text.indexOf("NOT_FOUND");
  return lostAt(analyzeText(text, { binds }), { start, end: start });
}

const caught = (body: string): string =>
  `export async function f(api: any, log: any) { try { ${body} } catch (e: any) { if (e.code === "NOT_FOUND") log(e); } }`;

describe("where attribution was lost", () => {
  it("the calls in the try are named, and whose code it is", () => {
    assert.deepEqual(lost(caught("await api.users.get(1); await this.acme.send();")), {
      calls: ["api.users.get", "acme.send"],
      hosts: [],
      envs: [],
      providers: ["acme"],
    });
  });
  it("the call that gave a value is named, however the value came", () => {
    const text = `const { error } = await acme.request("/x");\nconst code = error.code as string;\nif (code === "NOT_FOUND") go();`;
    assert.deepEqual(lost(text)?.calls, ["acme.request"]);
  });
  it("the host of a request to nobody is named, not the client", () => {
    const text = `const res = await fetch("https://api.nobody.test/x");\nif ((await res.json()).code === "NOT_FOUND") go();`;
    assert.deepEqual(lost(text), { calls: [], hosts: ["api.nobody.test"], envs: [], providers: ["acme"] });
  });
  it("the variable that holds the URL is named", () => {
    const text = `const res = await fetch(process.env.ACME_URL + "/x");\nif ((await res.json()).code === "NOT_FOUND") go();`;
    assert.deepEqual(lost(text), { calls: [], hosts: [], envs: ["ACME_URL"], providers: ["acme"] });
  });
  it("what the platform does is no API, nor what reads a response", () => {
    assert.equal(lost(caught("await Promise.all([]); const r = await fetch(url); await r.json();")), undefined);
  });
  it("there is nothing to say without a call, of a known error, or of a silenced one", () => {
    assert.equal(lost(`export const f = (e: any) => e.code === "NOT_FOUND";`), undefined);
    assert.equal(lost(caught(`const r = await fetch("https://api.acme.dev/x"); throw await r.json();`)), undefined);
    assert.equal(lost(caught("await api.get();"), [{ kind: "call", call: "api.get", provider: "acme" }]), undefined);
    assert.equal(lost(caught("await api.get();"), [{ kind: "call", call: "api.get", provider: "none" }]), undefined);
    assert.equal(lost(caught("await api.get();"), [{ kind: "files", provider: "none" }]), undefined);
    assert.equal(lost(caught("await api.get();").replace("=== ", "=== 404 || 'NOT_FOUND' + ")), undefined);
  });
});
