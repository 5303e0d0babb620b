/**
 * Clients of APIs whose errors no catalog has, as data: which of their methods make requests, and where the status stands. Versions looked
 * at: Octokit core 7, Slack's web-api 7, Twilio 5 and 6, Azure's core-client 1 and core-rest-pipeline 1.
 */
import { body, message, name, opaque, shape, status, type Transport } from "./transport";

const octokitResponse = shape({ status, data: body, headers: { slot: "headers", plain: true }, url: opaque });

const plain = { imports: [], factories: [], bases: [], throwsOnStatus: true, classes: [], guards: [] } as const;

export const sdkTransports: readonly Transport[] = [
  {
    ...plain,
    id: "octokit",
    name: "Octokit",
    makers: [
      {
        ...{ source: "@octokit/core", names: ["Octokit"], construct: true },
        ...{ home: "https://api.github.com", statics: ["plugin", "defaults"] },
      },
      { source: "@octokit/rest", names: ["Octokit"], construct: true, home: "https://api.github.com", statics: ["plugin", "defaults"] },
      { source: "octokit", names: ["Octokit"], construct: true, home: "https://api.github.com", statics: ["plugin", "defaults"] },
    ],
    bases: ["baseUrl"],
    methods: new Map([["request", ""], ...["graphql", "paginate", "paginate.iterator", "rest.*.*"].map((path) => [path, "?"] as const)]),
    deep: true,
    routes: true,
    sdk: true,
    classes: ["RequestError"],
    value: octokitResponse,
    error: shape({ status, response: { slot: "response", shape: octokitResponse }, message, name, request: opaque }),
  },
  {
    ...plain,
    id: "slack",
    name: "Slack's client",
    makers: [{ source: "@slack/web-api", names: ["WebClient"], construct: true }],
    methods: new Map(["apiCall", "*.*", "*.*.*", "*.*.*.*"].map((path) => [path, "?"])),
    deep: true,
    sdk: true,
    value: shape({}),
    error: shape({ statusCode: status, statusMessage: opaque, data: body, code: opaque, message, name, retryAfter: opaque }),
  },
  {
    ...plain,
    id: "twilio",
    name: "Twilio's client",
    makers: [
      { source: "twilio", names: ["default"] },
      { source: "twilio", names: ["Twilio"], construct: true },
    ],
    methods: new Map([
      ...["create", "update"].map((verb) => [`**.${verb}`, "POST"] as const),
      ...["fetch", "list", "page"].map((verb) => [`**.${verb}`, "GET"] as const),
      ["**.remove", "DELETE"],
    ]),
    deep: true,
    sdk: true,
    value: shape({}),
    error: shape({ status, code: opaque, message, name, moreInfo: opaque, details: opaque }),
  },
  {
    ...plain,
    id: "azure-core",
    name: "Azure's client",
    makers: [
      { source: "@azure/core-client", names: ["ServiceClient"], construct: true },
      { source: "@azure/core-rest-pipeline", names: ["createPipelineFromOptions"] },
    ],
    methods: new Map([["sendRequest", "?"]]),
    sdk: true,
    throwsOnStatus: false,
    classes: ["RestError"],
    guards: ["isRestError"],
    value: shape({ status, headers: { slot: "headers", plain: false }, bodyAsText: opaque, request: opaque }),
    error: shape({ statusCode: status, code: opaque, message, name, request: opaque, response: opaque }),
  },
];
