/** The form in which `transports.ts` describes HTTP clients, and what several of them share. */

/** What stands at the end of a path before any provider is asked. */
export type Slot =
  | { readonly slot: "status" | "ok" | "message" | "transport-code" | "name" | "opaque" }
  | { readonly slot: "body" }
  /** The response object on an error; absent when no response came. */
  | { readonly slot: "response"; readonly shape: Shape }
  /** The same where a failure comes back as a value: `result.error`. */
  | { readonly slot: "failure"; readonly shape: Shape }
  /** A word stands there in place of the status where no response came: `"FETCH_ERROR"`. */
  | { readonly slot: "status-or-word" }
  /** An object with more below it. `named`: its keys are header names. */
  | { readonly slot: "part"; readonly shape: Shape }
  | { readonly slot: "headers"; readonly plain: boolean }
  /** Does not exist on this object; `instead` is what to read. */
  | { readonly slot: "absent"; readonly instead?: string; readonly why: string };

export type Shape = ReadonlyMap<string, Slot>;

export interface Transport {
  readonly id: string;
  /** For messages: "axios". */
  readonly name: string;
  /** Import specifiers and the exported names that make requests. */
  readonly imports: readonly { readonly source: string; readonly names: readonly string[] }[];
  /** What makes a client, besides methods of another one: `wretch(url)`, `new WebClient(token)`. */
  readonly makers?: readonly Maker[];
  /** `client.get(url)`: methods by name; the value is the HTTP method, "" where an option says it, "?" where nothing does. */
  readonly methods: ReadonlyMap<string, string>;
  /**
   * Methods stand further in, and their names are paths: `chat.postMessage` fits "*.*", `messages(id).update` "**.update". All that is
   * read or called on the way is still the client.
   */
  readonly deep?: true;
  /** `client.create({ … })` makes a configured client. */
  readonly factories: readonly string[];
  /** Of these the one whose argument goes behind the base URL. */
  readonly appends?: string;
  /** Option that holds the base URL. */
  readonly bases: readonly string[];
  /** The option with the URL of a request, where it is not `url`. */
  readonly target?: string;
  /** What is sent comes before the URL: `client.post(body, "/jobs")`. */
  readonly bodyFirst?: true;
  /** The URL can begin with the method: `request("GET /jobs")`. */
  readonly routes?: true;
  /** Methods of a request that give it back: `request.get(url).set("Accept", "*")`. */
  readonly chained?: ReadonlySet<string>;
  /** The client that it is built on, whose responses its middleware sees. */
  readonly over?: string;
  /** The client of an API by those who make it: what it repeats by itself is as they saw fit. */
  readonly sdk?: true;
  /** Its requests are made elsewhere, so the call that makes it stands for them. */
  readonly standing?: true;
  /** Calls that put parts behind each other: `from([retry, http])`. */
  readonly joins?: readonly string[];
  /** What failed comes back as a value, with nothing thrown. */
  readonly givesErrors?: true;
  /** A non-2xx status is thrown as an error. */
  readonly throwsOnStatus: boolean;
  /** What it throws are the platform's own errors, with no fields but those in `error`. */
  readonly platformErrors?: true;
  /** Names that are this client's error class or guard: `HTTPError`, `isAxiosError`. */
  readonly classes: readonly string[];
  readonly guards: readonly string[];
  /** The guards are methods of the client too: `axios.isAxiosError`. */
  readonly guardsOnClient?: true;
  readonly value: Shape;
  readonly error: Shape;
}

export interface Maker {
  readonly source: string;
  readonly names: readonly string[];
  readonly construct?: true;
  /** Where its requests go unless an option says otherwise. */
  readonly home?: string;
  /** Argument that is the base URL itself. */
  readonly base?: number;
  /** Static methods that give the class back: `Octokit.plugin(retry)`. */
  readonly statics?: readonly string[];
}

export const shape = (entries: Record<string, Slot>): Shape => new Map(Object.entries(entries));
export const status: Slot = { slot: "status" };
export const ok: Slot = { slot: "ok" };
export const body: Slot = { slot: "body" };
export const message: Slot = { slot: "message" };
export const opaque: Slot = { slot: "opaque" };
export const transportCode: Slot = { slot: "transport-code" };
export const name: Slot = { slot: "name" };
export const absent = (why: string, instead?: string): Slot =>
  instead === undefined ? { slot: "absent", why } : { slot: "absent", instead, why };

export const verbs = new Map(["get", "post", "put", "patch", "delete", "head", "options"].map((v) => [v, v.toUpperCase()]));

export const fetchResponse = shape({
  status,
  ok,
  "json()": body,
  "text()": body,
  statusText: opaque,
  url: opaque,
  type: opaque,
  redirected: opaque,
  body: opaque,
  headers: { slot: "headers", plain: false },
  statusCode: absent("a fetch Response has 'status', not 'statusCode'", "status"),
});

export const cause = shape({ code: transportCode, message, name });
