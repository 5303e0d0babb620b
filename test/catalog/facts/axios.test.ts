import { facts, ofCodes } from "./facts";

const readme = "https://github.com/axios/axios#error-types";
const handling = "https://axios-http.com/docs/handling_errors";

facts("axios", [
  {
    says: "what fails is an AxiosError with a code",
    page: handling,
    found: ({ provider }) => provider.paths.map(({ path, on, onClass }) => [path.join("."), on, onClass]),
    is: [["code", "thrown", "AxiosError"]],
  },
  ...ofCodes([
    ["a value that is not allowed in the configuration", readme, "ERR_BAD_OPTION_VALUE", [], "fix-first"],
    ["an option that is not known", readme, "ERR_BAD_OPTION", [], "fix-first"],
    ["what this environment does not support", readme, "ERR_NOT_SUPPORT", [], "never"],
    ["something that is out of use", readme, "ERR_DEPRECATED", [], "fix-first"],
    ["a URL that is none", readme, "ERR_INVALID_URL", [], "fix-first"],
    ["a timeout, unless clarifyTimeoutError is set, or a browser that aborts", readme, "ECONNABORTED", [], "backoff"],
    ["a timeout, with clarifyTimeoutError", readme, "ETIMEDOUT", [], "backoff"],
    ["cancelled by the program with a signal or token", readme, "ERR_CANCELED", [], "unspecified"],
    ["the network, or in a browser CORS and mixed content", readme, "ERR_NETWORK", [], "backoff"],
    ["a server that refuses the connection, in Node alone", readme, "ECONNREFUSED", [], "backoff"],
    ["more redirects than are allowed", readme, "ERR_FR_TOO_MANY_REDIRECTS", [], "fix-first"],
    ["a response that cannot be read, mostly 5xx", readme, "ERR_BAD_RESPONSE", [], "unspecified"],
    ["a request that is wrong, mostly 4xx", readme, "ERR_BAD_REQUEST", [], "unspecified"],
    ["an object nested deeper than maxDepth", readme, "ERR_FORM_DATA_DEPTH_EXCEEDED", [], "fix-first"],
  ]),
]);
