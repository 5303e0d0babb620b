/** How libraries that keep the data of a page are put to work. */
import { type Library, throwing } from "./library";
import { watch } from "./swr";

export const dataLibraries: readonly Library[] = [
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
    id: "apollo",
    package: "@apollo/client",
    configurations: [{ max: 2 }, { max: 1 }, { max: 0 }],
    run: async (url, options, method) => {
      const { ApolloClient, gql, HttpLink, InMemoryCache } = await import("@apollo/client");
      const { RetryLink } = await import("@apollo/client/link/retry");
      const retry = new RetryLink({ delay: { initial: 1, max: 1 }, ...(Object.keys(options).length > 0 && { attempts: options }) });
      const link = retry.concat(new HttpLink({ uri: url, fetchOptions: { method } }));
      const client = new ApolloClient({ link, cache: new InMemoryCache() });
      return client.query({ query: gql`{ a }`, fetchPolicy: "no-cache" });
    },
  },
  {
    id: "swr",
    package: "swr",
    configurations: [{ errorRetryCount: 2 }, { errorRetryCount: 0 }, { shouldRetryOnError: false }],
    run: watch,
  },
];
