/** How each library is put to work on an address: with the given options, and with waits as short as it can. */
import { createRequire } from "node:module";
import axios, { AxiosError } from "axios";
import type { OptionValue } from "../../catalog/model/retrier";

export type Options = Readonly<Record<string, OptionValue>>;

export interface Library {
  readonly id: string;
  /** The package that is installed, whose version counts. */
  readonly package: string;
  /** Requests the address; whether it fails in the end is no matter. */
  readonly run: (url: string, options: Options, method: string) => Promise<unknown>;
  readonly configurations: readonly Options[];
  /** False where the library or the test chooses the method. */
  readonly methods?: false;
  /** Options that the default needs to do anything at all. */
  readonly base?: Options;
}

const load = createRequire(__filename);
/** A request that fails as most clients do: by throwing. */
const throwing = async (url: string, method: string): Promise<void> => {
  const response = await fetch(url, { method });
  if (!response.ok) throw new Error(`status ${response.status}`);
};
const lists: readonly Options[] = [
  { statusCodes: [404, 503] },
  { statusCodes: [] },
  { limit: 1, statusCodes: [429, 500, 501], methods: ["POST"] },
];

export const libraries: readonly Library[] = [
  {
    id: "got",
    package: "got",
    configurations: lists,
    run: async (url, options, method) => {
      const { got } = await import("got");
      return got(url, { method: method as "GET", retry: { backoffLimit: 1, noise: 0, ...options } as object });
    },
  },
  {
    id: "ky",
    package: "ky",
    configurations: lists,
    run: async (url, options, method) => {
      const { default: ky } = await import("ky");
      return ky(url, { method, retry: { backoffLimit: 1, ...options } as object });
    },
  },
  {
    id: "axios-retry",
    package: "axios-retry",
    configurations: [
      { retries: 1 },
      { retryCondition: { function: "isNetworkError" } },
      { retries: 2, retryCondition: { function: "isRetryableError" } },
      { retryCondition: { function: "isSafeRequestError" } },
    ],
    run: async (url, options, method) => {
      const { default: axiosRetry } = await import("axios-retry");
      const client = axios.create();
      axiosRetry(client, resolved(options, axiosRetry as unknown as Record<string, unknown>));
      return client.request({ url, method });
    },
  },
  {
    id: "retry-axios",
    package: "retry-axios",
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
    run: async (url, options, method) => {
      const { attach } = await import("retry-axios");
      const client = axios.create();
      client.defaults.raxConfig = { maxRetryDelay: 1, ...options } as object;
      attach(client);
      return client.request({ url, method });
    },
  },
  {
    id: "gaxios",
    package: "gaxios",
    base: { enabled: true },
    configurations: [
      { statusCodesToRetry: [[400, 404]] },
      { retry: 1, httpMethodsToRetry: ["POST"] },
      {
        statusCodesToRetry: [
          [429, 429],
          [503, 503],
        ],
        retry: 2,
      },
    ],
    run: async (url, { enabled, ...options }, method) => {
      const { request } = await import("gaxios");
      return request({
        url,
        method: method as "GET",
        retry: enabled === true,
        retryConfig: { retryDelay: 1, maxRetryDelay: 1, ...options } as object,
      });
    },
  },
  {
    id: "undici",
    package: "undici",
    configurations: [{ statusCodes: [404, 503] }, { maxRetries: 1, methods: ["POST"] }, { statusCodes: [500, 501, 505], maxRetries: 2 }],
    run: async (url, options, method) => {
      const { Agent, request, RetryAgent } = await import("undici");
      const dispatcher = new RetryAgent(new Agent(), { minTimeout: 1, maxTimeout: 1, ...options } as object);
      const { body } = await request(url, { dispatcher, method: method as "GET" });
      return body.text();
    },
  },
  {
    id: "fetch-retry",
    package: "fetch-retry",
    configurations: [{ retryOn: [503] }, { retryOn: [404, 429, 500, 501], retries: 1 }, { retries: 0 }],
    run: async (url, options, method) => {
      const { default: fetchRetry } = await import("fetch-retry");
      return fetchRetry(fetch, { retryDelay: 1 })(url, { method, ...options } as object);
    },
  },
  {
    id: "ofetch",
    package: "ofetch",
    configurations: [{ retry: 2 }, { retry: false }, { retryStatusCodes: [404, 503] }, { retry: 1, retryStatusCodes: [500, 501] }],
    run: async (url, options, method) => {
      const { ofetch } = await import("ofetch");
      return ofetch(url, { method, ...options } as object);
    },
  },
  {
    id: "wretch",
    package: "wretch",
    configurations: [{ maxAttempts: 2 }, { maxAttempts: 0 }, { retryOnNetworkError: true, maxAttempts: 1 }],
    run: async (url, options, method) => {
      const { default: wretch } = await import("wretch");
      const { retry } = await import("wretch/middlewares");
      return wretch(url)
        .middlewares([retry({ delayTimer: 1, ...(options as object) })])
        .fetch(method)
        .res();
    },
  },
  {
    id: "superagent",
    package: "superagent",
    configurations: [{ count: 2 }, { count: true }, { count: 0 }],
    run: async (url, options, method) => {
      const agent = load("superagent") as (method: string, url: string) => { retry: (...args: readonly unknown[]) => PromiseLike<unknown> };
      return "count" in options ? agent(method, url).retry(options.count) : agent(method, url).retry();
    },
  },
  {
    id: "p-retry",
    package: "p-retry",
    configurations: [{ retries: 2 }, { retries: 0 }, { retries: Number.POSITIVE_INFINITY }],
    run: async (url, options, method) => {
      const { default: pRetry } = await import("p-retry");
      return pRetry(() => throwing(url, method), { minTimeout: 0, ...(options as object) });
    },
  },
  {
    id: "async-retry",
    package: "async-retry",
    configurations: [{ retries: 2 }, { retries: 0 }, { forever: true, retries: 3 }],
    run: async (url, options, method) => {
      const retry = load("async-retry") as (run: () => Promise<void>, options: object) => Promise<void>;
      return retry(() => throwing(url, method), { minTimeout: 1, maxTimeout: 1, ...options });
    },
  },
  {
    id: "exponential-backoff",
    package: "exponential-backoff",
    configurations: [{ numOfAttempts: 3 }, { numOfAttempts: 1 }, { numOfAttempts: 0 }],
    run: async (url, options, method) => {
      const { backOff } = await import("exponential-backoff");
      return backOff(() => throwing(url, method), { maxDelay: 1, ...(options as object) });
    },
  },
  {
    id: "cockatiel",
    package: "cockatiel",
    base: { policy: { function: "handleAll" } },
    configurations: [{ maxAttempts: 2 }, { maxAttempts: 0 }, { maxAttempts: 5 }],
    run: async (url, { policy: _, ...options }, method) => {
      const { handleAll, retry } = await import("cockatiel");
      return retry(handleAll, options).execute(() => throwing(url, method));
    },
  },
  {
    id: "octokit",
    package: "@octokit/plugin-retry",
    configurations: [{ doNotRetry: [500, 503] }, { retries: 1 }, { enabled: false }, { "request.retries": 2 }],
    run: async (url, { "request.retries": retries, ...options }, method) => {
      const { Octokit } = await import("@octokit/core");
      const { retry } = await import("@octokit/plugin-retry");
      const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
      const octokit = new (Octokit.plugin(retry))({ log, retry: { retryAfterBaseValue: 1, ...options } });
      return octokit.request(`${method} ${url}`, { request: retries === undefined ? {} : { retries } });
    },
  },
  {
    id: "tanstack-query",
    package: "@tanstack/query-core",
    base: { retry: 3 },
    configurations: [{ retry: 1 }, { retry: false }, { retry: true }],
    run: async (url, { retry }, method) => {
      const { QueryClient } = await import("@tanstack/query-core");
      const client = new QueryClient({ defaultOptions: { queries: { retryDelay: 1, networkMode: "always", gcTime: 0 } } });
      return client.fetchQuery({ queryKey: [url], queryFn: () => throwing(url, method).then(() => 1), retry: retry as number });
    },
  },
  {
    id: "rtk-query",
    package: "@reduxjs/toolkit",
    configurations: [{ maxRetries: 2 }, { maxRetries: 0 }, { maxRetries: 1 }],
    run: async (url, options, method) => {
      const { fetchBaseQuery, retry } = await import("@reduxjs/toolkit/query");
      const query = retry(fetchBaseQuery({ baseUrl: "" }), { backoff: async () => {}, ...(options as object) });
      const api = {
        signal: new AbortController().signal,
        abort: () => {},
        dispatch: () => {},
        getState: () => ({}),
        extra: undefined,
        endpoint: "e",
        type: "query",
      };
      return query({ url, method }, api as unknown as Parameters<typeof query>[1], {});
    },
  },
  {
    id: "urql",
    package: "@urql/exchange-retry",
    methods: false,
    configurations: [{ maxNumberAttempts: 3 }, { maxNumberAttempts: 1 }, { maxNumberAttempts: 0 }],
    run: async (url, options) => {
      const { Client, fetchExchange } = await import("@urql/core");
      const { retryExchange } = await import("@urql/exchange-retry");
      const retry = retryExchange({ initialDelayMs: 1, maxDelayMs: 1, ...(options as object) });
      return new Client({ url, exchanges: [retry, fetchExchange], preferGetMethod: false }).query("{ a }", {}).toPromise();
    },
  },
  {
    id: "aws-sdk",
    package: "@smithy/core",
    configurations: [{ maxAttempts: 2 }, { maxAttempts: 1 }, { maxAttempts: 4 }],
    run: async (url, options, method) => {
      const { retryMiddleware, StandardRetryStrategy } = await import("@smithy/core/retry");
      const strategy = new StandardRetryStrategy(options.maxAttempts as number);
      Object.assign(strategy, { retryBackoffStrategy: { setDelayBase: () => {}, computeNextBackoffDelay: () => 1 } });
      const settings = { maxAttempts: () => strategy.maxAttempts(), retryStrategy: async () => strategy };
      const next = async (): Promise<never> => {
        const { status } = await axios.request({ url, method, validateStatus: () => true });
        if (status >= 300) throw Object.assign(new Error("failed"), { name: "Unknown", $metadata: { httpStatusCode: status } });
        throw new AxiosError("gave in");
      };
      return retryMiddleware(settings as never)(next as never, {} as never)({ request: {}, input: {} } as never);
    },
  },
  {
    id: "stripe",
    package: "stripe",
    configurations: [{ maxNetworkRetries: 1 }, { maxNetworkRetries: 3 }, { maxNetworkRetries: 2 }],
    run: async (url, options, method) => {
      const { default: Stripe } = await import("stripe");
      const { hostname, port, pathname } = new URL(url);
      const stripe = new Stripe("sk_test_x", { host: hostname, port, protocol: "http", telemetry: false, ...(options as object) });
      Object.assign(stripe, { getInitialNetworkRetryDelay: () => 0.001, getMaxNetworkRetryDelay: () => 0.001 });
      return stripe.rawRequest(method as "POST", pathname);
    },
  },
  {
    id: "openai",
    package: "openai",
    configurations: [{ maxRetries: 1 }, { maxRetries: 0 }, { maxRetries: 2 }],
    run: async (url, options, method) => {
      const { default: OpenAI } = await import("openai");
      const client = new OpenAI({ apiKey: "x", baseURL: url, logLevel: "off", ...(options as object) });
      Object.assign(client, { calculateDefaultRetryTimeoutMillis: () => 1 });
      return client.request({ method: method.toLowerCase() as "get", path: "/x" });
    },
  },
  {
    id: "slack",
    package: "@slack/web-api",
    methods: false,
    configurations: [{ retries: 2 }, { retries: 0 }, { retries: 1, rejectRateLimitedCalls: true }],
    run: async (url, { rejectRateLimitedCalls, ...options }) => {
      const { LogLevel, WebClient } = await import("@slack/web-api");
      const logger = {
        debug: () => {},
        info: () => {},
        warn: () => {},
        error: () => {},
        setLevel: () => {},
        getLevel: () => LogLevel.ERROR,
        setName: () => {},
      };
      const retryConfig = { minTimeout: 1, maxTimeout: 1, ...(options as object) };
      return new WebClient("x", {
        slackApiUrl: `${url}/`,
        retryConfig,
        logger,
        rejectRateLimitedCalls: rejectRateLimitedCalls === true,
      }).apiCall("api.test");
    },
  },
  {
    id: "azure-core",
    package: "@azure/core-rest-pipeline",
    configurations: [{ maxRetries: 1 }, { maxRetries: 0 }, { maxRetries: 2 }],
    run: async (url, options, method) => {
      const { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } = await import("@azure/core-rest-pipeline");
      const pipeline = createPipelineFromOptions({ retryOptions: { retryDelayInMs: 1, maxRetryDelayInMs: 1, ...(options as object) } });
      const request = createPipelineRequest({ url, method: method as "GET", allowInsecureConnection: true });
      return pipeline.sendRequest(createDefaultHttpClient(), request);
    },
  },
];

/** With the library's own functions in place of their names. */
function resolved(options: Options, named: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(options).map(([key, value]) => {
    const own = typeof value === "object" && value !== null && "function" in value ? named[String(value.function)] : value;
    return [key, own];
  });
  return Object.fromEntries(entries);
}
