/** Every library, and how those are put to work that are HTTP clients or functions that repeat others. */
import { createRequire } from "node:module";
import axios from "axios";
import { dataLibraries } from "./data-libraries";
import { type Library, type Options, throwing } from "./library";
import { sdkLibraries } from "./sdk-libraries";

const load = createRequire(__filename);
const lists: readonly Options[] = [
  { statusCodes: [404, 503] },
  { statusCodes: [] },
  { limit: 1, statusCodes: [429, 500, 501], methods: ["POST"] },
];

const clients: readonly Library[] = [
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
];

export const libraries: readonly Library[] = [...clients, ...dataLibraries, ...sdkLibraries];

/** With the library's own functions in place of their names. */
function resolved(options: Options, named: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(options).map(([key, value]) => {
    const own = typeof value === "object" && value !== null && "function" in value ? named[String(value.function)] : value;
    return [key, own];
  });
  return Object.fromEntries(entries);
}
