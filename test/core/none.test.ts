import { strict as assert } from "node:assert";
import type { Bind } from "../../server/core/analysis";
import { analyzeText } from "./markers";

const url = "https://api.acme.dev/v1/charges";
const asked = `const res = await fetch("${url}");\nconst body = await res.json();\n`;

/** One text for each thing that can be said of a request, by the rule that says it. */
const texts: Readonly<Record<string, string>> = {
  "unknown-code": `${asked}if (body.error.code === "NOT_FUND") go();`,
  "wrong-field": `${asked}if (body.error.cod === "NOT_FOUND") go();`,
  "message-match": `${asked}if (body.error.message === "No such thing") go();`,
  "impossible-branch": `${asked}if (res.status === 403 && body.error.code === "NOT_FOUND") go();`,
  "unchecked-response": `${asked}show(body.items);`,
  "unhandled-code": `${asked}switch (body.error.code) { case "NOT_FOUND": a(); break; case "KEY_LOCKED": b(); break; }`,
  "retry-unbounded": `async function f() { for (;;) { const res = await fetch("${url}"); if (res.ok) return res; } }`,
  "dropped-request-id": `const res = await fetch("${url}");\nif (!res.ok) throw new Error("failed " + res.status);`,
};

const silences: Readonly<Record<string, readonly Bind[]>> = {
  host: [{ kind: "host", host: "api.acme.dev", provider: "none" }],
  call: [{ kind: "call", call: "fetch", provider: "none" }],
  files: [{ kind: "files", provider: "none" }],
  "a call that is bound otherwise nearer": [
    { kind: "call", call: "fetch", provider: "acme" },
    { kind: "call", call: "fetch", provider: "none" },
  ],
  "files that are bound otherwise nearer": [
    { kind: "files", provider: "acme" },
    { kind: "files", provider: "none" },
  ],
};

describe("provider none", () => {
  const rules = { "dropped-request-id": "warning" } as const;
  for (const [rule, text] of Object.entries(texts)) {
    it(`silences ${rule}`, () => {
      assert.ok(analyzeText(text, { rules }).findings.some((found) => found.rule === rule));
      for (const [name, binds] of Object.entries(silences)) assert.deepEqual(analyzeText(text, { rules, binds }).findings, [], name);
    });
  }

  it("silences a variable, and the errors of a call", () => {
    const env = `const res = await fetch(\`\${process.env.ACME_URL}/x\`);\nif ((await res.json()).error.code === "NOT_FUND") go();`;
    const said = (text: string, bind: Bind) => analyzeText(text, { binds: [bind] }).findings.map(({ rule }) => rule);
    assert.deepEqual(said(env, { kind: "env", env: "ACME_URL", provider: "acme" }), ["unknown-code"]);
    assert.deepEqual(said(env, { kind: "env", env: "ACME_URL", provider: "none" }), []);
    const caught = `async function f() { try { await pay(); } catch (e: any) { if (e.error.code === "NOT_FUND" || e.message === "declined") go(); } }`;
    assert.deepEqual(said(caught, { kind: "call", call: "pay", provider: "acme" }), ["unknown-code"]);
    assert.deepEqual(said(caught, { kind: "call", call: "pay", provider: "none" }), []);
  });
});
