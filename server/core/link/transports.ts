/**
 * How HTTP clients show the outcome of a call, as data: which imported names make requests, and where status, headers, body and
 * error stand on what they give. Versions looked at: the fetch standard, axios 1, ky 1 and 2, got 11 to 15,
 * ofetch 1, gaxios 7.
 */
import {
  absent,
  body,
  cause,
  fetchResponse,
  type Maker,
  message,
  name,
  ok,
  opaque,
  type Shape,
  shape,
  status,
  type Transport,
  transportCode,
  verbs,
} from "./transport";
import { moreTransports } from "./transports-more";
import { sdkTransports } from "./transports-sdk";

export type { Shape, Slot, Transport } from "./transport";

const axiosResponse = shape({
  status,
  data: body,
  statusText: opaque,
  headers: { slot: "headers", plain: true },
  config: opaque,
  request: opaque,
  statusCode: absent("an axios response has 'status', not 'statusCode'", "status"),
});

const gotResponse = shape({
  statusCode: status,
  ok,
  body,
  "json()": body,
  "text()": body,
  headers: { slot: "headers", plain: true },
  statusMessage: opaque,
  url: opaque,
  request: opaque,
  rawBody: opaque,
  status: absent("a got response has 'statusCode', not 'status'", "statusCode"),
});

export const transports: readonly Transport[] = [
  {
    id: "fetch",
    name: "fetch",
    imports: [{ source: "undici", names: ["fetch"] }],
    methods: new Map(),
    factories: [],
    bases: [],
    throwsOnStatus: false,
    platformErrors: true,
    classes: [],
    guards: [],
    value: fetchResponse,
    error: shape({
      message,
      name,
      cause: { slot: "part", shape: cause },
      code: absent("fetch wraps the network error: the code is on 'cause'", "cause?.code"),
    }),
  },
  {
    // Their errors carry the system's code themselves.
    id: "node-fetch",
    name: "fetch",
    imports: [
      { source: "node-fetch", names: ["default"] },
      { source: "cross-fetch", names: ["default", "fetch"] },
      { source: "isomorphic-fetch", names: ["default"] },
    ],
    methods: new Map(),
    factories: [],
    bases: [],
    throwsOnStatus: false,
    classes: ["FetchError"],
    guards: [],
    value: fetchResponse,
    error: shape({ message, name, code: transportCode, type: opaque, cause: { slot: "part", shape: cause } }),
  },
  {
    id: "axios",
    name: "axios",
    imports: [{ source: "axios", names: ["default"] }],
    methods: new Map([...verbs, ["postForm", "POST"], ["putForm", "PUT"], ["patchForm", "PATCH"], ["request", ""]]),
    factories: ["create"],
    bases: ["baseURL"],
    throwsOnStatus: true,
    classes: ["AxiosError"],
    guards: ["isAxiosError"],
    guardsOnClient: true,
    value: axiosResponse,
    error: shape({
      response: { slot: "response", shape: axiosResponse },
      status,
      code: transportCode,
      message,
      name,
      cause: { slot: "part", shape: cause },
      request: opaque,
      config: opaque,
      statusCode: absent("an axios error has 'response.status', not 'statusCode'", "response?.status"),
    }),
  },
  {
    id: "ky",
    name: "ky",
    imports: [{ source: "ky", names: ["default"] }],
    methods: verbs,
    factories: ["create", "extend"],
    bases: ["prefixUrl", "prefix", "baseUrl"],
    throwsOnStatus: true,
    classes: ["HTTPError"],
    guards: ["isHTTPError"],
    value: fetchResponse,
    error: shape({
      response: { slot: "response", shape: fetchResponse },
      data: body,
      message,
      name,
      request: opaque,
      options: opaque,
      cause: { slot: "part", shape: cause },
    }),
  },
  {
    id: "got",
    name: "got",
    imports: [{ source: "got", names: ["default", "got"] }],
    methods: new Map([...verbs, ["stream", ""]]),
    factories: ["extend"],
    bases: ["prefixUrl"],
    throwsOnStatus: true,
    classes: ["HTTPError", "RequestError"],
    guards: [],
    value: gotResponse,
    error: shape({
      response: { slot: "response", shape: gotResponse },
      code: transportCode,
      message,
      name,
      options: opaque,
      request: opaque,
      timings: opaque,
    }),
  },
  {
    // It gives the body itself, in which nothing tells a failure: those are thrown.
    id: "ofetch",
    name: "ofetch",
    imports: [{ source: "ofetch", names: ["ofetch", "$fetch"] }],
    methods: new Map([["raw", ""]]),
    factories: ["create"],
    bases: ["baseURL"],
    throwsOnStatus: true,
    classes: ["FetchError"],
    guards: [],
    value: shape({}),
    error: shape({
      response: { slot: "response", shape: fetchResponse },
      status,
      statusCode: status,
      data: body,
      message,
      name,
      cause: opaque,
    }),
  },
  {
    id: "gaxios",
    name: "gaxios",
    imports: [{ source: "gaxios", names: ["request"] }],
    methods: new Map(),
    factories: [],
    bases: ["baseURL"],
    throwsOnStatus: true,
    classes: ["GaxiosError"],
    guards: [],
    value: axiosResponse,
    error: shape({ response: { slot: "response", shape: axiosResponse }, status, code: transportCode, message, name, config: opaque }),
  },
  ...moreTransports,
  ...sdkTransports,
];

