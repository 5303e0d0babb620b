/**
 * What is made to do harm, through the built program as a process of its own: each gives a clear error or a harmless catalog, with little
 * time and memory. The limits are those of a machine that is busy with other things.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { folder } from "./harness";

const root = join(__dirname, "../..");
const cli = join(root, "dist/cli.js");

const MOST_MS = 5_000;
const MOST_MEGABYTES = 300;

const OPENAPI = "openapi: 3.0.0\n";
const used = (schema: string, rest = ""): string =>
  `${OPENAPI}paths: { /a: { get: { responses: { "400": { description: x, content: { application/json: { schema: ${schema} } } } } } } }\n${rest}`;
const laughs = (make: (index: number) => string, count = 30): string =>
  Array.from({ length: count }, (_, index) => `x-a${index}: &a${index} ${make(index)}\n`).join("");
const times = (count: number, part: string): string => Array.from({ length: count }, () => part).join("");

/** What it is, the form, the file, and what must be said: `OK` for a catalog. */
const cases: readonly (readonly [what: string, form: string, content: () => string | Uint8Array, said: RegExp])[] = [
  [
    "a thousand million laughs as a schema",
    "openapi",
    () =>
      `${laughs((i) =>
        i === 0
          ? "{ properties: { code: { enum: [gone] } } }"
          : `{ allOf: [${Array(10)
              .fill(`*a${i - 1}`)
              .join(", ")}] }`,
      )}${used("*a29")}`,
    /OK gone/,
  ],
  [
    "laughs as properties",
    "openapi",
    () =>
      `${laughs((i) => (i === 0 ? "{ properties: { code: { enum: [gone] } } }" : `{ properties: { ${Array.from({ length: 10 }, (_, n) => `error${n}: *a${i - 1}`).join(", ")} } }`))}${used("*a29")}`,
    /OK|too often/,
  ],
  [
    "laughs as an example",
    "openapi",
    () =>
      `${laughs((i) =>
        i === 0
          ? "[gone]"
          : `[${Array(10)
              .fill(`*a${i - 1}`)
              .join(", ")}]`,
      )}paths: { /a: { get: { responses: { "400": { description: x, content: { application/json: { example: { errors: *a29 } } } } } } } }\n${OPENAPI}`,
    /OK|too often/,
  ],
  [
    "laughs in lists of errors",
    "openapi",
    () =>
      `${OPENAPI}${laughs((i) =>
        i === 0
          ? "[gone]"
          : `[${Array(10)
              .fill(`*a${i - 1}`)
              .join(", ")}]`,
      )}x-errors: *a29\npaths: {}\n`,
    /OK|too often/,
  ],
  ["an anchor as a key of itself", "openapi", () => `${OPENAPI}paths: {}\n? &a [*a]\n: x\n`, /./],
  ["references in a circle", "openapi", () => used('{ $ref: "#/x-a" }', 'x-a: { $ref: "#/x-b" }\nx-b: { $ref: "#/x-a" }\n'), /OK/],
  [
    "a chain of 100,000 references",
    "openapi",
    () => used('{ $ref: "#/x-s/0" }', `x-s: [${Array.from({ length: 100_000 }, (_, i) => `{ $ref: "#/x-s/${i + 1}" }`).join(", ")}]\n`),
    /OK|too often/,
  ],
  [
    "an enum of 400,000 values",
    "openapi",
    () => used(`{ properties: { code: { enum: [${Array.from({ length: 400_000 }, (_, i) => `c${i}`).join(", ")}] } } }`),
    /more than 20000 values of 'code'/,
  ],
  [
    "30,000 branches of one value each",
    "openapi",
    () => used(`{ anyOf: [${Array.from({ length: 30_000 }, (_, i) => `{ properties: { code: { const: c${i % 1000} } } }`).join(", ")}] }`),
    /OK/,
  ],
  [
    "30,000 parts of one value each",
    "openapi",
    () => used(`{ allOf: [${Array.from({ length: 30_000 }, (_, i) => `{ properties: { code: { const: c${i % 1000} } } }`).join(", ")}] }`),
    /OK/,
  ],
  [
    "a server with variables of variables",
    "openapi",
    () =>
      `${OPENAPI}paths: {}\nservers: [{ url: "https://${Array.from({ length: 20 }, (_, i) => `{v${i}}`).join(".")}.acme.dev", variables: { ${Array.from({ length: 20 }, (_, i) => `v${i}: { enum: [${Array.from({ length: 20 }, (__, n) => `a${n}`).join(", ")}] }`).join(", ")} } }]\n`,
    /OK/,
  ],
  [
    "nesting without end, in JSON",
    "openapi",
    () => `{"openapi": "3.0.0", "paths": ${times(1_000_000, "[")}`,
    /nested too deeply|neither JSON nor YAML/,
  ],
  [
    "nesting without end, in YAML",
    "openapi",
    () => `${OPENAPI}paths: ${times(100_000, "{a: ")}`,
    /nested too deeply|neither JSON nor YAML/,
  ],
  [
    "five million values in JSON",
    "openapi",
    () => `{"openapi":"3.0.0","paths":{},"x":[${times(5_200_000, "{},")}{}]}`,
    /more values than any description/,
  ],
  [
    "three million values in YAML",
    "openapi",
    () => `${OPENAPI}paths: {}\nx:\n${times(3_000_000, "- {}\n")}`,
    /more values than any description/,
  ],
  ["a million values", "openapi", () => `${OPENAPI}paths: {}\nx: [${times(700_000, "[],")}]\n`, /OK/],
  ["a file of 50 MB", "openapi", () => new Uint8Array(50_000_000).fill(32), /larger than 16 MB and is not read/],
  ["UTF-16 without a mark", "openapi", () => Buffer.from(OPENAPI, "utf16le"), /is not text in UTF-8/],
  [
    "UTF-16 with its mark",
    "openapi",
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(used("{ properties: { code: { enum: [gone] } } }"), "utf16le")]),
    /OK gone/,
  ],
  [
    "UTF-16 the other way round",
    "openapi",
    () => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(used("{ properties: { code: { enum: [gone] } } }"), "utf16le").swap16()]),
    /OK gone/,
  ],
  [
    "Latin-1",
    "openapi",
    () => Buffer.from(`${OPENAPI}info: { title: "Café" }\npaths: {}\n`, "latin1"),
    /is not text in UTF-8.*save it as UTF-8/,
  ],
  ["a byte order mark", "openapi", () => `\ufeff${used("{ properties: { code: { enum: [gone] } } }")}`, /OK gone/],
  ["a picture", "openapi", () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /is not text in UTF-8/],
  ["nothing", "openapi", () => "", /The file is empty/],
  [
    "keys of prototypes",
    "openapi",
    () =>
      used("{ properties: { __proto__: { properties: { code: { enum: [evil] } } }, code: { enum: [gone] } }, __proto__: { toString: x } }"),
    /OK gone/,
  ],
  ["a page of open brackets", "table", () => times(990_000, "[("), /has no table/],
  ["a page of open tags", "table", () => `<table>${times(390_000, "<td>")}`, /no table with error codes/],
  ["tables in tables", "table", () => times(120_000, "<table><tr><td>"), /no table/],
  [
    "cells that reach over all",
    "table",
    () => `<table>${times(20_000, '<tr><td rowspan="65534" colspan="1000">404</td><td rowspan="65534">a_b</td></tr>')}</table>`,
    /OK|no table/,
  ],
  ["lists in lists", "table", () => Array.from({ length: 1500 }, (_, i) => `${" ".repeat(i)}- a`).join("\n"), /has no table/],
  ["quotes in quotes", "table", () => times(900_000, "> "), /has no table/],
  [
    "60,000 rows",
    "table",
    () => `| Code | Status |\n|-|-|\n${Array.from({ length: 60_000 }, (_, i) => `| code_${i % 5000} | 404 |`).join("\n")}\n`,
    /OK code_0/,
  ],
  ["braces that never close", "table", () => `| Code | Status |\n|-|-|\n| a_b | 404 |\n\n${times(900_000, "{\n")}`, /OK a_b/],
  [
    "words of repeating",
    "table",
    () => `| Code | Status | Retry |\n|-|-|-|\n${times(200, `| a_b | 404 | no, do not retry ${times(1200, "until ")} |\n`)}`,
    /OK a_b/,
  ],
  ["a type without end", "typescript", () => `type Code = ${times(60_000, "(")}`, /There is no union, enum or constant object 'Code'/],
  ["types that name each other", "typescript", () => 'type A = B | "x"; type B = A | Code; type Code = A | B;', /OK x/],
  [
    "an alias that doubles 40 times",
    "typescript",
    () =>
      `type T0 = "a_0" | "a_1";\n${Array.from({ length: 40 }, (_, i) => `type T${i + 1} = T${i} | T${i};`).join("\n")}\ntype Code = T40;`,
    /OK a_0|There is no/,
  ],
];

