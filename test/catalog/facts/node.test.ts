import { codePaths, facts, ofCodes } from "./facts";

const system = "https://nodejs.org/api/errors.html#common-system-errors";
const own = "https://nodejs.org/api/errors.html#nodejs-error-codes";
const signal = "https://nodejs.org/api/globals.html#class-abortcontroller";
const code = "https://nodejs.org/api/errors.html#errorcode_1";

facts("node", [
  { says: "error.code names the error", page: code, found: (known) => codePaths(known, "thrown", "code"), is: ["code"] },
  {
    says: "what a signal ends has the name AbortError",
    page: signal,
    found: (known) => known.code("AbortError", "name")?.code,
    is: "AbortError",
  },
  ...ofCodes([
    ["EACCES: permissions of the file forbid it", system, "EACCES", [], "fix-first"],
    ["EADDRINUSE: another server has the address", system, "EADDRINUSE", [], "fix-first"],
    ["ECONNREFUSED: nothing is active there", system, "ECONNREFUSED", [], "backoff"],
    ["ECONNRESET: the peer closed the connection by force", system, "ECONNRESET", [], "backoff"],
    ["EEXIST: the target must not be there, and is", system, "EEXIST", [], "fix-first"],
    ["EISDIR: a file was expected", system, "EISDIR", [], "fix-first"],
    ["EMFILE: no other file can be opened before one is closed", system, "EMFILE", [], "backoff"],
    ["ENOENT: a part of the path is not there", system, "ENOENT", [], "fix-first"],
    ["ENOTDIR: a part of the path is no directory", system, "ENOTDIR", [], "fix-first"],
    ["ENOTEMPTY: the directory has entries", system, "ENOTEMPTY", [], "fix-first"],
    ["ENOTFOUND: DNS does not know the name; it is not of POSIX", system, "ENOTFOUND", [], "conditional"],
    ["EPERM: it needs privileges", system, "EPERM", [], "fix-first"],
    ["EPIPE: nobody reads at the other end", system, "EPIPE", [], "backoff"],
    ["ETIMEDOUT: the other side did not answer in time", system, "ETIMEDOUT", [], "backoff"],
    ["ERR_INVALID_ARG_TYPE: an argument of the wrong type", own, "ERR_INVALID_ARG_TYPE", [], "fix-first"],
    ["ERR_HTTP_HEADERS_SENT: headers after they were sent", own, "ERR_HTTP_HEADERS_SENT", [], "fix-first"],
    ["ERR_MODULE_NOT_FOUND: an import that leads nowhere", own, "ERR_MODULE_NOT_FOUND", [], "fix-first"],
    ["ERR_INVALID_URL: a URL that cannot be parsed", own, "ERR_INVALID_URL", [], "fix-first"],
    ["ERR_STREAM_PREMATURE_CLOSE: a stream that ended with no explicit error", own, "ERR_STREAM_PREMATURE_CLOSE", [], "backoff"],
    ["ERR_SOCKET_CONNECTION_TIMEOUT: no address answered in time", own, "ERR_SOCKET_CONNECTION_TIMEOUT", [], "backoff"],
    ["ERR_TLS_CERT_ALTNAME_INVALID: a certificate for another name", own, "ERR_TLS_CERT_ALTNAME_INVALID", [], "fix-first"],
    ["ABORT_ERR: aborted by an AbortController", own, "ABORT_ERR", [], "unspecified"],
  ]),
]);
