import { strict as assert } from "node:assert";
import type { Catalog } from "../../catalog/model/catalog";
import { type Bind, why } from "../../server/core/analysis";
import { lineStarts, positionAt } from "../../server/core/text";
import { analyzeText } from "./markers";
import { shipped } from "./shipped";

type Files = Readonly<Record<string, string>>;

/** What is told at `|` in the one file that has it, each with its place: `use.ts:2:7 'res' is 'fetch(…)'`. A `‖` asks for its line. */
function told(given: Files | string, binds: readonly Bind[] = [], catalog?: Catalog): readonly string[] {
  const marked = typeof given === "string" ? { "use.ts": given } : given;
  const [[path = "", text = ""] = []] = Object.entries(marked).filter(([, code]) => /[|‖]/.test(code.replaceAll("||", "")));
  const offset = text.replaceAll("||", "  ").search(/[|‖]/);
  const own = text.slice(0, offset) + text.slice(offset + 1);
  const files = new Map(Object.entries({ ...marked, [path]: own }));
  const starts = lineStarts(own);
  const place = { start: offset, end: text[offset] === "|" ? offset : offset + 1 };
  return why(analyzeText(own, { path, files, binds, ...(catalog && { catalog }) }), place).map(({ text: step, span, file, role }) => {
    const at = span && positionAt(file?.starts ?? starts, span.start);
    return `${at ? `${file?.path ?? path}:${at.line}:${at.column} ` : ""}${step}${role ? ` (${role})` : ""}`;
  });
}

const caught = (body: string, asked = `e.code === "NOT_FOUND"`): string =>
  `export async function f() {\n  try {\n    ${body}\n  } catch (e: any) {\n    if (${asked.replace("e.", "e.|")}) return;\n  }\n}\n`;

