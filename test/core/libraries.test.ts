/** What the core says that a library repeats, in source text, against what the library's data say; `test/retriers` holds those against it. */
import { strict as assert } from "node:assert";
import { type OptionValue, policyOf, retries } from "../../catalog/model/retrier";
import { nestedIn, retriesOf } from "../../server/core/flow/retries";
import type { Retry } from "../../server/core/flow/retry";
import { retrier } from "../retriers/bundled";
import { analyzeText } from "./markers";

type Options = Readonly<Record<string, OptionValue>>;

interface Sample {
  readonly id: string;
  /** The text of a file that requests with these options; `undefined` where none are given. */
  readonly text: (options: string | undefined, method: string, given: Options) => string;
  readonly configurations: readonly Options[];
  /** Options that are always given. */
  readonly base?: Options;
}

const URL = "https://elsewhere.example/x";
const loading = `async function load() {
  const res = await fetch("${URL}", { method });
  if (!res.ok) throw new Error("failed");
  return res.json();
}`;
const load = (method: string) => loading.replace("{ method }", `{ method: "${method}" }`);
const then = (options: string | undefined) => (options === undefined ? "" : `, ${options}`);
const lists: readonly Options[] = [
  { statusCodes: [404, 503] },
  { statusCodes: [] },
  { limit: 1, statusCodes: [429, 500, 501], methods: ["POST"] },
];

