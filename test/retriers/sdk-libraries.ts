/** How SDKs that repeat by themselves are put to work. */
import axios, { AxiosError } from "axios";
import type { Library } from "./library";

export const sdkLibraries: readonly Library[] = [
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
    id: "anthropic",
    package: "@anthropic-ai/sdk",
    configurations: [{ maxRetries: 1 }, { maxRetries: 0 }, { maxRetries: 4 }],
    run: async (url, options, method) => {
      const { default: Anthropic } = await import("@anthropic-ai/sdk");
      const client = new Anthropic({ apiKey: "x", baseURL: url, logLevel: "off", ...(options as object) });
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
  {
    id: "twilio",
    package: "twilio",
    configurations: [{ autoRetry: true }, { autoRetry: true, maxRetries: 1 }, { autoRetry: true, maxRetries: 0 }, { maxRetries: 5 }],
    run: async (url, options, method) => {
      const { default: twilio } = await import("twilio");
      const client = twilio("AC0", "x", { maxRetryDelay: 1, ...(options as object) });
      return client.httpClient.request({ method: method as "get", uri: url });
    },
  },
];