const api = `export async function load(path: string) {
  const res = await fetch(base + path);
  if (!res.ok) throw await res.json();
  return res;
}
`;
const cases: readonly (readonly [what: string, files: Files | string, steps: readonly string[], binds?: readonly Bind[]])[] = [
  [
    "a body leads to its request and the request to its host",
    `const res = await fetch("https://api.acme.dev/x");\nconst { error } = await res.json();\nif (error.co|de === "NOT_FOUND") stop();\n`,
    [
      "use.ts:3:5 'error.code' is compared",
      "use.ts:2:9 'error' is 'res.json().error'",
      "use.ts:1:13 'res' is 'fetch(…)'",
      "use.ts:1:19 a request of fetch",
      "use.ts:1:25 the host api.acme.dev is acme's in the catalog",
      "use.ts:3:5 read as the error code of what it gives",
      "use.ts:3:5 it holds an error code of Acme (listed vocabulary)",
      `use.ts:3:20 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "a finding is named, and a line asks for its comparison",
    `const res = await fetch("https://api.acme.dev/x");\nif ((await res.json()).error.code === "NOT_FOUNDS") st‖op();\n`,
    [
      "use.ts:2:5 'res.json().error.code' is compared",
      "use.ts:1:13 'res' is 'fetch(…)'",
      "use.ts:1:19 a request of fetch",
      "use.ts:1:25 the host api.acme.dev is acme's in the catalog",
      "use.ts:2:5 read as the error code of what it gives",
      "use.ts:2:5 it holds an error code of Acme (listed vocabulary)",
      "use.ts:2:39 reported by unknown-code: Acme has no error code 'NOT_FOUNDS'",
    ],
  ],
  [
    "an error leads over files to what was thrown, and the URL to where it is written",
    {
      "base.ts": `export const base = "https://api.acme.dev";\n`,
      "api.ts": `import { base } from "./base";\n${api}`,
      "use.ts": `import { load } from "./api";\n${caught("await load('/x');", `e.error.code === "NOT_FOUND"`)}`,
    },
    [
      "use.ts:6:9 'e.error.code' is compared",
      "use.ts:3:3 'e' is what this 'try' lets out",
      "use.ts:4:11 'load(…)' calls 'load' of api.ts",
      "api.ts:4:22 'res.json()' is thrown",
      "api.ts:3:15 'res' is 'fetch(…)'",
      "api.ts:3:21 a request of fetch",
      "api.ts:1:10 'base' is imported from './base'",
      `base.ts:1:21 'base' is "https://api.acme.dev"`,
      "api.ts:3:27 the host api.acme.dev is acme's in the catalog",
      "use.ts:6:9 read as the error code of what it gives",
      "use.ts:6:9 it holds an error code of Acme (listed vocabulary)",
      `use.ts:6:26 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "an error of the project's own leads to where it was made and what its field was given",
    {
      "errors.ts": "export class ApiError extends Error {\n  constructor(readonly code: string) {\n    super(code);\n  }\n}\n",
      "use.ts": `import { ApiError } from "./errors";\n${caught(`const res = await fetch("https://api.acme.dev/x");\n    if (!res.ok) throw new ApiError((await res.json()).error.code);`)}`,
    },
    [
      "use.ts:7:9 'e.code' is compared",
      "use.ts:3:3 'e' is what this 'try' lets out",
      "use.ts:5:24 'new ApiError(…)' is thrown",
      "use.ts:5:37 its 'code' is 'res.json().error.code'",
      "use.ts:4:17 'res' is 'fetch(…)'",
      "use.ts:4:23 a request of fetch",
      "use.ts:4:29 the host api.acme.dev is acme's in the catalog",
      "use.ts:7:9 read as the error code of the error it throws",
      "use.ts:7:9 it holds an error code of Acme (listed vocabulary)",
      `use.ts:7:20 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "an object of the project's own leads to where it is made, or to the type that it is declared as",
    {
      "client.ts":
        'export class Client {\n  async get() {\n    const res = await fetch("https://api.acme.dev/x");\n    if (!res.ok) throw (await res.json()).error;\n  }\n}\n',
      "use.ts": `import { Client } from "./client";\nclass Own {\n  constructor(private readonly client: Client) {}\n  get = () => this.client.get();\n}\nconst own = new Own(container.get());\n${caught("await own.get();")}`,
    },
    [
      "use.ts:11:9 'e.code' is compared",
      "use.ts:8:3 'e' is what this 'try' lets out",
      "use.ts:6:13 'own' is 'new Own(…)'",
      "use.ts:9:11 'own.get()' calls 'get'",
      "use.ts:3:32 'this.client' is 'client'",
      "use.ts:3:40 'client' is declared as 'Client'",
      "use.ts:1:10 'Client' is imported from './client'",
      "use.ts:4:15 'this.client.get()' calls 'Client.get' of client.ts",
      "client.ts:4:24 'res.json().error' is thrown",
      "client.ts:3:17 'res' is 'fetch(…)'",
      "client.ts:3:23 a request of fetch",
      "client.ts:3:29 the host api.acme.dev is acme's in the catalog",
      "use.ts:11:9 read as the error code of what it gives",
      "use.ts:11:9 it holds an error code of Acme (listed vocabulary)",
      `use.ts:11:20 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "what a hook holds leads to the function that it calls",
    `import { useQuery } from "@tanstack/react-query";\nconst queryFn = async () => {\n  const res = await fetch("https://api.acme.dev/x");\n  if (!res.ok) throw (await res.json()).error;\n};\nconst { error } = useQuery({ queryKey: [], queryFn });\nif (error.co|de === "NOT_FOUND") stop();\n`,
    [
      "use.ts:7:5 'error.code' is compared",
      "use.ts:6:9 'error' is 'useQuery(…).error'",
      "use.ts:6:19 'useQuery(…).error' holds what came of the function that it is given",
      "use.ts:6:19 'useQuery(…)' calls 'queryFn'",
      "use.ts:3:21 a request of fetch",
      "use.ts:3:27 the host api.acme.dev is acme's in the catalog",
      "use.ts:7:5 read as the error code of what it gives",
      "use.ts:7:5 it holds an error code of Acme (listed vocabulary)",
      `use.ts:7:20 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "a client leads to what made it",
    `import axios from "axios";\nconst http = axios.create({ baseURL: "https://api.acme.dev" });\n${caught(`await http.get("/x");`, `e.response.data.error.code === "NOT_FOUND"`)}`,
    [
      "use.ts:7:9 'e.response.data.error.code' is compared",
      "use.ts:4:3 'e' is what this 'try' lets out",
      "use.ts:5:11 a request of axios",
      "use.ts:2:14 'http' is 'axios.create(…)'",
      "use.ts:5:20 the host api.acme.dev is acme's in the catalog",
      "use.ts:7:9 read as the error code of the error it throws",
      "use.ts:7:9 it holds an error code of Acme (listed vocabulary)",
      `use.ts:7:40 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "a package leads to its provider",
    `import Pay from "payjs";\nconst pay = new Pay("key");\n${caught("await pay.charges.create({});", `e.code === "card_expired"`)}`,
    [
      "use.ts:7:9 'e.code' is compared",
      "use.ts:4:3 'e' is what this 'try' lets out",
      "use.ts:2:13 'pay' is 'new Pay(…)'",
      "use.ts:2:17 'Pay' comes from the package 'payjs'",
      "use.ts:5:11 a call of the package payjs, which is pay's in the catalog",
      "use.ts:7:9 read as the error code of the error it throws",
      "use.ts:7:9 it holds an error code of Pay (listed vocabulary)",
      `use.ts:7:20 "card_expired" is documented`,
    ],
  ],
  [
    "the configuration is named where it says whose a call is",
    caught("await acme.send();"),
    [
      "use.ts:5:9 'e.code' is compared",
      "use.ts:2:3 'e' is what this 'try' lets out",
      "use.ts:3:11 the configuration binds calls of acme.send to acme",
      "use.ts:5:9 read as the error code of the error it throws",
      "use.ts:5:9 it holds an error code of Acme (listed vocabulary)",
      `use.ts:5:20 "NOT_FOUND" is documented`,
    ],
    [{ kind: "call", call: "acme.send", provider: "acme" }],
  ],
  [
    "and where it says that a file is nobody's",
    caught("await acme.send();"),
    ["the configuration says that nothing in this file is an API's error: a bind of 'files' to 'none'"],
    [{ kind: "files", provider: "none" }],
  ],
  [
    "a host that the catalog lacks can be bound",
    `const res = await fetch("https://nobody.example/x");\nif ((await res.json()).co|de === "NOT_FOUND") stop();\n`,
    [
      "use.ts:2:5 'res.json().code' is compared",
      "use.ts:1:13 'res' is 'fetch(…)'",
      "use.ts:1:19 a request of fetch",
      "use.ts:1:25 no provider in the catalog has the host nobody.example (lost)",
      "use.ts:2:5 read as a field of the body that no documentation names of what it gives",
      `if you know whose it is, say so in faultline.json: "bind": [{ "host": "nobody.example", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "a variable that nothing binds can be bound",
    {
      "api.ts": `const base = process.env.ACME_URL;\n${api}`,
      "use.ts": `import { load } from "./api";\nif ((await (await load("/x")).json()).error.co|de === "NOT_FOUND") stop();\n`,
    },
    [
      "use.ts:2:5 'load(…).json().error.code' is compared",
      "use.ts:2:19 'load(…)' calls 'load' of api.ts",
      "api.ts:3:15 'res' is 'fetch(…)'",
      "api.ts:3:21 a request of fetch",
      "api.ts:1:14 'base' is 'process.env.ACME_URL'",
      "api.ts:1:14 the environment variable ACME_URL holds the URL, and nothing binds it (lost)",
      "use.ts:2:5 read as a field of the body that no documentation names of what it gives",
      `if you know whose it is, say so in faultline.json: "bind": [{ "env": "ACME_URL", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "a package that no provider has",
    `import { Client } from "acme-sdk";\nconst client = new Client();\n${caught("await client.get();")}`,
    [
      "use.ts:7:9 'e.code' is compared",
      "use.ts:4:3 'e' is what this 'try' lets out",
      "use.ts:5:11 'client.get()' can throw errors of any API",
      "use.ts:2:20 'Client' comes from 'acme-sdk', which is no file of the workspace, and no provider in the catalog has that package (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "client.get", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "a file that is not there",
    `import { get } from "./gone";\n${caught("await get();")}`,
    [
      "use.ts:6:9 'e.code' is compared",
      "use.ts:3:3 'e' is what this 'try' lets out",
      "use.ts:4:11 'get()' can throw errors of any API",
      "use.ts:1:10 'get' is imported from './gone', which was not found among the files that are read (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "get", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "a name that the file does not export, through a barrel",
    {
      "a.ts": "export const b = 1;\n",
      "index.ts": `export * from "./a";\n`,
      "use.ts": `import { load } from "./index";\nif ((await load()).co|de === "NOT_FOUND") stop();\n`,
    },
    [
      "use.ts:2:5 'load().code' is compared",
      "use.ts:1:10 'load' is imported from './index'",
      "use.ts:1:10 'index.ts' exports no 'load' (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "load", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "a function that only others call",
    `export const isGone = (e: any) => e.co|de === "NOT_FOUND";\n`,
    [
      "use.ts:1:35 'e.code' is compared",
      "use.ts:1:24 'e' is a parameter of 'isGone', which is exported: nothing in sight says what it is called with (lost)",
    ],
  ],
  [
    "what a callback is handed by a function that is not known",
    `export const f = () => useQuery({ onError: (e) => e.co|de === "NOT_FOUND" });\n`,
    [
      "use.ts:1:51 'e.code' is compared",
      "use.ts:1:45 'e' is a parameter of 'onError', which is handed on in an object: nothing in sight says who calls it (lost)",
    ],
  ],
  [
    "a caller that is in sight, and what it gives",
    `function isGone(e: any) {\n  return e.co|de === "NOT_FOUND";\n}\nexport const f = (x: any) => isGone(x);\n`,
    [
      "use.ts:2:10 'e.code' is compared",
      "use.ts:4:37 'e' is given as 'x'",
      "use.ts:4:19 'x' is a parameter of 'f', which is exported: nothing in sight says what it is called with (lost)",
    ],
  ],
  [
    "a field that nothing gives a value",
    `class Api {\n  db;\n  async get() {\n    return (await this.db.find()).co|de === "NOT_FOUND";\n  }\n}\n`,
    [
      "use.ts:4:12 'this.db.find().code' is compared",
      "use.ts:4:19 nothing in sight gives 'this.db' a value (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "db.find", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "a constructor that nothing calls",
    `export class Api {\n  constructor(private db: any) {}\n  async get() {\n    return (await this.db.find()).co|de === "NOT_FOUND";\n  }\n}\n`,
    [
      "use.ts:4:12 'this.db.find().code' is compared",
      "use.ts:2:23 'this.db' is 'db'",
      "use.ts:2:23 'db' is a parameter of the constructor of 'Api', which is exported: nothing in sight says what it is called with (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "db.find", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "calls of others beside a known request",
    caught(
      `doIt();\n    const res = await fetch("https://api.acme.dev/x");\n    if (!res.ok) throw await res.json();`,
      `e.error.code === "NOT_FOUND"`,
    ),
    [
      "use.ts:7:9 'e.error.code' is compared",
      "use.ts:2:3 'e' is what this 'try' lets out",
      "use.ts:5:24 'res.json()' is thrown",
      "use.ts:4:17 'res' is 'fetch(…)'",
      "use.ts:4:23 a request of fetch",
      "use.ts:4:29 the host api.acme.dev is acme's in the catalog",
      "use.ts:7:9 read as the error code of what it gives",
      "use.ts:7:9 it holds an error code of Acme (listed vocabulary)",
      "use.ts:3:5 'doIt()' can throw errors of any API",
      "use.ts:3:5 'doIt' is declared in no file that is in sight",
      "use.ts:7:9 errors of other APIs can be here too, so only a near miss of a known code is reported",
      `use.ts:7:26 "NOT_FOUND" is documented`,
    ],
  ],
  [
    "a generator",
    `function* pages() {\n  yield 1;\n}\nif (pages().co|de === "NOT_FOUND") stop();\n`,
    [
      "use.ts:4:5 'pages().code' is compared",
      "use.ts:4:5 'pages()' calls 'pages'",
      "use.ts:1:1 'pages' is a generator, and these are not followed (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "pages", "provider": "acme" }] (remedy)`,
    ],
  ],
  [
    "arguments that are spread",
    `const load = (a: string) => fetch(a);\nif ((await load(...list)).sta|tus === 404) stop();\n`,
    [
      "use.ts:2:5 'load(…).status' is compared",
      "use.ts:2:12 'load(…)' calls 'load'",
      "use.ts:2:12 'load(…)' spreads its arguments, and such calls are not followed (lost)",
    ],
  ],
  [
    "calls that go too deep",
    `const a = () => b();\nconst b = () => c();\nconst c = () => d();\nconst d = () => g();\nconst g = () => fetch("https://api.acme.dev");\nif ((await a()).sta|tus === 404) stop();\n`,
    [
      "use.ts:6:5 'a().status' is compared",
      "use.ts:6:12 'a()' calls 'a'",
      "use.ts:1:17 'b()' calls 'b'",
      "use.ts:2:17 'c()' calls 'c'",
      "use.ts:3:17 'd()' calls 'd'",
      "use.ts:4:17 'g()' calls 'g'",
      "use.ts:4:17 calls are followed 4 deep, and no function into itself; 'g()' is further in (lost)",
    ],
  ],
  [
    "a value that is no outcome",
    `if (process.env.NODE_|ENV === "test") stop();\n`,
    [
      "use.ts:1:5 'process.env.NODE_ENV' is compared",
      "use.ts:1:5 'process.env.NODE_ENV' is an environment variable, no outcome of a request (lost)",
    ],
  ],
  [
    "a request under the cursor, and why the loop around it is no retry",
    `for (const id of ids) {\n  const res = await fe|tch("https://api.acme.dev/" + id);\n  if (res.ok) break;\n}\n`,
    [
      "use.ts:2:21 a request of fetch",
      "use.ts:2:27 the host api.acme.dev is acme's in the catalog",
      "use.ts:2:21 read as the whole of what it gives",
      "use.ts:1:1 what is requested differs from pass to pass, so this loop is no retry",
    ],
  ],
  [
    "a loop that is a retry",
    `f|or (let i = 0; i < 3; i++) {\n  const res = await fetch("https://api.acme.dev/x");\n  if (res.status !== 503) break;\n}\n`,
    [
      "use.ts:1:1 this loop is a retry",
      "use.ts:2:21 'fetch(…)' is made again, the same as before",
      "use.ts:1:1 it is repeated after 503",
      "use.ts:2:21 a request of fetch",
      "use.ts:2:27 the host api.acme.dev is acme's in the catalog",
    ],
  ],
  [
    "a loop in which nothing is known",
    `f|or (const id of ids) doIt(id);\n`,
    ["use.ts:1:1 no request is known to be made in this loop, so it is no retry (lost)"],
  ],
  [
    "a caught error's name",
    `try {\n  await fetch("https://api.acme.dev/x");\n} catch (e|) {}\n`,
    [
      "use.ts:1:1 'e' is what this 'try' lets out",
      "use.ts:2:9 a request of fetch",
      "use.ts:2:15 the host api.acme.dev is acme's in the catalog",
      "use.ts:3:10 read as the whole of the error it throws",
    ],
  ],
  [
    "a call of nobody's",
    `await do|It();\n`,
    [
      "use.ts:1:7 nothing is known of what 'doIt()' gives (lost)",
      `if you know whose it is, say so in faultline.json: "bind": [{ "call": "doIt", "provider": "…" }] (remedy)`,
    ],
  ],
  [
    "a code of the platform on an error of nobody's",
    `archive.on("error", (err) => {\n  if (err.co|de === "ENOENT") stop();\n});\n`,
    [
      "use.ts:2:7 'err.code' is compared",
      "use.ts:1:1 nothing is known of what 'archive.on(…)' gives to 'err' (lost)",
      'use.ts:2:20 "ENOENT" is a code of Node.js, whoever threw it',
    ],
  ],
  [
    "the same with a code that an API has",
    `archive.on("error", (err) => {\n  if (err.co|de === "NOT_FOUND") stop();\n});\n`,
    ["use.ts:2:7 'err.code' is compared", "use.ts:1:1 nothing is known of what 'archive.on(…)' gives to 'err' (lost)"],
  ],
  [
    "a code that one API alone has, whose package the file imports",
    `import type { Pay } from "payjs";\narchive.on("error", (err) => {\n  if (err.co|de === "card_expired") stop();\n});\n`,
    [
      "use.ts:3:7 'err.code' is compared",
      "use.ts:2:1 nothing is known of what 'archive.on(…)' gives to 'err' (lost)",
      'use.ts:3:20 "card_expired" is a code of Pay, whose package is imported, and of no other API that is known',
    ],
  ],
  ["nothing at all", `‖\nconst a = 1;\n`, ["no comparison, request or retry stands here, and nothing that could come of one"]],
];

describe("why", () => {
  for (const [what, files, steps, binds] of cases) it(what, () => assert.deepEqual(told(files, binds), steps));

  it("names the platform for its own codes alone, where others can have thrown too", () => {
    const asked = (code: string): readonly string[] =>
      told(
        `import { readFile } from "node:fs/promises";\ntry {\n  await db.put(await readFile("a"));\n} catch (e) {\n  if (e.co|de === "${code}") stop();\n}\n`,
        [],
        shipped,
      ).slice(2);
    assert.deepEqual(asked("P2002"), [
      "use.ts:3:9 'db.put(…)' can throw errors of any API",
      "use.ts:3:9 'db' is declared in no file that is in sight (lost)",
      'if you know whose it is, say so in faultline.json: "bind": [{ "call": "db.put", "provider": "prisma" }] (remedy)',
    ]);
    assert.deepEqual(asked("ENOENT").slice(2), [
      "use.ts:5:7 read as the error code of the error it throws",
      "use.ts:5:7 it holds an error code of Node.js (open vocabulary)",
      "use.ts:3:9 'db.put(…)' can throw errors of any API",
      "use.ts:3:9 'db' is declared in no file that is in sight",
      "use.ts:5:7 errors of other APIs can be here too, so only a near miss of a known code is reported",
      'use.ts:5:18 "ENOENT" is documented',
    ]);
  });
});
