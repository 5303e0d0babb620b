/** Fixes in a library's own terms: what they make is clean, parses, and has the types that the library wants. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import ts from "typescript";
import { rules } from "../../server/core/analysis";
import { analyzeText } from "./markers";

const root = join(__dirname, "../..");
const others = Object.fromEntries(rules.filter(({ id }) => id !== "retry-non-retryable").map(({ id }) => [id, "off" as const]));
const mendedTexts = new Map<string, string>();

/** The sample after the fix of its only finding; then nothing may be left to say. */
function mended(name: string, source: string): string {
  const before = analyzeText(source, { rules: others });
  assert.equal(before.findings.length, 1, before.findings.map((f) => f.message).join("\n"));
  const fix = before.findings[0]?.fixes.find((f) => f.preferred);
  assert.ok(fix, "a fix");
  assert.ok(!fix.safe, "never automatic");
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
  const text = edits.reduce((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), source);
  const after = analyzeText(text, { rules: others });
  assert.deepEqual(
    after.findings.map((f) => f.message),
    [],
    text,
  );
  assert.deepEqual(after.file.facts.errors, []);
  mendedTexts.set(join(root, "test/core", `${name}.fixed.ts`), text);
  return text;
}

const HOPEFUL = "[408, 429, 500, 502, 503, 504]";
const CHECK = `!error.response || ${HOPEFUL}.includes(error.response.status)`;
const GUARDED = `!axios.isAxiosError(error) || ${CHECK}`;
const request = `const res = await fetch("https://api.acme.dev/v1/pay");
    if (!res.ok) throw new Error("failed");
    return (await res.json()) as { id: string };`;
const stop = `if (!res.ok && !${HOPEFUL}.includes(res.status)) `;
const failed = "Request failed with status ${res.status}";

