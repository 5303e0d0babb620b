/** Requests of clients that are put together from parts, of which one repeats: who is repeated with what, and who is not. */
import { strict as assert } from "node:assert";
import { analyze, NO_MODULES } from "../../server/core/analysis";
import { nestedIn, retriesOf } from "../../server/core/flow/retries";
import { parse } from "../../server/core/syntax/index";
import { analyzeText } from "./markers";
import { shipped } from "./shipped";

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

describe("undici", () => {
  const usual = "429 500 502 503 504";
  const text = (body: string) => `import { Agent, Client, fetch, interceptors, request, RetryAgent } from "undici";\n${body}`;

  it("repeats with a dispatcher that does", () => {
    for (const body of [
      `const dispatcher = new RetryAgent(new Agent());\nexport const a = async () => (await request("${URL}", { dispatcher })).body.json();`,
      `const dispatcher = new Agent().compose(interceptors.retry({ maxRetries: 5 }));\nexport const a = () => fetch("${URL}", { dispatcher });`,
      `const dispatcher = new Agent().compose([interceptors.dns(), interceptors.retry()]);\nexport const a = () => fetch("${URL}", { dispatcher });`,
      `const agent = new RetryAgent(new Client("${URL}"));\nexport const a = () => agent.request({ path: "/a", method: "GET" });`,
    ])
      assert.deepEqual(repeated(text(body)), [`undici 6: ${usual}`], body);
  });

  it("repeats nothing with another, or with none", () => {
    const agent = "const again = new RetryAgent(new Agent());\n";
    for (const call of [
      `fetch("${URL}")`,
      `fetch("${URL}", { dispatcher: new Agent() })`,
      `fetch("${URL}", { dispatcher: shared })`,
      `new Client("${URL}").request({ path: "/a", method: "GET" })`,
    ])
      assert.deepEqual(repeated(text(`${agent}export const a = () => ${call};`)), [], call);
  });

  it("is attributed by its URL, and its status is statusCode", () => {
    const found = findings(
      text(`const dispatcher = new RetryAgent(new Agent(), { statusCodes: [404, 503] });
export async function load() {
  const { statusCode, body } = await request("https://api.acme.dev/jobs", { dispatcher });
  const { error } = await body.json();
  if (statusCode === 404 && error.code === "KEY_REVOKED") return undefined;
  return error.code === "NOT_FOUN";
}`),
    );
    assert.deepEqual(
      found.map((f) => f.replace(/:.*/, "")),
      ["retry-non-retryable", "impossible-branch", "unknown-code"],
    );
  });

  it("can be stopped in a loop", () => {
    const text = `import { request } from "undici";
export async function load() {
  for (let i = 0; i < 3; i++) {
    const res = await request("https://api.acme.dev/jobs");
    if (res.statusCode < 400) return res.body.json();
    await new Promise((done) => setTimeout(done, 1000 * 2 ** i));
  }
}`;
    const fix = analyzeText(text).findings.find((f) => f.rule === "retry-non-retryable")?.fixes[0];
    assert.match(
      fix?.edits[0]?.newText ?? "",
      /if \(res\.statusCode >= 400 && !\[408, 429, 500, 502, 503, 504\]\.includes\(res\.statusCode\)\) throw/,
    );
  });
});

