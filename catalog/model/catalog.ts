import type { Retrier } from "./retrier";
import type { CodeValue, Provider } from "./types";

/** Id of the provider that speaks for the protocol itself: what a status means where no API says more. */
export const HTTP = "http";

/**
 * The providers a workspace knows. The index answers without loading; `provider` gives what is loaded. Whoever asks for one
 * that is not loaded gets `"unloaded"`, analyses without it and reports its id as a need; project loads it and asks again.
 */
export interface Catalog {
  /** Ids of all providers, in the order of their names. */
  readonly ids: readonly string[];
  /** Changes with every change of content; analyses made with another revision are stale. */
  readonly revision: string;
  /** Ids of the providers whose codes come from the network or the platform and can stand on any failed request: Node, fetch. */
  readonly transports: readonly string[];
  /** Every name on the way to what an error body or an SDK's error says: `"error"` and `"code"` of `body.error.code`. */
  readonly fields: ReadonlySet<string>;
  has(id: string): boolean;
  provider(id: string): Provider | "unloaded" | undefined;
  /** Provider of a host name in lower case: `"api.vantaprism.me"` gives `"vantaprism"`. Exact hosts before `*.` patterns. */
  byHost(host: string): string | undefined;
  /** Providers whose package this import specifier names: `"stripe"`, `"@aws-sdk/client-s3"`. */
  byImport(specifier: string): readonly string[];
  /** The provider of a name that needs no import: `"process.kill"`. */
  byGlobal(name: string): string | undefined;
  /** Providers that have an error class of this very name: `"NodeJS.ErrnoException"`. */
  byClass(name: string): readonly string[];
  /** Providers that have this code in any vocabulary, strictly: 40001 is not "40001". `"unloaded"`: the table is not loaded yet. */
  byCode(code: CodeValue): readonly string[] | "unloaded";
  /** A retry library by id, as `provider` gives a provider. */
  retrier(id: string): Retrier | "unloaded" | undefined;
  /** The retry library that this import specifier names: `"p-retry"`, `"wretch/middlewares"`. */
  retrierByImport(specifier: string): RetrierEntry | undefined;
}

/** What is known of a retry library without loading it. */
export interface RetrierEntry {
  readonly id: string;
  /** What an import says; `*` stands for anything. */
  readonly imports: readonly string[];
  /** Packages whose version counts, the first that is there. */
  readonly packages: readonly string[];
}