const samples: readonly Sample[] = [
  {
    id: "got",
    configurations: lists,
    text: (options, method) =>
      `import got from "got";\nexport const run = async () => got("${URL}", { method: "${method}"${options === undefined ? "" : `, retry: ${options}`} }).json();`,
  },
  {
    id: "ky",
    configurations: lists,
    text: (options, method) =>
      `import ky from "ky";\nexport const run = async () => ky("${URL}", { method: "${method}"${options === undefined ? "" : `, retry: ${options}`} }).json();`,
  },
  {
    id: "ofetch",
    configurations: [{ retry: 2 }, { retry: false }, { retryStatusCodes: [404, 503] }, { retry: 3, retryStatusCodes: [500, 501] }],
    text: (options, method) =>
      `import { ofetch } from "ofetch";\nexport const run = async () => ofetch("${URL}", { method: "${method}"${options === undefined ? "" : `, ...${options}`} });`,
  },
  {
    id: "gaxios",
    base: { retry: 3 },
    configurations: [{ retry: 1 }, { statusCodesToRetry: [[400, 404]] }, { httpMethodsToRetry: ["POST"] }],
    text: (options, method) =>
      `import { request } from "gaxios";\nexport const run = async () => request({ url: "${URL}", method: "${method}"${options === undefined ? "" : `, retryConfig: ${options}`} });`,
  },
  {
    id: "axios-retry",
    configurations: [
      { retries: 1 },
      { retryCondition: { function: "isNetworkError" } },
      { retries: 2, retryCondition: { function: "isRetryableError" } },
      { retryCondition: { function: "isSafeRequestError" } },
      { retries: 0 },
    ],
    text: (options, method) =>
      `import axios from "axios";\nimport axiosRetry, { isNetworkError, isRetryableError, isSafeRequestError } from "axios-retry";
const client = axios.create();\naxiosRetry(client${then(options)});
export const run = async () => (await client.request({ url: "${URL}", method: "${method}" })).data;`,
  },
  {
    id: "retry-axios",
    configurations: [
      { statusCodesToRetry: [[400, 404]] },
      { retry: 1, httpMethodsToRetry: ["POST"] },
      {
        statusCodesToRetry: [
          [500, 500],
          [521, 599],
        ],
        retry: 2,
      },
    ],
    text: (options, method) =>
      `import axios from "axios";\nimport * as rax from "retry-axios";\nconst client = axios.create();
client.defaults.raxConfig = ${options ?? "{}"};\nrax.attach(client);
export const run = async () => (await client.request({ url: "${URL}", method: "${method}" })).data;`,
  },
  {
    id: "fetch-retry",
    configurations: [{ retryOn: [503] }, { retryOn: [404, 429, 500, 501], retries: 1 }, { retries: 0 }],
    text: (options, method) =>
      `import fetchRetry from "fetch-retry";\nconst again = fetchRetry(fetch${then(options)});
export const run = async () => (await again("${URL}", { method: "${method}" })).json();`,
  },
  {
    id: "wretch",
    configurations: [{ maxAttempts: 2 }, { maxAttempts: 0 }, { retryOnNetworkError: true, maxAttempts: 1 }],
    text: (options, method) =>
      `import wretch from "wretch";\nimport { retry } from "wretch/middlewares";
const api = wretch("${URL}").middlewares([retry(${options ?? ""})]);
export const run = async () => api.url("/jobs").${method.toLowerCase()}().json();`,
  },
  {
    id: "superagent",
    base: { count: 1 },
    configurations: [{ count: 2 }, { count: true }, { count: 0 }],
    text: (_options, method, given) =>
      `import request from "superagent";
export const run = async () => (await request.${method.toLowerCase()}("${URL}").set("Accept", "*").retry(${given.count})).body;`,
  },
  {
    id: "undici",
    configurations: [{ statusCodes: [404, 503] }, { maxRetries: 1, methods: ["POST"] }, { statusCodes: [500, 501, 505], maxRetries: 2 }],
    text: (options, method) =>
      `import { Agent, request, RetryAgent } from "undici";\nconst dispatcher = new RetryAgent(new Agent()${then(options)});
export const run = async () => { const { statusCode, body } = await request("${URL}", { dispatcher, method: "${method}" }); return statusCode < 400 && body.json(); };`,
  },
  {
    id: "octokit",
    configurations: [{ doNotRetry: [500, 503] }, { retries: 1 }, { enabled: false }, { "request.retries": 2 }],
    text: (_options, method, { "request.retries": own, ...given }) =>
      `import { Octokit } from "@octokit/core";\nimport { retry } from "@octokit/plugin-retry";
const octokit = new (Octokit.plugin(retry))({ auth: "x", retry: ${object(given)} });
export const run = async () => (await octokit.request("${method} /user", { request: ${own === undefined ? "{}" : `{ retries: ${own} }`} })).data;`,
  },
  {
    id: "slack",
    configurations: [{ retries: 2 }, { retries: 0 }, { retries: 1, rejectRateLimitedCalls: true }],
    text: (_options, _method, { rejectRateLimitedCalls = false, ...given }) =>
      `import { WebClient } from "@slack/web-api";
const client = new WebClient("x", { rejectRateLimitedCalls: ${rejectRateLimitedCalls}, retryConfig: ${object(given)} });
export const run = async () => (await client.chat.postMessage({ channel: "c", text: "t" })).ts;`,
  },
  {
    id: "twilio",
    base: { autoRetry: true },
    configurations: [{ maxRetries: 2 }, { autoRetry: false }, { maxRetries: 0 }],
    text: (options) => `import twilio from "twilio";\nconst client = twilio("a", "b"${then(options)});
export const run = async () => (await client.messages("id").update({ body: "" })).sid;`,
  },
  {
    id: "azure-core",
    configurations: [{ maxRetries: 1 }, { maxRetries: 0 }, { maxRetries: 2 }],
    text: (_options, _method, given) => `import { ServiceClient } from "@azure/core-client";
const client = new ServiceClient({ retryOptions: ${object(given)} });
export const run = async (request: never) => (await client.sendRequest(request)).bodyAsText;`,
  },
  {
    id: "rtk-query",
    configurations: [{ maxRetries: 2 }, { maxRetries: 0 }, { maxRetries: 1 }],
    text: (options) => `import { createApi, fetchBaseQuery, retry } from "@reduxjs/toolkit/query/react";
export const api = createApi({ baseQuery: retry(fetchBaseQuery({ baseUrl: "${URL}" })${then(options)}), endpoints: () => ({}) });`,
  },
  {
    id: "apollo",
    configurations: [{ max: 2 }, { max: 1 }, { max: Number.POSITIVE_INFINITY }],
    text: (options) => `import { ApolloLink, HttpLink } from "@apollo/client";\nimport { RetryLink } from "@apollo/client/link/retry";
const again = new RetryLink({ delay: { initial: 100 }, attempts: ${options ?? "{}"} });
export const link = ApolloLink.from([again, new HttpLink({ uri: "${URL}" })]);`,
  },
  {
    id: "urql",
    configurations: [{ maxNumberAttempts: 3 }, { maxNumberAttempts: 1 }, { maxNumberAttempts: 0 }],
    text: (options) => `import { cacheExchange, Client, fetchExchange } from "urql";\nimport { retryExchange } from "@urql/exchange-retry";
export const client = new Client({ url: "${URL}", exchanges: [cacheExchange, retryExchange(${options ?? ""}), fetchExchange] });`,
  },
  {
    id: "p-retry",
    configurations: [{ retries: 2 }, { retries: 0 }, { retries: Number.POSITIVE_INFINITY }],
    text: (options, method) =>
      `import pRetry from "p-retry";\n${load(method)}\nexport const run = async () => pRetry(load${then(options)});`,
  },
  {
    id: "async-retry",
    configurations: [{ retries: 2 }, { retries: 0 }, { forever: true, retries: 3 }],
    text: (options, method) =>
      `const retry = require("async-retry");\n${load(method)}\nexport const run = async () => retry(() => load()${then(options)});`,
  },
  {
    id: "exponential-backoff",
    configurations: [{ numOfAttempts: 3 }, { numOfAttempts: 1 }, { numOfAttempts: 0 }],
    text: (options, method) =>
      `import { backOff } from "exponential-backoff";\n${load(method)}\nexport const run = async () => backOff(load${then(options)});`,
  },
  {
    id: "cockatiel",
    base: { policy: { function: "handleAll" } },
    configurations: [{ maxAttempts: 2 }, { maxAttempts: 0 }, { maxAttempts: 5 }],
    text: (options, method) =>
      `import { handleAll, retry } from "cockatiel";\n${load(method)}\nconst policy = retry(handleAll${then(options)});
export const run = async () => policy.execute(() => load());`,
  },
  {
    id: "tanstack-query",
    base: { retry: 3 },
    configurations: [{ retry: 1 }, { retry: false }, { retry: true }],
    text: (options, method) =>
      `import { useQuery } from "@tanstack/react-query";\n${load(method)}
export const useX = () => useQuery({ queryKey: ["x"], queryFn: load, ...${options} });`,
  },
  {
    id: "swr",
    base: { errorRetryCount: 3 },
    configurations: [{ errorRetryCount: 1 }, { shouldRetryOnError: false }, { errorRetryCount: 0 }],
    text: (options, method) =>
      `import useSWR from "swr";\n${load(method)}\nexport const useX = () => useSWR("x", () => load()${then(options)});`,
  },
];

