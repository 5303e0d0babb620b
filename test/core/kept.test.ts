/** What is kept of an analysis over an edit: the findings are those of a fresh one, and only what the edit can change is looked at. */
import assert from "node:assert/strict";
import { type Analysis, analyze, type Environment, type Kept, NO_MODULES } from "../../server/core/analysis";
import { parse } from "../../server/core/syntax/index";
import { catalog } from "./catalog";

const settings = { rules: new Map(), binds: [] };
const environment: Environment = { catalog, settings, versions: new Map(), modules: NO_MODULES };

const look = (text: string, kept?: Kept, around = environment): Analysis =>
  analyze({ path: "src/sample.ts", text, facts: parse("src/sample.ts", text).facts }, around, { keep: true, ...(kept && { kept }) });

/** How often an analysis asks for a provider: each comparison that is looked at does. */
function asked(text: string, kept?: Kept): { readonly times: number; readonly analysis: Analysis } {
  let times = 0;
  const provider = catalog.provider.bind(catalog);
  catalog.provider = (id) => {
    times++;
    return provider(id);
  };
  try {
    const analysis = look(text, kept);
    return { times, analysis };
  } finally {
    catalog.provider = provider;
  }
}

const get = (name: string, code: string): string => `async function ${name}(id) {
  const res = await fetch(\`https://api.acme.dev/v1/\${id}\`);
  const body = await res.json();
  if (!res.ok && body.error.code === "${code}") return undefined;
  return body.items;
}
`;

describe("what is kept over an edit", () => {
  it("is all but the function that is edited", () => {
    const text = Array.from({ length: 20 }, (_, i) => get(`f${i}`, i % 2 ? "NOT_FOUND" : "NOT_FOUN")).join("\n");
    const whole = asked(text);
    assert.equal(whole.analysis.findings.length, 10);
    const part = asked(text.replace("return body.items", "return body.items ?? []"), whole.analysis.kept);
    assert.equal(part.analysis.findings.length, 10);
    assert.ok(part.times * 8 < whole.times, `${part.times} of ${whole.times}`);
  });

  it("is not what follows from the function that is edited, through other functions", () => {
    const text = `${get("load", "NOT_FOUND")}
const code = () => "NOT_FOUND";
const known = () => code();
async function f() {
  const res = await fetch("https://api.acme.dev/v1/x");
  return (await res.json()).error.code === known();
}
`;
    const { kept, findings } = look(text);
    assert.deepEqual(findings, []);
    assert.equal(look(text.replace('=> "NOT_FOUND"', '=> "NOT_FOUN"'), kept).findings.length, 1);
  });

  it("is not a function that is called from a new place", () => {
    const text = `function check(error) {
  return error.code === "NOT_FOUN";
}

async function f() {
  const res = await fetch("https://api.acme.dev/v1/x");
  return (await res.json()).items;
}
`;
    const { kept } = look(text);
    const next = text.replace("return (await res.json()).items", "return check((await res.json()).error)");
    assert.deepEqual(look(next, kept).findings, look(next).findings);
    assert.equal(look(next, kept).findings.length, 1);
  });

  it("is nothing where settings or the catalog are others", () => {
    const text = get("f", "NOT_FOUN");
    const { kept, findings } = look(text);
    assert.equal(findings.length, 1);
    const off = { ...environment, settings: { ...settings, rules: new Map([["unknown-code", "off" as const]]) } };
    assert.deepEqual(look(text, kept, off).findings, []);
  });

  it("is all but the method that is edited", () => {
    const methods = Array.from({ length: 20 }, (_, i) => get(`f${i}`, i % 2 ? "NOT_FOUND" : "NOT_FOUN").replace("async function", "async"));
    const text = `export class Api {\n${methods.join("\n")}}\n`;
    const whole = asked(text);
    assert.equal(whole.analysis.findings.length, 10);
    const part = asked(text.replace("return body.items", "return body.items ?? []"), whole.analysis.kept);
    assert.equal(part.analysis.findings.length, 10);
    assert.ok(part.times * 8 < whole.times, `${part.times} of ${whole.times}`);
  });

  it("is not a method that reads a field which another one begins to set", () => {
    const text = `class Api {
  base = "https://api.acme.dev/v1";
  async f() {
    const body = await (await fetch(this.base)).json();
    return body.error.code === "NOT_FOUN";
  }
  set(base) {
    this.other = "https://elsewhere.dev";
  }
}
`;
    const { kept, findings } = look(text);
    assert.equal(findings.length, 1);
    const next = text.replace("this.other =", "this.base =");
    assert.deepEqual(look(next).findings, []);
    assert.deepEqual(look(next, kept).findings, []);
  });

  it("says of a function in a block of the top level what is said of the whole", () => {
    const text = `import axios from "axios";
try {
  await axios.get("https://api.acme.dev/v1/pay");
} catch (err) {
  console.error("paying failed", err);
  function along() {
    throw new Error(\`Paying failed: \${err.message}\`);
  }
}
`;
    const strict = { ...environment, settings: { rules: new Map([["dropped-request-id", "warning"] as const]), binds: [] } };
    const whole = analyze({ path: "src/sample.ts", text, facts: parse("src/sample.ts", text).facts }, strict);
    // What is thrown there is in the log too, with the error as it came.
    assert.deepEqual(whole.findings, []);
    assert.deepEqual(look(text, undefined, strict).findings, []);
    const alone = text.replace('  console.error("paying failed", err);\n', "");
    assert.deepEqual(
      look(alone, undefined, strict).findings.map(({ rule }) => rule),
      ["dropped-request-id"],
    );
  });

  it("is not that a function is looked at with the top level, once the top level knows nothing of it", () => {
    const text = `const res = await fetch("https://api.acme.dev/v1/x");
if (res.ok) throw new Error("x");
const f = async () => {
  const own = await fetch("https://api.acme.dev/v1/y");
  const body = await own.json();
  if (body.error.code === "NOT_FOUN") return 1;
};
`;
    const { kept, findings } = look(text);
    assert.equal(findings.length, 1);
    const next = text.replace('if (res.ok) throw new Error("x");', 'if (Date.now()) console.log("x");');
    assert.deepEqual(look(next, kept).findings, look(next).findings);
    assert.equal(look(next).findings.length, 1);
  });

  it("does not grow with the number of edits", () => {
    const around = { ...environment, modules: { path: "src/sample.ts", find: () => undefined } };
    let text = `import { code } from "./codes";\n${get("f", "NOT_FOUND").replace('"NOT_FOUND"', "code")}`;
    let { kept } = look(text, undefined, around);
    const size = (of?: Kept): number =>
      (of?.found.size ?? 0) + (of?.paths.length ?? 0) + (of?.reads.reduce((sum, { size: each }) => sum + each, 0) ?? 0);
    const first = size(kept);
    assert.equal(kept?.found.size, 1);
    for (let i = 0; i < 20; i++) {
      text = text.replace("return body.items", "return body.items ?? 0");
      ({ kept } = look(text, kept, around));
    }
    assert.equal(size(kept), first);
  });
});