describe("the fix of a library that retries hopeless outcomes", () => {
  it("throws the library's error, imported where it is not", () => {
    const source = `import pRetry from "p-retry";
export async function run(): Promise<{ id: string }> {
  return pRetry(async () => {
    ${request}
  });
}
`;
    const text = mended("abort", source);
    assert.ok(text.includes(`import pRetry, { AbortError } from "p-retry";`), text);
    assert.ok(text.includes(`\n    ${stop}throw new AbortError(\`${failed}\`);\n    if (!res.ok)`), text);
    const named = source
      .replace("import pRetry from", "import pRetry, { makeRetriable } from")
      .replace("export", "void makeRetriable;\nexport");
    assert.ok(mended("abort-named", named).includes("import pRetry, { AbortError, makeRetriable } from"));
    const imported = source
      .replace("import pRetry from", "import pRetry, { AbortError as Stop } from")
      .replace("export", "void Stop;\nexport");
    assert.ok(mended("abort-imported", imported).includes("throw new Stop(`"));
  });

  it("calls what the library gives to stop", () => {
    const source = (param: string) => `import retry from "async-retry";
export async function run(): Promise<{ id: string }> {
  return retry(async (${param}) => {
    ${request}
  });
}
`;
    assert.ok(mended("bail", source("")).includes(`async (bail) => {\n    const`));
    assert.ok(mended("bail-named", source("stop")).includes(`${stop}return stop(new Error(\`${failed}\`)) as never;`));
  });

  it("takes hopeless statuses out of a list", () => {
    const got = `import got from "got";
export const run = async () => got("https://api.acme.dev/v1/pay", { retry: { statusCodes: [403, 404, 429, 503] } }).json();
`;
    assert.ok(mended("got", got).includes("statusCodes: [429, 503] }"));
    const ky = `import ky from "ky";
const api = ky.create({ retry: { limit: 2, statusCodes: [404] } });
export const run = async () => api.get("https://api.acme.dev/v1/pay").json();
`;
    assert.ok(mended("ky", ky).includes(`statusCodes: ${HOPEFUL} }`));
  });

  it("narrows a condition, and keeps what it says", () => {
    const source = (condition: string) => `import axios from "axios";
import axiosRetry from "axios-retry";
const client = axios.create({ baseURL: "https://api.acme.dev/v1" });
axiosRetry(client, { retries: 3, retryCondition: ${condition} });
export const run = async () => (await client.get("/pay")).data;
`;
    assert.ok(mended("condition-always", source("() => true")).includes(`retryCondition: (error) => ${CHECK} });`));
    const named = source("(e) => e.response?.status === 404 || e.response?.status === 503");
    assert.ok(
      mended("condition", named).includes(
        `(e) => (e.response?.status === 404 || e.response?.status === 503) && (${CHECK.replaceAll("error", "e")}) });`,
      ),
    );
    const both = source("(error) => error.code !== 'ECONNABORTED' && error.response?.status !== 503");
    assert.ok(
      mended("condition-both", both.replace("error.code !== 'ECONNABORTED' && ", "")).includes(
        `error.response?.status !== 503 && (${CHECK})`,
      ),
    );
  });

  it("puts a function in the place of a number", () => {
    const source = (retry: string) => `import { QueryClient } from "@tanstack/query-core";
import axios from "axios";
const client = new QueryClient();
export const run = () => client.fetchQuery({
  queryKey: ["pay"],
  queryFn: async () => (await axios.get("https://api.acme.dev/v1/pay")).data as string,
  retry: ${retry},
});
`;
    assert.ok(mended("query", source("3")).includes(`retry: (failureCount, error) => failureCount < 3 && (${GUARDED}),`));
    assert.ok(mended("query-endless", source("true")).includes(`retry: (_failureCount, error) => ${GUARDED},`));
    const own = mended(
      "query-function",
      source("(count, error) => count < 2 && error.message !== ''").replace(" && error.message !== ''", ""),
    );
    assert.ok(own.includes("retry: (count, error) => count < 2 && ("), own);
  });

  it("adds a condition where the client throws", () => {
    const source = (options: string) => `import axios from "axios";
import { backOff } from "exponential-backoff";
import pRetry from "p-retry";
export const run = async () => ${options};
`;
    const load = `() => axios.get("https://api.acme.dev/v1/pay").then((r) => r.data)`;
    assert.ok(mended("added", source(`pRetry(${load})`)).includes(`, { shouldRetry: ({ error }) => ${GUARDED} });`));
    assert.ok(
      mended("added-entry", source(`pRetry(${load}, { retries: 2 })`)).includes(`{ retries: 2, shouldRetry: ({ error }) => ${GUARDED} });`),
    );
    assert.ok(mended("added-plain", source(`backOff(${load}, {})`)).includes(`, { retry: (error) => ${GUARDED} });`));
  });

  it("is a message alone where the library has no term for it", () => {
    const source = `import { handleAll, retry } from "cockatiel";
const policy = retry(handleAll, { maxAttempts: 3 });
export const run = () => policy.execute(async () => {
    ${request}
});
`;
    const titles = analyzeText(source, { rules: others }).findings.flatMap((f) => f.fixes.map((x) => x.title));
    assert.deepEqual(titles, ["Disable retry-non-retryable for this line"]);
  });

  it("has the types that the library wants", () => {
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      esModuleInterop: true,
      noImplicitAny: false,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
      types: ["node"],
    };
    assert.ok(mendedTexts.size > 10);
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists } = host;
    host.readFile = (path) => mendedTexts.get(path) ?? readFile(path);
    host.fileExists = (path) => mendedTexts.has(path) || fileExists(path);
    host.getSourceFile = (path, target) => {
      const text = host.readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, target);
    };
    const program = ts.createProgram([...mendedTexts.keys()], options, host);
    const diagnostics = [...mendedTexts.keys()].flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    assert.deepEqual(
      diagnostics.map((d) => `${d.file?.fileName}: ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`),
      [],
    );
  }).timeout(120_000);
});
