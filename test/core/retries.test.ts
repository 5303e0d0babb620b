import { strict as assert } from "node:assert";
import { analyzeText } from "./markers";

const rules = Object.fromEntries(["retry-after-ignored", "retry-unbounded", "retry-non-idempotent"].map((id) => [id, "off" as const]));

/** The sample after the fix of its only finding; then nothing may be left to say. */
function mended(source: string): string {
  const before = analyzeText(source, { rules });
  assert.deepEqual(
    before.findings.map((f) => f.rule),
    ["retry-non-retryable"],
  );
  const fix = before.findings[0]?.fixes.find((f) => f.preferred);
  assert.ok(fix, "a fix");
  assert.ok(!fix.safe, "never automatic");
  const text = [...fix.edits].reverse().reduce((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), source);
  const after = analyzeText(text, { rules });
  assert.deepEqual(after.findings, []);
  assert.deepEqual(after.file.facts.errors, []);
  return text;
}

describe("the fix of a hopeless retry", () => {
  it("stops behind the request where the response has a name", () => {
    const text = mended(`async function f() {
  for (let i = 0; i < 3; i++) {
    const res = await fetch("https://api.acme.dev/v1/pay");
    if (res.ok) return res.json();
    await sleep(1000);
  }
}`);
    assert.match(
      text,
      /\n {4}if \(!res\.ok && !\[408, 429, 500, 502, 503, 504\]\.includes\(res\.status\)\) throw new Error\(`Request failed with status \$\{res\.status\}`\);\n/,
    );
  });

  it("throws the error on where the client throws", () => {
    const text = mended(`import axios from "axios";
async function f() {
  for (let i = 0; i < 3; i++) {
    try {
      return await axios.get("https://api.acme.dev/v1/pay");
    } catch (error) {
      await sleep(1000);
    }
  }
}`);
    assert.match(
      text,
      /\n {6}if \(error\.response && !\[408, 429, 500, 502, 503, 504\]\.includes\(error\.response\.status\)\) throw error;\n {6}await sleep/,
    );
  });

  it("knows the protocol's statuses where no provider answers", () => {
    const text = mended(`async function f() {
  while (true) {
    const res = await fetch("/own");
    if (res.ok) return res;
    await sleep(1);
  }
}`);
    assert.match(text, /\[408, 425, 429, 500, 502, 503, 504\]/);
  });

  it("is not offered where what it throws would be caught and retried", () => {
    const source = `async function f() {
  for (let i = 0; i < 3; i++) {
    try {
      const res = await fetch("https://api.acme.dev/v1/pay");
      if (!res.ok) throw new Error("no");
      return res;
    } catch (error) {
      await sleep(1);
    }
  }
}`;
    const { findings } = analyzeText(source, { rules });
    assert.deepEqual(
      findings.flatMap((f) => f.fixes.map((x) => x.title)),
      ["Disable retry-non-retryable for this line"],
    );
  });
});
