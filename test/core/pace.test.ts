import { strict as assert } from "node:assert";
import * as ts from "typescript";
import { analyzeText } from "./markers";

/** Before and after each fix; the compiler reads them all at once. */
const samples: string[] = [];

function problemsOf(texts: readonly string[]): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const named = new Map(texts.map((text, i) => [`${__dirname}/sample${i}.ts`, text]));
  const { getSourceFile } = host;
  host.getSourceFile = (file, version) => {
    const text = named.get(file);
    return text === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...named.keys()], options, host);
  const found = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
  return found.map((d) => `${ts.flattenDiagnosticMessageText(d.messageText, "\n")}\n${named.get(d.file?.fileName ?? "")}`);
}

const STATUS = 'if (res.status !== 429 && res.status < 500) throw new Error("no");';
const SLEEP = "const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));";

/** The text after the preferred fix of the one finding of the rule; then nothing is left to say. */
function mended(rule: string, source: string): string {
  const { findings } = analyzeText(source);
  assert.deepEqual(
    findings.map((f) => f.rule),
    [rule],
  );
  const fix = findings[0]?.fixes.find((f) => f.preferred);
  assert.ok(fix, "a fix");
  assert.ok(!fix.safe, "never automatic");
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
  const text = edits.reduce((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), source);
  samples.push(source, text);
  const after = analyzeText(text);
  assert.deepEqual(
    after.findings.map((f) => f.message),
    [],
    text,
  );
  return text;
}

const fixesOf = (source: string): readonly string[] =>
  analyzeText(source).findings.flatMap((f) => f.fixes.map((x) => x.title).filter((t) => !t.startsWith("Disable")));