const STATUSES = [300, 400, 401, 403, 404, 408, 409, 413, 425, 429, 500, 501, 502, 503, 504, 505, 521, 599];

function written(value: OptionValue): string {
  if (typeof value === "object" && value !== null && "function" in value) return String(value.function);
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  return value === Number.POSITIVE_INFINITY ? "Number.POSITIVE_INFINITY" : JSON.stringify(value);
}

const object = (options: Options): string =>
  `{ ${Object.entries(options)
    .map(([name, value]) => `${name}: ${written(value)}`)
    .join(", ")} }`;

function only(text: string): Retry | undefined {
  const found = retriesOf(analyzeText(text).flow);
  assert.ok(found.length <= 1, `${found.length} retries in ${text}`);
  return found[0];
}

describe("retries of libraries", () => {
  for (const { id, text, configurations, base = {} } of samples) {
    const written = { ...base };
    for (const configuration of [{}, ...configurations]) {
      it(`${id} with ${JSON.stringify(configuration)}`, () => {
        const given = { ...written, ...configuration };
        // What cockatiel is given first is no option.
        const { policy: _, ...named } = given as Options & { readonly policy?: OptionValue };
        const options = Object.keys(named).length > 0 ? object(named) : undefined;
        const policy = policyOf(retrier(id), undefined, new Map(Object.entries(given)));
        for (const method of ["GET", "POST"]) {
          const retry = only(text(options, method, given));
          const said = STATUSES.filter((status) => retry?.rows.some((row) => row.status === status));
          assert.deepEqual(
            said,
            STATUSES.filter((status) => retries(policy, status, method) === true),
            method,
          );
          if (retry) assert.equal(retry.library?.policy.attempts, policy.attempts);
        }
      });
    }
  }
});