/** Prints at the end of the process its largest memory and its own time, which other processes do not lengthen. */
const METER = `process.on("exit", () => {
  const { maxRSS, userCPUTime } = process.resourceUsage();
  process.stderr.write("\\nused " + Math.round(maxRSS / 1024) + " " + Math.round(userCPUTime / 1000) + "\\n");
});`;

describe("an import of what is made to do harm", function () {
  this.timeout(120_000);

  before(() => {
    if (!existsSync(cli) || !existsSync(join(root, "dist/import.js")))
      execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: "ignore" });
  });

  for (const [what, form, content, said] of cases) {
    it(`ends well: ${what}`, async () => {
      const name = { openapi: "a.yaml", table: "a.md", typescript: "a.ts" }[form] ?? "a";
      const at = folder({ [name]: content(), "meter.cjs": METER });
      const child = spawn(
        process.execPath,
        ["-r", "./meter.cjs", cli, "import", form, name, ...(form === "typescript" ? ["Code"] : []), "--id", "acme"],
        { cwd: at.path },
      );
      const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
      const [, megabytes = "", ms = ""] = /\nused (\d+) (\d+)\n$/.exec(err) ?? [];
      const message = err.replace(/\nused \d+ \d+\n$/, "");
      const outcome =
        out === ""
          ? message
          : `OK ${(JSON.parse(out).codes ?? [])
              .map((entry: { code: string }) => entry.code)
              .slice(0, 5)
              .join(" ")}`;
      assert.match(outcome, said);
      assert.doesNotMatch(message, /should not have|\n {4}at /, "no bug is met");
      assert.ok(Number(ms) < MOST_MS, `${ms} ms`);
      assert.ok(Number(megabytes) > 0 && Number(megabytes) < MOST_MEGABYTES, `${megabytes} MB`);
    });
  }
});
