import assert from "node:assert/strict";
import { type Bind, requested, statusUses, uncatalogued } from "../../server/core/analysis";
import { analyzeText } from "./markers";

const fetched = `const res = await fetch("https://api.acme.dev/v1/pay");\n`;
const head = `${fetched}const body = await res.json();\n`;

/** "429" of Acme is `acme 429`. */
const statuses = (text: string, binds: readonly Bind[] = []): readonly string[] =>
  statusUses(analyzeText(text, { binds })).map(({ provider, status, span }) => {
    assert.equal(text.slice(span.start, span.end), String(status));
    return `${provider} ${status}`;
  });

describe("uses of statuses", () => {
  it("are comparisons of a known provider's status with a number", () => {
    assert.deepEqual(statuses(`${fetched}if (res.status === 429 || 503 === res.status) wait();`), ["acme 429", "acme 503"]);
    assert.deepEqual(statuses(`${fetched}switch (res.status) { case 404: case 410: stop(); }`), ["acme 404", "acme 410"]);
    assert.deepEqual(statuses(`${fetched}if ([500, 502].includes(res.status)) wait();`), ["acme 500", "acme 502"]);
  });

  it("are no others", () => {
    assert.deepEqual(statuses(`const res = await fetch("https://api.nobody.test/x");\nif (res.status === 429) wait();`), []);
    assert.deepEqual(statuses(`${fetched}if (res.status >= 500 || res.status === 7) wait();`), []);
    assert.deepEqual(statuses(`export const f = (res) => res.status === 429;`), []);
    assert.deepEqual(statuses(`${fetched}if (res.status === 429) wait();`, [{ kind: "files", provider: "none" }]), []);
  });
});

describe("requested providers", () => {
  const asked = (text: string, binds: readonly Bind[] = []) => requested(analyzeText(text, { binds }));
  it("are those that calls go to, read or not", () => {
    assert.deepEqual(asked(`export const send = () => fetch("https://api.acme.dev/v1/pay");`), ["acme"]);
    assert.deepEqual(asked(`await pay();`, [{ kind: "call", call: "pay", provider: "acme" }]), ["acme"]);
    assert.deepEqual(asked(`await pay();`, [{ kind: "call", call: "pay", provider: "none" }]), []);
    assert.deepEqual(asked(`// https://api.acme.dev/v1/pay\nconst url = "https://api.acme.dev/v1/pay";\nawait fetch(other);`), []);
  });
});

describe("a code that a catalog lacks", () => {
  const lacking = (text: string, binds: readonly Bind[] = []) => {
    const analysis = analyzeText(text, { binds });
    return analysis.findings.map((finding) => uncatalogued(analysis, finding));
  };
  const wanted = { provider: "acme", name: "Acme", code: "NOT_FUND" };

  it("is what is compared as a whole", () => {
    assert.deepEqual(lacking(`${head}if (body.error.code === "NOT_FUND") wait();`), [wanted]);
    assert.deepEqual(lacking(`${head}if (["NOT_FUND"].includes(body.error.code)) wait();`), [wanted]);
    assert.deepEqual(lacking(`${head}if (body.error.code.startsWith("NOT_FUN")) wait();`), [undefined]);
    assert.deepEqual(lacking(`export const f = (e) => e.code === "ENOENTT";`), [undefined]);
  });

  it("has the status that alone can be there", () => {
    assert.deepEqual(lacking(`${head}if (res.status === 409 && body.error.code === "NOT_FUND") wait();`), [{ ...wanted, status: 409 }]);
    assert.deepEqual(lacking(`${head}if (res.status === 409 || res.status === 410) { if (body.error.code === "NOT_FUND") wait(); }`), [
      wanted,
    ]);
    assert.deepEqual(lacking(`${head}if (!res.ok && body.error.code === "NOT_FUND") wait();`), [wanted]);
  });

  it("is none of another rule's", () => {
    const analysis = analyzeText(`${head}if (body.error.message.includes("gone")) wait();`);
    assert.deepEqual(
      analysis.findings.map((finding) => [finding.rule, uncatalogued(analysis, finding)]),
      [["message-match", undefined]],
    );
  });
});