describe("clients of APIs", () => {
  it("repeat with what they are given", () => {
    const octokit = `import { Octokit } from "octokit";\nconst octokit = new Octokit();\n`;
    assert.deepEqual(repeated(`${octokit}export const a = () => octokit.rest.issues.get({});`), [
      "octokit 4: 408 409 429 500 501 502 503 504",
    ]);
    const slack = `import { WebClient } from "@slack/web-api";\nconst web = new WebClient("x", { retryConfig: { retries: 2 } });\n`;
    assert.deepEqual(repeated(`${slack}export const a = () => web.admin.users.list({});`), [`slack 3: ${ALL}`]);
    const twilio = `const twilio = require("twilio");\nconst client = twilio("a", "b", { autoRetry: true });\n`;
    assert.deepEqual(repeated(`${twilio}export const a = () => client.verify.v2.services(sid).verifications.create({});`), [
      "twilio 4: 429",
    ]);
    const azure = `import { createPipelineFromOptions } from "@azure/core-rest-pipeline";\nconst pipeline = createPipelineFromOptions({});\n`;
    assert.deepEqual(repeated(`${azure}export const a = () => pipeline.sendRequest(http, request);`), [
      "azure-core 4: 408 429 500 502 503 504",
    ]);
  });

  it("repeat nothing without the part or the option that does, nor what is no request", () => {
    const core = `import { Octokit } from "@octokit/core";\nimport { throttling } from "@octokit/plugin-throttling";\n`;
    for (const made of ["Octokit", "Octokit.plugin(throttling)", "Octokit.plugin(shared)"])
      assert.deepEqual(repeated(`${core}const octokit = new (${made})();\nexport const a = () => octokit.request("GET /user");`), [], made);
    const slack = `import { WebClient } from "@slack/web-api";\nconst web = new WebClient("x");\n`;
    assert.deepEqual(repeated(`${slack}export const a = () => web.on("x", () => {});`), []);
    const twilio = `import twilio from "twilio";\nconst client = twilio("a", "b", { maxRetries: 3 });\n`;
    assert.deepEqual(repeated(`${twilio}export const a = () => client.messages.create({});`), []);
  });

  it("are their makers' judgement, but for what the program says of statuses", () => {
    const octokit = (options: string) => `import { Octokit } from "octokit";\nconst octokit = new Octokit(${options});
export const a = () => octokit.request("GET /user");`;
    assert.deepEqual(findings(octokit("")), []);
    assert.deepEqual(findings(octokit("{ retry: { retries: 9 } }")), []);
    assert.deepEqual(
      findings(octokit("{ retry: { doNotRetry: [400] } }")).map((f) => f.replace(/:.*/, "")),
      ["retry-non-retryable"],
    );
  });

  it("multiply what is around them", () => {
    const text = `import { WebClient } from "@slack/web-api";\nimport pRetry from "p-retry";\nconst web = new WebClient("x");
export const a = () => pRetry(() => web.chat.postMessage({ channel: "c" }), { retries: 2 });`;
    const flow = analyzeText(text).flow;
    assert.deepEqual(
      nestedIn(flow).map(({ outer, inner }) => `${outer.library?.retrier.id} > ${inner.library?.retrier.id}`),
      ["p-retry > slack"],
    );
  });

  it("throw errors with a status", () => {
    const text = `import { Octokit } from "@octokit/rest";\nconst octokit = new Octokit();
export async function a() {
  try { return await octokit.request("GET /user"); }
  catch (e) { if (e.status === 404 && e.response.status === 403) return undefined; throw e; }
}`;
    assert.deepEqual(
      findings(text).map((f) => f.replace(/:.*/, "")),
      ["impossible-branch"],
    );
  });
});

describe("clients of APIs that the catalog has", () => {
  const inShipped = (text: string) => {
    const { facts } = parse("src/sample.ts", text);
    const environment = { catalog: shipped, settings: { rules: new Map(), binds: [] }, versions: new Map(), modules: NO_MODULES };
    const { findings, flow } = analyze({ path: "src/sample.ts", text, facts }, environment);
    const retries = retriesOf(flow).map(
      (r) => `${r.library?.retrier.id} ${r.origin.provider} ${r.origin.method} ${r.library?.policy.attempts}`,
    );
    return [...retries, ...findings.map((f) => `${f.rule}: ${f.message}`)];
  };

  it("are theirs, and repeat as they do elsewhere", () => {
    const catching = (call: string, condition: string) => `export async function run() {
  try { return await ${call}; } catch (e) { if (${condition}) return undefined; throw e; }
}`;
    const octokit = `import { Octokit } from "@octokit/core";\nimport { retry } from "@octokit/plugin-retry";
const octokit = new (Octokit.plugin(retry))();\n`;
    assert.deepEqual(inShipped(octokit + catching(`octokit.request("POST /repos")`, `e.response.data.errors[0].code === "missing_fiel"`)), [
      "octokit github POST 4",
      "unknown-code: GitHub has no error code 'missing_fiel'",
    ]);
    const slack = `import { WebClient } from "@slack/web-api";\nconst web = new WebClient("x");\n`;
    assert.deepEqual(inShipped(slack + catching("web.chat.postMessage({})", `e.data.error === "channel_not_foun"`)), [
      "slack slack undefined 11",
      "unknown-code: Slack has no error code 'channel_not_foun'",
    ]);
    const twilio = `import twilio from "twilio";\nconst client = twilio("a", "b", { autoRetry: true });\n`;
    assert.deepEqual(inShipped(twilio + catching(`client.messages("id").update({})`, "e.code === 20404")), ["twilio twilio POST 4"]);
  });
});

