import { facts, ofCodes } from "./facts";

const names = "https://webidl.spec.whatwg.org/#idl-DOMException-error-names";
const timeout = "https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal/timeout_static";
const exceptions = "https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch#exceptions";
const undici = "https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md";

facts("fetch", [
  ...ofCodes([
    ["an AbortError where abort() was called", exceptions, "AbortError", [], "unspecified", "name"],
    ["an operation that was aborted", names, "AbortError", [], "unspecified", "name"],
    ["a signal whose time is over rejects with TimeoutError, not AbortError", timeout, "TimeoutError", [], "backoff", "name"],
    ["a TypeError for a network error, and for a URL that is none", exceptions, "TypeError", [], "unspecified", "name"],
    [
      "a NotAllowedError where a Permissions-Policy forbids what the request asks for, browsingTopics",
      exceptions,
      "NotAllowedError",
      [],
      "fix-first",
      "name",
    ],
    ["an operation that is insecure", names, "SecurityError", [], "fix-first", "name"],
    ["an object that cannot be cloned", names, "DataCloneError", [], "fix-first", "name"],
    ["a socket that could not connect in time", undici, "UND_ERR_CONNECT_TIMEOUT", [], "backoff", "cause"],
    ["headers that did not come in time", undici, "UND_ERR_HEADERS_TIMEOUT", [], "backoff", "cause"],
    ["a body that did not come in time", undici, "UND_ERR_BODY_TIMEOUT", [], "backoff", "cause"],
    ["headers larger than they may be", undici, "UND_ERR_HEADERS_OVERFLOW", [], "fix-first", "cause"],
    ["an argument that is wrong", undici, "UND_ERR_INVALID_ARG", [], "fix-first", "cause"],
    ["an error of the socket", undici, "UND_ERR_SOCKET", [], "backoff", "cause"],
    ["a request body that is not as long as it says", undici, "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH", [], "fix-first", "cause"],
    ["something that is not supported", undici, "UND_ERR_NOT_SUPPORTED", [], "never", "cause"],
  ]),
]);