describe("the options of a library", () => {
  const attempts = (text: string) => only(text)?.library?.policy.attempts;
  const statuses = (text: string) => STATUSES.filter((status) => only(text)?.rows.some((row) => row.status === status));

  it("come from client, instance and request, the nearest first", () => {
    const text = (request: string) => `import got from "got";
const base = got.extend({ retry: { limit: 7, statusCodes: [503] } });
class Api {
  private readonly api = base.extend({ retry: { methods: ["GET"], limit: 4 } });
  load() { return this.api.get("${URL}"${request}).json(); }
}`;
    assert.equal(attempts(text("")), 5);
    assert.deepEqual(statuses(text("")), [503]);
    assert.equal(attempts(text(", { retry: { limit: 1 } }")), 2);
    assert.deepEqual(statuses(text(", { retry: { statusCodes: [500] } }")), [500]);
    assert.equal(only(text(", { retry: { limit: 0 } }")), undefined);
  });

  it("can be one number", () => {
    assert.equal(attempts(`import ky from "ky";\nexport const run = () => ky("${URL}", { retry: 3 }).json();`), 4);
    assert.equal(only(`import ky from "ky";\nexport const run = () => ky("${URL}", { retry: 0 }).json();`), undefined);
  });

  it("are unknown where they cannot be seen, and nothing is said then", () => {
    const text = (options: string) => `import got from "got";\nimport { shared } from "./options";
export const run = (own: object) => got("${URL}", ${options}).json();`;
    for (const options of ["own", "shared", "{ ...own }", "{ retry: shared.retry }", "{ retry: { statusCodes: shared.codes } }"])
      assert.deepEqual(statuses(text(options)), [], options);
    assert.deepEqual(statuses(text("{ ...own, retry: { statusCodes: [404], limit: 2 } }")), [404]);
    assert.deepEqual(statuses(text("{ retry: { statusCodes: [404] }, ...own }")), []);
  });

  it("are those of the version that is installed", () => {
    const text = `import axios from "axios";\nimport axiosRetry from "axios-retry";\naxiosRetry(axios);
export const run = async () => (await axios.get("${URL}")).data;`;
    const said = (version: string) => {
      const [retry] = retriesOf(analyzeText(text, { versions: { "axios-retry": version } }).flow);
      return STATUSES.filter((status) => retry?.rows.some((row) => row.status === status));
    };
    assert.deepEqual(said("4.1.0"), [500, 501, 502, 503, 504, 505, 521, 599]);
    assert.deepEqual(said("^4.5.0"), [429, 500, 501, 502, 503, 504, 505, 521, 599]);
  });

  it("of a request count for a client that is given to the library", () => {
    const text = (own: string) => `import axios from "axios";\nimport axiosRetry from "axios-retry";
const client = axios.create();\nconst other = axios.create();\naxiosRetry(client, { retries: 5 });
export const a = async () => (await client.get("${URL}"${own})).data;
export const b = async () => (await other.get("${URL}")).data;`;
    assert.equal(attempts(text("")), 6);
    assert.equal(attempts(text(', { "axios-retry": { retries: 1 } }')), 2);
    assert.equal(only(text(', { "axios-retry": { retries: 0 } }')), undefined);
  });
});

describe("functions that a library asks", () => {
  const said = (text: string, versions = {}): readonly (readonly [readonly number[], readonly number[], unknown])[] =>
    retriesOf(analyzeText(text, { versions }).flow).map(({ rows, possible, library }) => {
      const of = (list: typeof rows) => STATUSES.filter((status) => list.some((row) => row.status === status));
      return [of(rows), of(possible), library?.policy.attempts];
    });
  const all = STATUSES;
  const retrying = (options: string, throwing = "throw new ApiError(res.status);") => `import pRetry, { AbortError } from "p-retry";
import { isRetryable, MAX } from "./elsewhere";
class ApiError extends Error { constructor(readonly status: number) { super("failed"); } }
export const run = () => pRetry(async () => {
  const res = await fetch("${URL}");
  if (!res.ok) { ${throwing} }
  return res.json();
}, ${options});`;

  it("are looked at for each outcome", () => {
    assert.deepEqual(
      said(retrying("{ shouldRetry: ({ error }) => error.status === 404 || error.status >= 503 }"))[0]?.[0],
      [404, 503, 504, 505, 521, 599],
    );
    assert.deepEqual(
      said(
        retrying(
          "{ shouldRetry: (context) => { if (context.error instanceof ApiError) { return context.error.status === 429; } return true; } }",
        ),
      )[0]?.[0],
      [429],
    );
    assert.deepEqual(
      said(
        retrying("{ shouldRetry({ error }) { switch (error.status) { case 404: case 403: return false; default: return true; } } }"),
      )[0]?.[0],
      all.filter((s) => s !== 404 && s !== 403),
    );
  });

  it("throw to stop", () => {
    const options = "{ onFailedAttempt: (error) => { if (error.status < 500) throw error; } }";
    assert.deepEqual(
      said(retrying(options), { "p-retry": "6.2.1" })[0]?.[0],
      all.filter((s) => s >= 500),
    );
  });

  it("decide nothing by what does not hang on the outcome", () => {
    assert.deepEqual(
      said(retrying("{ shouldRetry: ({ error, attemptNumber }) => attemptNumber < MAX && error.status === 404 }"))[0]?.[0],
      [404],
    );
    assert.deepEqual(said(retrying("{ shouldRetry: ({ attemptNumber }) => attemptNumber > 1 }")), []);
  });

  it("that are imported leave open what is repeated", () => {
    assert.deepEqual(said(retrying("{ shouldRetry: ({ error }) => isRetryable(error) }"))[0]?.slice(0, 2), [[], all]);
    assert.deepEqual(said(retrying("{ shouldRetry: isRetryable }"))[0]?.slice(0, 2), [[], all]);
  });

  it("know nothing of an error that carries nothing", () => {
    assert.deepEqual(said(retrying("{ shouldRetry: ({ error }) => error.status !== 404 }", 'throw new Error("failed");'))[0]?.[0], []);
  });

  it("limit the tries", () => {
    const query = (retry: string) => `import { useQuery } from "@tanstack/react-query";\n${load("GET")}
export const useX = () => useQuery({ queryKey: ["x"], queryFn: load, retry: ${retry} });`;
    assert.deepEqual(said(query("(count) => count < 4")), [[all, all, 5]]);
    assert.deepEqual(said(query("() => true")), [[all, all, Number.POSITIVE_INFINITY]]);
    assert.deepEqual(said(query("(count) => count < limit")), [[all, all, "unknown"]]);
    assert.deepEqual(said(query("() => false")), []);
  });

  it("inside stop by an error or a call of the library", () => {
    assert.deepEqual(
      said(retrying("{}", 'if (res.status === 404) throw new AbortError("gone"); throw new Error("failed");'))[0]?.[0],
      all.filter((s) => s !== 404),
    );
    const bailing = `import retry from "async-retry";
export const run = () => retry(async (bail) => {
  const res = await fetch("${URL}");
  if (res.status < 500 && !res.ok) return bail(new Error("no"));
  if (!res.ok) throw new Error("failed");
  return res.json();
});`;
    assert.deepEqual(
      said(bailing)[0]?.[0],
      all.filter((s) => s >= 500),
    );
    assert.deepEqual(
      said(bailing.replace('return bail(new Error("no"))', 'throw Object.assign(new Error("no"), { bail: true })'))[0]?.[0],
      all.filter((s) => s >= 500),
    );
  });
});

