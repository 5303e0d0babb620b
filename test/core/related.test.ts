import { strict as assert } from "node:assert";
import { analyzeText } from "./markers";

/** What each finding points at besides itself: `fetch("…") The request to Acme`. */
function related(source: string): readonly (readonly string[])[] {
  const text = `const res = await fetch("https://api.acme.dev/x");\nconst { error } = await res.json();\n${source}`;
  return analyzeText(text).findings.map((f) => f.related.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`));
}

const request = 'fetch("https://api.acme.dev/x"): The request to Acme';

describe("related information", () => {
  it("leads from a wrong code to the request that it comes from", () => {
    assert.deepEqual(related(`if (error.code === "NOPE") x();`), [[request]]);
    assert.deepEqual(related(`const NOPE = "NOPE";\nif (error.code === NOPE) x();`), [[`"NOPE": 'NOPE' is written here`, request]]);
  });
  it("leads from a branch that nothing reaches to the check that takes it", () => {
    assert.deepEqual(related(`if (error.code === "NOT_FOUND") x(); else if (error.code === "NOT_FOUND") y();`), [
      ['error.code === "NOT_FOUND": This is handled here already', request],
    ]);
    assert.deepEqual(related(`if (error.code === "NOT_FOUND") throw x;\ny();\nif (error.code === "NOT_FOUND") y();`), [
      ['error.code === "NOT_FOUND": This is handled here already', request],
    ]);
  });
  it("leads to the status that the code never comes with", () =>
    assert.deepEqual(related(`if (res.status === 404 && error.code === "KEY_REVOKED") x();`), [
      ["res.status === 404: This was asked before", request],
    ]));
  it("leads from a case to what was asked before its switch", () => {
    const [found] = related(`if (res.status === 404) switch (error.code) { case "NOT_FOUND": x(); break; case "KEY_REVOKED": y(); }`);
    assert.deepEqual(found, ["res.status === 404: This was asked before", '"NOT_FOUND": This was asked before', request]);
  });
  it("leads from a wrong code in a caught error to each request of its try", () => {
    const text = `import axios from "axios";\ntry { await axios.get("https://api.acme.dev/x"); await axios.get("https://api.acme.dev/y"); } catch (e) { if (e.response.data.error.code === "NOPE") x(); }`;
    const [finding] = analyzeText(text).findings;
    assert.deepEqual(
      finding?.related.map(({ span }) => text.slice(span.start, span.end)),
      ['axios.get("https://api.acme.dev/x")', 'axios.get("https://api.acme.dev/y")'],
    );
  });
});
