/**
 * Clients whose requests are built up by calls on them, and those of SDKs, as data. Versions looked at: wretch 2 and 3, superagent 8 and 10.
 */
import { body, fetchResponse, message, name, ok, opaque, shape, status, type Transport, transportCode, verbs } from "./transport";

const superagentResponse = shape({
  status,
  statusCode: status,
  ok,
  body,
  text: body,
  headers: { slot: "headers", plain: true },
  header: { slot: "headers", plain: true },
  type: opaque,
});

export const moreTransports: readonly Transport[] = [
  {
    id: "wretch",
    name: "wretch",
    imports: [],
    makers: [{ source: "wretch", names: ["default"], base: 0 }],
    methods: new Map([...verbs, ["opts", "OPTIONS"]]),
    factories: ["url", "options", "headers", "accept", "content", "auth", "middlewares", "addon", "polyfills", "body", "json", "query"],
    appends: "url",
    bases: [],
    bodyFirst: true,
    over: "fetch",
    throwsOnStatus: true,
    classes: ["WretchError"],
    guards: [],
    value: shape({ "json()": body, "text()": body, "res()": { slot: "part", shape: fetchResponse } }),
    error: shape({
      response: { slot: "response", shape: fetchResponse },
      status,
      json: body,
      text: body,
      message,
      name,
      url: opaque,
    }),
  },
  {
    id: "superagent",
    name: "superagent",
    imports: [{ source: "superagent", names: ["default"] }],
    methods: new Map([...verbs, ["del", "DELETE"]]),
    factories: ["agent"],
    bases: [],
    chained: new Set([
      "accept",
      "attach",
      "auth",
      "field",
      "query",
      "redirects",
      "retry",
      "send",
      "set",
      "timeout",
      "type",
      "withCredentials",
    ]),
    throwsOnStatus: true,
    classes: [],
    guards: [],
    value: superagentResponse,
    error: shape({
      response: { slot: "response", shape: superagentResponse },
      status,
      code: transportCode,
      message,
      name,
      timeout: opaque,
    }),
  },
];