describe("retries around what repeats by itself", () => {
  const nested = (text: string) =>
    nestedIn(analyzeText(text).flow).map(({ outer, inner }) => `${outer.library?.retrier.id ?? outer.form} > ${inner.library?.retrier.id}`);
  const imports = `import axios from "axios";\nimport axiosRetry from "axios-retry";\nimport got from "got";\nimport pRetry from "p-retry";
import { backOff } from "exponential-backoff";\n`;

  it("are told from what they are around", () => {
    assert.deepEqual(nested(`${imports}export const run = () => pRetry(() => got("${URL}").json());`), ["p-retry > got"]);
    assert.deepEqual(nested(`${imports}axiosRetry(axios);\nexport const run = () => backOff(() => axios.get("${URL}"));`), [
      "exponential-backoff > axios-retry",
    ]);
    const loop = `export async function run() {
  for (let i = 0; i < 3; i++) {
    try { return await load(); } catch { await sleep(1); }
  }
}
const load = async () => got("${URL}").json();`;
    assert.deepEqual(nested(imports + loop), ["loop > got"]);
    assert.deepEqual(nested(`${imports}export const run = () => pRetry(() => got("${URL}", { retry: { limit: 0 } }).json());`), []);
    assert.deepEqual(nested(`${imports}export const a = () => got("${URL}").json();\nexport const b = () => got("${URL}").json();`), []);
  });
});

describe("code that leads in a circle", () => {
  it("ends", () => {
    const text = `import got from "got";\nimport pRetry from "p-retry";\nimport { retry } from "cockatiel";
const a = b.extend({}); const b = a.extend({}); const c = d; const d = c; const e = { ...f }; const f = { ...e };
const list = [list]; const n = n * m; const m = n; const again = again;
class Api { own = this.own; other = this.third; third = this.other; load() { return this.own.get("/x") && this.third.execute(load); } }
a.get("/x"); c.get("/x"); c.execute(() => fetch("/x"));
got("${URL}", { retry: e }); got("${URL}", e); got("${URL}", { retry: { statusCodes: list, limit: n } });
pRetry(() => fetch("/x"), { retries: m, shouldRetry: c }); retry(c, d).execute(() => { throw again; });
pRetry(async () => { const res = await fetch("/x"); if (!res.ok) throw again; return res; });
pRetry(async () => { const res = await fetch("/x"); if (!res.ok) throw new Error("no"); return res; },
  { shouldRetry: ({ error }) => { const x = !y; const y = !x && error; return x; } });
const load = () => pRetry(load); pRetry(load); function own() { return pRetry(own); } own();`;
    assert.doesNotThrow(() => retriesOf(analyzeText(text).flow));
  });
});