/** A call that the configuration binds to a provider: nothing is known of how it wraps the outcome, so names decide. */
export const bound: Transport = {
  id: "bound",
  name: "the bound call",
  imports: [],
  methods: new Map(),
  factories: [],
  bases: [],
  throwsOnStatus: true,
  classes: [],
  guards: [],
  value: new Map(),
  error: new Map(),
};

/** A call of a provider's SDK: where the code is on what it throws and gives stands in the catalog. */
export const sdk: Transport = { ...bound, id: "sdk", name: "the SDK's call", sdk: true };

/** A call of the platform's own: `readFile(path)`. It throws what the catalog says, and what it gives is no answer of anybody. */
export const runtime: Transport = { ...sdk, id: "runtime", name: "the platform's call" };

/** A call of anybody's that is given a signal: aborted, it throws the platform's own error, which has no fields but those of the catalog. */
export const aborted: Transport = { ...runtime, name: "the aborted call", platformErrors: true };

export const transportOf = (id: Transport["id"]): Transport => transports.find((t) => t.id === id) ?? bound;

/** The client that an imported name is: source "axios", name "default" gives axios. */
export const transportOfImport = (source: string, name: string): Transport | undefined =>
  transports.find((t) => t.imports.some((i) => i.source === source && i.names.includes(name)));

/** `"axios"` is a package of one of them. */
export const isClientSource = (source: string): boolean => sources.has(source);

const sources: ReadonlySet<string> = new Set(transports.flatMap((t) => [...t.imports, ...(t.makers ?? [])].map((i) => i.source)));

/** Every name that is read of a response or error on the way to a status, a body or a message; `absent` ones apart. */
export const slotNames: { readonly read: ReadonlySet<string>; readonly absent: ReadonlySet<string> } = namesOf(
  transports.flatMap(({ value, error }) => [value, error]),
);

function namesOf(shapes: readonly Shape[]): { read: Set<string>; absent: Set<string> } {
  const names = { read: new Set<string>(), absent: new Set<string>() };
  const add = (shape: Shape): void => {
    for (const [name, slot] of shape) {
      (slot.slot === "absent" ? names.absent : names.read).add(name.replace("()", ""));
      if ("shape" in slot) add(slot.shape);
    }
  };
  for (const shape of shapes) add(shape);
  return names;
}

/** What makes a client: of source "wretch", path ["default"] that of wretch. */
export function makerOf(source: string, path: readonly string[], construct: boolean): { transport: Transport; maker: Maker } | undefined {
  const [name, ...rest] = path[0] === "*" && path.length > 1 ? path.slice(1) : path[0] === "*" ? ["default"] : path;
  if (name === undefined || rest.length > 0) return undefined;
  for (const transport of transports) {
    const maker = transport.makers?.find((m) => m.source === source && m.names.includes(name) && (m.construct ?? false) === construct);
    if (maker) return { transport, maker };
  }
  return undefined;
}

/** What the status is called on the response of a client's error: `statusCode` for got. */
export function statusName({ error }: Transport): string | undefined {
  const response = [...error.values()].find((slot) => slot.slot === "response");
  return response?.slot === "response" ? [...response.shape].find(([, slot]) => slot.slot === "status")?.[0] : undefined;
}

/** What holds for a failed response of a client that does not throw: `!res.ok`, for undici `res.statusCode >= 400`. */
export function failedText({ value }: Transport, response: string): string {
  const status = [...value].find(([, slot]) => slot.slot === "status")?.[0] ?? "status";
  return value.has("ok") ? `!${response}.ok` : `${response}.${status} >= 400`;
}