describe("clients whose requests are made elsewhere", () => {
  const rtk = (query: string, options = "") => `import { createApi, fetchBaseQuery, retry } from "@reduxjs/toolkit/query";
export const api = createApi({ baseQuery: retry(${query}${options}), endpoints: () => ({}) });`;
  const acme = `fetchBaseQuery({ baseUrl: "https://api.acme.dev" })`;
  const apollo = (chain: string, options = "") => `import { ApolloLink, from, HttpLink, split } from "@apollo/client";
import { RetryLink } from "@apollo/client/link/retry";
const again = new RetryLink(${options});
const http = new HttpLink({ uri: "${URL}" });
export const link = ${chain};`;
  const urql = (exchanges: string, options = "") => `import { createClient, fetchExchange } from "@urql/core";
import { retryExchange } from "@urql/exchange-retry";
const again = retryExchange(${options});
export const client = createClient({ url: "${URL}", exchanges: ${exchanges} });`;

  it("are attributed by their base URL", () => {
    assert.deepEqual(findings(rtk(acme, ", { maxRetries: 2 }")), [
      "retry-non-retryable: Retries 400, 402, 403, 404 (BAD_REQUEST, CARD_DECLINED, KEY_REVOKED, …), which Acme does not recover from",
      "retry-after-ignored: This wait ignores Retry-After, in which Acme says how long to wait after 429 (RATE_LIMIT)",
    ]);
    const statuses = "(error, args, { attempt }) => attempt < 3 && (error.status === 'FETCH_ERROR' || error.status >= 500)";
    assert.deepEqual(findings(rtk(acme, `, { retryCondition: ${statuses} }`)), []);
  });

  it("repeat where the links are put behind each other", () => {
    for (const chain of ["from([again, http])", "again.concat(http)", "ApolloLink.from([again, split(isWs, ws, http)])"])
      assert.deepEqual(repeated(apollo(chain, "{ attempts: { max: 3 } }")), [`apollo 3: ${ALL}`], chain);
    for (const chain of ["split(isWs, again.concat(ws), http)", "http", "from([http])", "from(shared)"])
      assert.deepEqual(repeated(apollo(chain)), [], chain);
  });

  it("repeat where the exchange is among those of the client", () => {
    assert.deepEqual(repeated(urql("[again, fetchExchange]")), [`urql 2: ${ALL}`]);
    assert.deepEqual(repeated(urql("[fetchExchange]")), []);
    assert.deepEqual(repeated(urql("shared")), []);
  });

  it("ask what the program says", () => {
    const by = (name: string, condition: string) => `, { ${name}: ${condition} }`;
    assert.deepEqual(repeated(rtk(acme, by("retryCondition", "(error, args, { attempt }) => error.status === 503 && attempt < 3"))), [
      "rtk-query 3: 503",
    ]);
    assert.deepEqual(repeated(rtk(acme, by("retryCondition", "(error) => error.status !== 404 && error.status < 500"))), [
      "rtk-query Infinity: 400 401 403 408 409 429",
    ]);
    assert.deepEqual(repeated(apollo("from([again, http])", "{ attempts: { max: 3, retryIf: (error) => error.statusCode >= 500 } }")), [
      `apollo 3: ${SERVER}`,
    ]);
    assert.deepEqual(
      repeated(apollo("from([again, http])", "{ attempts: (count, operation, error) => count < 5 && error.statusCode === 429 }")),
      ["apollo 5: 429"],
    );
    assert.deepEqual(repeated(urql("[again, fetchExchange]", "{ retryIf: (error) => error.response?.status === 503 }")), ["urql 2: 503"]);
    assert.deepEqual(repeated(urql("[again, fetchExchange]", "{ retryIf: (error) => !!error.networkError }")), [`urql 2:  or ${ALL}`]);
  });

  it("can be a function around the client", () => {
    const text = (inside: string) => `import { fetchBaseQuery, retry } from "@reduxjs/toolkit/query";
const query = fetchBaseQuery({ baseUrl: "${URL}" });
export const again = retry(async (args, api, extra) => {
  const result = await query(args, api, extra);
  ${inside}
  return result;
}, { maxRetries: 2 });`;
    assert.deepEqual(repeated(text("")), [`rtk-query 3: ${ALL}`]);
    assert.deepEqual(repeated(text("if (result.error && result.error.status < 500) retry.fail(result.error);")), [
      `rtk-query 3: ${SERVER}`,
    ]);
    assert.deepEqual(repeated(text("if (isHopeless(result)) retry.fail(result.error);")), [`rtk-query 3:  or ${ALL}`]);
    assert.deepEqual(repeated(text("if (result.error?.status === 'FETCH_ERROR') return { error: result.error };")), [
      `rtk-query 3:  or ${ALL}`,
    ]);
    assert.deepEqual(
      findings(text("if (result.error?.status === 'PARSING_ERROR') log(); if (result.error && !result.data) log();")).map((f) =>
        f.replace(/:.*/, ""),
      ),
      ["retry-non-retryable"],
    );
  });
});

