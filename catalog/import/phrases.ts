/** `phraseOf("404")` is `"notfound"`: what RFC 9110 calls a status, in letters alone. A description that says no more says nothing. */
export const phraseOf = (status: string): string | undefined => PHRASES[status]?.toLowerCase().replace(/[^a-z]/g, "");

/** `titleIn("429", "Too Many RequestsDaily limit")` is `"Too Many Requests"`. */
export const titleIn = (status: string, text: string): string | undefined => {
  const phrase = PHRASES[status];
  return phrase !== undefined && text.toLowerCase().startsWith(phrase.toLowerCase()) ? text.slice(0, phrase.length) : undefined;
};

const PHRASES: Readonly<Record<string, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  423: "Locked",
  424: "Failed Dependency",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};