describe("waiting as the server says", () => {
  it("reads the header of the response, and adds what understands it", () => {
    const text = mended(
      "retry-after-ignored",
      `${SLEEP}
export async function f() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch("https://api.acme.dev/v1/pay");
    if (res.ok) return res.json();
    ${STATUS}
    await sleep(500);
  }
}
`,
    );
    assert.ok(
      text.endsWith(`
/** Milliseconds until the next try: as Retry-After says, in seconds or as a date; otherwise \`otherwise\`. */
function retryDelay(retryAfter: string | null | undefined, otherwise: number): number {
  if (!retryAfter) return otherwise;
  const ms = Number.isNaN(Number(retryAfter)) ? Date.parse(retryAfter) - Date.now() : Number(retryAfter) * 1000;
  return Number.isNaN(ms) ? otherwise : Math.max(0, ms);
}
`),
    );
  });

  it("adds the helper once", () => {
    const loop = (name: string) => `export async function ${name}() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch("https://api.acme.dev/v1/pay");
    if (res.ok) return res.json();
    ${STATUS}
    await sleep(500);
  }
}
`;
    const once = mended("retry-after-ignored", `${SLEEP}\n${loop("f")}`);
    const twice = mended("retry-after-ignored", `${loop("g")}${once}`);
    assert.equal(twice.split("function retryDelay").length, 2);
  });

  it("asks an error of axios", () => {
    const text = mended(
      "retry-after-ignored",
      `import axios from "axios";
${SLEEP}
export async function f() {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await axios.get("https://api.acme.dev/v1/pay");
    } catch (error) {
      if (!axios.isAxiosError(error) || error.response?.status !== 429) throw error;
      await sleep(500);
    }
  }
}
`,
    );
    assert.match(
      text,
      /sleep\(retryDelay\(axios\.isAxiosError\(error\) \? error\.response\?\.headers\["retry-after"\] : undefined, Math\.min\(30000, 1000 \* 2 \*\* \(attempt - 1\)\) \* \(0\.5 \+ Math\.random\(\) \/ 2\)\)\);/,
    );
  });

  it("does so before a function calls itself", () => {
    const text = mended(
      "retry-after-ignored",
      `${SLEEP}
export async function f(attempt = 0): Promise<Response> {
  const res = await fetch("https://api.acme.dev/v1/pay");
  if (res.status === 429 && attempt < 3) {
    await sleep(500);
    return f(attempt + 1);
  }
  return res;
}
`,
    );
    assert.match(text, /sleep\(retryDelay\(res\.headers\.get\("Retry-After"\), Math\.min\(30000, 1000 \* 2 \*\* attempt\)/);
  });

  it("keeps line ends", () => {
    const source = `export async function f() {\r\n  for (let i = 0; i < 3; i++) {\r\n    const res = await fetch("https://api.acme.dev/v1/pay");\r\n    if (res.status !== 429) return res;\r\n    await new Promise((resolve) => setTimeout(resolve, 2 ** i * 100));\r\n  }\r\n}\r\n`;
    const text = mended("retry-after-ignored", source);
    assert.ok(!/[^\r]\n/.test(text));
    assert.match(text, /retryDelay\(res\.headers\.get\("Retry-After"\), 2 \*\* i \* 100\)/);
  });

  it("is not offered where seconds are counted, the response has no name, or the helper's name is taken", () => {
    const loop = (request: string, wait: string) => `async function f() {
  for (let i = 0; i < 3; i++) {
    ${request}
    await ${wait};
  }
}`;
    const named = `const res = await fetch("https://api.acme.dev/v1/pay");\n    if (res.status !== 429) return res;`;
    assert.deepEqual(fixesOf(loop(named, "sleep(500)")), ["Wait as Retry-After says"]);
    assert.deepEqual(fixesOf(loop(named, "sleep(5)")), []);
    assert.deepEqual(fixesOf(`${loop(named, "rest(50)")}\nconst rest = (s: number) => new Promise((r) => setTimeout(r, s * 1000));`), []);
    assert.deepEqual(fixesOf(`const retryDelay = 500;\n${loop(named, "sleep(500)")}`), []);
    assert.deepEqual(fixesOf(loop(`if ((await fetch("https://api.acme.dev/v1/pay")).status !== 429) return;`, "sleep(500)")), []);
  });
});

describe("an end and a pause", () => {
  const wait = String.raw`await new Promise\(\(resolve\) => setTimeout\(resolve, `;

  it("counts a loop that nothing ends", () => {
    const text = mended(
      "retry-unbounded",
      `${SLEEP}
export async function f(): Promise<unknown> {
  while (true) {
    const res = await fetch("https://api.acme.dev/v1/pay");
    if (res.ok) return res.json();
    if (res.status < 500) throw new Error("no");
    await sleep(1000);
  }
}
`,
    );
    assert.match(
      text,
      /\n {2}for \(let attempt = 1; ; attempt\+\+\) \{\n {4}if \(attempt > 5\) throw new Error\("Gave up after 5 attempts"\);\n {4}const res/,
    );
  });

  it("makes it wait too", () => {
    const text = mended(
      "retry-unbounded",
      `export async function f() {
  for (;;) {
    try {
      return await fetch("https://api.acme.dev/v1/pay")
    } catch {}
  }
}
`,
    );
    assert.match(text, /Gave up after 5 attempts"\)\n {4}if \(attempt > 1\) await/);
    assert.match(text, new RegExp(String.raw`${wait}Math\.min\(30000, 1000 \* 2 \*\* \(attempt - 2\)\)`));
  });

  it("makes a counting loop wait before every try but the first", () => {
    const text = mended(
      "retry-unbounded",
      `export async function f() {
  for (let i = 0; i < 3; i++) {
    const res = await fetch("https://api.acme.dev/v1/pay");
    if (res.status < 500) return res;
  }
}
`,
    );
    assert.match(text, new RegExp(String.raw`if \(i > 0\) ${wait}Math\.min\(30000, 1000 \* 2 \*\* \(i - 1\)\)`));
  });

  it("reads the header where the pass ends, if the provider sends one", () => {
    const text = mended(
      "retry-unbounded",
      `export async function f() {
  for (let i = 0; i < 3; i++) {
    const res = await fetch("https://api.acme.dev/v1/pay");
    if (res.status !== 429) return res;
    console.warn("again");
  }
}
`,
    );
    assert.match(text, new RegExp(String.raw`console\.warn\("again"\);\n {4}${wait}retryDelay\(res\.headers\.get\("Retry-After"\)`));
  });

  it("is not offered for other loops", () => {
    const { findings } = analyzeText(`async function f() {
  let res: Response;
  do {
    res = await fetch("https://api.acme.dev/v1/pay");
  } while (res.status >= 500);
  return res;
}`);
    assert.deepEqual(
      findings.map((f) => f.rule),
      ["retry-unbounded"],
    );
    assert.deepEqual(fixesOf("while (true) if ((await fetch('https://api.acme.dev/v1/pay')).status < 500) break;"), []);
  });
});

describe("what these fixes write", () => {
  it("is right to the compiler", () => {
    assert.ok(samples.length > 0);
    assert.deepEqual(problemsOf(samples), []);
  }).timeout(60_000);
});