describe("functions that answer by calling back", () => {
  const swr = (body: string) => `import useSWR from "swr";
const load = async (url: string) => {
  const res = await fetch(url);
  if (!res.ok) throw Object.assign(new Error("failed"), { status: res.status });
  return res.json();
};
export const useX = () => useSWR("${URL}", load, { onErrorRetry: (error, key, config, revalidate, { retryCount }) => { ${body} } });`;

  it("repeat where they call", () => {
    const ends = "if (error.status < 500) return; if (retryCount >= 10) return;";
    assert.deepEqual(repeated(swr(`${ends} setTimeout(() => revalidate({ retryCount }), 5000);`)), [`swr 10: ${SERVER}`]);
    assert.deepEqual(repeated(swr(`if (error.status === 503) setTimeout(revalidate, 5000, { retryCount });`)), ["swr unknown: 503"]);
    assert.deepEqual(repeated(swr("error.status === 404 || revalidate({ retryCount });")), [
      `swr unknown: ${STATUSES.filter((s) => s !== 404).join(" ")}`,
    ]);
    assert.deepEqual(repeated(swr("if (error.status === 404) return;")), []);
  });

  it("leave open what cannot be seen", () => {
    for (const body of [
      "schedule(revalidate);",
      "setTimeout(() => { if (isOnline()) revalidate(); }, 5000);",
      "later = () => revalidate();",
    ])
      assert.deepEqual(
        repeated(swr(body)).map((r) => r.replace(/ \w+: /, ": ")),
        [`swr:  or ${ALL}`],
        body,
      );
  });

  it("end with an error in the style of Node", () => {
    const undici = (body: string) => `import { Agent, request, RetryAgent } from "undici";
const dispatcher = new RetryAgent(new Agent(), { retry: (error, { state, opts }, done) => { ${body} } });
export const a = async () => (await request("${URL}", { dispatcher })).body.json();`;
    const count = (list: readonly string[]) => list.map((r) => r.replace(/ \w+: /, ": "));
    assert.deepEqual(count(repeated(undici("if (error.statusCode < 500) return done(error); setTimeout(() => done(null), 1000);"))), [
      `undici: ${SERVER}`,
    ]);
    assert.deepEqual(repeated(undici("if (state.counter > 2 || error.statusCode !== 429) return done(error); return done();")), [
      "undici 3: 429",
    ]);
    assert.deepEqual(count(repeated(undici("done(isHopeless(error) ? error : null);"))), [`undici:  or ${ALL}`]);
  });
});
