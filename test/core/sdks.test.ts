/** How people handle the errors of the SDKs of the catalog: a wrong code in each idiom is found, and the right ones say nothing. */
import { strict as assert } from "node:assert";
import { analyze, NO_MODULES } from "../../server/core/analysis";
import { parse } from "../../server/core/syntax/index";
import { shipped } from "./shipped";

function findings(text: string): readonly string[] {
  const { facts } = parse("src/sample.ts", text);
  const file = { path: "src/sample.ts", text, facts };
  const environment = { catalog: shipped, settings: { rules: new Map(), binds: [] }, versions: new Map(), modules: NO_MODULES };
  return analyze(file, environment).findings.map((f) => `${f.rule}: ${f.message}`);
}

describe("clients by their declared type", () => {
  const typed = (type: string, from: string, named: string) => `import ${named} from "${from}";
export const load = (it: ${type}) => it.a.create({}).catch((e: any) => e.code === "card_decline");`;

  it("are a package's default and what is called a client or as the package", () => {
    const stripe = ["unknown-code: Stripe has no error code 'card_decline'"];
    assert.deepEqual(findings(typed("Stripe", "stripe", "Stripe")), stripe);
    assert.deepEqual(findings(typed("Stripe", "stripe", "type { Stripe }")), stripe);
  });

  it("are those that a tool has written into the project", () => {
    const made = (source: string) =>
      findings(
        `import { PrismaClient } from "${source}";\nexport const f = (p: PrismaClient) => p.user.create({}).catch((e: any) => e.code === "p2002");`,
      );
    assert.deepEqual(made("../src/generated/prisma/client"), ["unknown-code: Prisma has no error code 'p2002'"]);
    assert.deepEqual(made("../src/generated/other/client"), []);
  });

  it("are no data of the package", () => {
    assert.deepEqual(findings(typed("User", "@prisma/client", "type { User }")), []);
    assert.deepEqual(findings(typed("Charge", "stripe", "type { Charge }")), []);
  });
});

describe("errors by what they are taken for", () => {
  const isA = (error: string, test: string) => `export function isA(${error}) { return ${test}; }`;
  const node = ["unknown-code: Node.js has no error code 'ENOEN'"];
  const prisma = ["unknown-code: Prisma has no error code 'p2002'"];

  it("are of the class that they are cast to", () => {
    assert.deepEqual(findings(isA("e: unknown", `(e as NodeJS.ErrnoException).code === "ENOEN"`)), node);
    const alias = "type FileError = NodeJS.ErrnoException;\n";
    assert.deepEqual(findings(alias + isA("e: unknown", `(e as FileError).code === "ENOEN"`)), node);
    const thrown = (type: string) =>
      `try { own(); } catch (e) { if ((e as ${type}).code === "enoent") run(); else if ((e as ${type}).code === "ENOENT1") run(); }`;
    assert.deepEqual(findings(thrown("NodeJS.ErrnoException")), ["unknown-code: Node.js has no error code 'ENOENT1'"]);
  });

  it("are of none by a type that is no error of the catalog", () => {
    assert.deepEqual(findings(isA("e: unknown", `(e as Acme.ApiException).code === "NoSuchKeyy"`)), []);
    assert.deepEqual(
      findings(`interface ErrnoException { code: string }\n${isA("e: unknown", `(e as ErrnoException).code === "missing"`)}`),
      [],
    );
    const charge = `import { Prisma } from "@prisma/client";\n`;
    assert.deepEqual(findings(charge + isA("e: unknown", `(e as Prisma.UserSelect).code === "p2002"`)), []);
  });

  it("are of the class that a parameter is asked for", () => {
    const start = `import { Prisma } from "@prisma/client";\n`;
    const test = (code: string) => `e instanceof Prisma.PrismaClientKnownRequestError && e.code === "${code}"`;
    assert.deepEqual(findings(start + isA("e: unknown", test("p2002"))), prisma);
    assert.deepEqual(findings(start + isA("e: unknown", test("P2002"))), []);
    assert.deepEqual(
      findings(`class KnownError extends Error { code = ""; }\n${isA("e: unknown", `e instanceof KnownError && e.code === "p2002"`)}`),
      [],
    );
  });

  it("are of the class that a guard says", () => {
    const guard = (type: string) => `function isOne(e: unknown): e is ${type} { return e instanceof Error && "code" in e; }\n`;
    const use = `export async function f(own: any) { try { await own(); } catch (e) { if (isOne(e) && e.code === "ENOEN") return 1; } }`;
    assert.deepEqual(findings(guard("NodeJS.ErrnoException") + use), node);
    assert.deepEqual(findings(guard("Error & { code: number }") + use.replace("ENOEN", "not_foun")), []);
  });

  it("are of the type that a parameter has, be it null", () => {
    const rewritten = (type: string) => findings(isA(`err: ${type}`, `err?.code === "ENOEN"`));
    assert.deepEqual(rewritten("NodeJS.ErrnoException | null"), node);
    assert.deepEqual(findings(isA("err: NodeJS.ErrnoException | DatabaseError", `err.code === "not_foun"`)), []);
  });
});

describe("errors of hooks that an SDK gives", () => {
  const used = (source: string, use: string) =>
    findings(`import { createTRPCReact } from "${source}";
const api = createTRPCReact();
export function Page() {
  ${use}
}`);
  const told = (key: string) => `api.post.add.useMutation({ ${key}: (error) => { if (error.data?.code === "UNAUTHORISED") leave(); } });`;
  const read = (name: string) => `const { ${name} } = api.post.list.useQuery(); if (${name}?.data?.code === "UNAUTHORISED") leave();`;
  const wrong = ["unknown-code: tRPC has no error code 'UNAUTHORISED'"];

  it("are given to onError", () => {
    assert.deepEqual(used("@trpc/react-query", told("onError")), wrong);
    assert.deepEqual(used("@trpc/react-query", told("onSuccess")), []);
    assert.deepEqual(used("./own", told("onError")), []);
    const text = `api.post.add.useMutation({ onError: (error) => { if (error.message.includes("Body exceeded")) leave(); } });`;
    assert.deepEqual(used("@trpc/react-query", text), [
      "message-match: Depends on the text of an error message: compare a code, class or status instead",
    ]);
  });

  it("stand in what they give", () => {
    assert.deepEqual(used("@trpc/react-query", read("error")), wrong);
    assert.deepEqual(used("@trpc/react-query", read("data")), []);
    assert.deepEqual(used("@trpc/react-query", read("error").replace("UNAUTHORISED", "UNAUTHORIZED")), []);
    assert.deepEqual(used("./own", read("error")), []);
  });
});

describe("errors of the platform", () => {
  const start = `import fs from "fs";\nimport http from "node:http";\nimport { spawn } from "child_process";\n`;
  const wrong = (code: string) => [`unknown-code: Node.js has no error code '${code}'`];

  it("arrive at callbacks", () => {
    assert.deepEqual(findings(`${start}fs.readFile("a", (err, data) => { if (err?.code === "EACCESS") return; });`), wrong("EACCESS"));
    assert.deepEqual(findings(`${start}fs.readFile("a", (err, data) => { if (err?.code === "EACCES") return; });`), []);
  });

  it("arrive at listeners of what the platform made", () => {
    const on = (code: string) => `const server = http.createServer();\nserver.on("error", (e) => { if (e.code === "${code}") return; });`;
    assert.deepEqual(findings(start + on("EADDRINUS")), wrong("EADDRINUS"));
    assert.deepEqual(findings(start + on("EADDRINUSE")), []);
    assert.deepEqual(findings(`${start}spawn("x").on("error", (e) => { if (e.code === "ENOEN") return; });`), wrong("ENOEN"));
  });

  it("arrive at listeners of what is declared to be the platform's, or is made later", () => {
    const on = (code: string) => `.on("error", (e: any) => { if (e.code === "${code}") return; });`;
    const typed = (from: string, code: string) =>
      findings(`import net from "net";\nimport { Server } from "${from}";\nexport function f(it: Server | null) { it${on(code)} }`);
    assert.deepEqual(typed("http", "EADDRINUS"), wrong("EADDRINUS"));
    assert.deepEqual(typed("ws", "not_foun"), []);
    const field = (made: string) =>
      findings(`${start}class A { child: any = null; run() { this.child = ${made}; this.child${on("ENOEN")} } }\nnew A().run();`);
    assert.deepEqual(field(`spawn("x")`), wrong("ENOEN"));
    assert.deepEqual(findings(`import own from "own";\nown()${on("enoent")}`), []);
  });

  it("need no import where they are the process's", () => {
    const alive = (call: string, code: string) => findings(`try { ${call}; } catch (e: any) { if (e.code === "${code}") run(); }`);
    assert.deepEqual(alive("process.kill(1, 0)", "ERR_INVALID_ARG_TYP"), wrong("ERR_INVALID_ARG_TYP"));
    assert.deepEqual(alive("process.kill(1, 0)", "ESRCH"), []);
    assert.deepEqual(alive("processes.kill(1, 0)", "ERR_INVALID_ARG_TYP").length, 1);
    assert.deepEqual(alive("process.cwd()", "ERR_INVALID_ARG_TYP"), ["unknown-code: 'ERR_INVALID_ARG_TYP' is no error code of Node.js"]);
    const out = `process.stdout.on("error", (e) => { if (e.code === "EPIPEE") return; });`;
    assert.deepEqual(findings(out), wrong("EPIPEE"));
    assert.deepEqual(findings(`const process = own();\n${out.replace("EPIPEE", "epipe_")}`), []);
  });

  it("stand beside those of an API", () => {
    const both = (code: string) => `import Stripe from "stripe";\nimport { readFile } from "fs/promises";\nconst stripe = new Stripe("k");
export async function pay() {
  try {
    await stripe.charges.create(JSON.parse(await readFile("a", "utf8")));
  } catch (e: any) {
    if (e.code === "${code}") return;
  }
}`;
    assert.deepEqual(findings(both("card_decline")), ["unknown-code: Stripe has no error code 'card_decline'"]);
    for (const code of ["card_declined", "ENOENT", "something_else"]) assert.deepEqual(findings(both(code)), []);
  });

  it("say what a command said that failed, which is nobody's message", () => {
    const run = (text: string) =>
      `import { execSync } from "child_process";\ntry { execSync("x"); } catch (e: any) { if (e.message.includes("${text}")) run(); }`;
    assert.deepEqual(findings(run("permission denied to app")), [
      "message-match: Depends on the text of an error message: compare a code, class or status instead",
    ]);
    assert.deepEqual(findings(run("ENOENT")), ["message-match: Depends on the text of Node.js's message: compare the code instead"]);
  });

  it("are not what a program of its own throws", () => {
    const beside = (code: string) =>
      `import { readFile } from "fs/promises";\nimport { own } from "own";\ntry { await own(await readFile("a")); } catch (e: any) { if (e.code === "${code}") run(); }`;
    for (const code of ["ERR_INVALID_CWD", "not_found", "ERR_INVALID_URI", "ENOPROJECT", "enoent"])
      assert.deepEqual(findings(beside(code)), [], code);
    assert.deepEqual(findings(beside("ENOENTT")), wrong("ENOENTT"));
    const alone = (code: string) =>
      `import { readFile } from "fs/promises";\ntry { await readFile("a"); } catch (e: any) { if (e.code === "${code}") run(); }`;
    for (const code of ["ERR_INVALID_CWD", "not_found"]) assert.deepEqual(findings(alone(code)), [], code);
    assert.deepEqual(findings(alone("ERR_INVALID_ARG_TYP")), wrong("ERR_INVALID_ARG_TYP"));
  });

  it("are tried again where the program names a conflict that nobody documents to be beyond repeat", () => {
    const again = (test: string) => `import { PrismaClient } from "@prisma/client";
const prisma = new PrismaClient();
export async function make(data: any) {
  for (let i = 0; i < 3; i++) {
    try {
      return await prisma.user.create({ data });
    } catch (e: any) {
      ${test}
      await sleep(100 * 2 ** i);
    }
  }
}`;
    assert.deepEqual(findings(again(`if (e.code !== "P2002" && e.code !== "P2034") throw e;`)), []);
    assert.equal(
      findings(again(`if (e.code === "P2034") report(e);`)).filter((f) => f.startsWith("retry-non-retryable: Retries P")).length,
      1,
    );
  });

  it("make no retry of a file that is waited for", () => {
    const wait = `for (;;) { try { fs.statSync("a"); break; } catch (e) { if (e.code !== "ENOENT") throw e; } }`;
    assert.deepEqual(findings(start + wait), []);
  });

  it("are not in what is read", () => {
    assert.deepEqual(
      findings(`${start}const t = JSON.parse(fs.readFileSync("a", "utf8"));\nif (t.error.kind === "x" || t.status === 999) t.go();`),
      [],
    );
  });
});

/** Of each package its start, then the idioms: a condition or statement, and what is said of it. */
const idioms: readonly (readonly [name: string, call: string, cases: readonly (readonly [handling: string, said?: string])[]])[] = [
  [
    "stripe",
    `import Stripe from "stripe";\nconst stripe = new Stripe("k");\nconst call = () => stripe.paymentIntents.create({} as any);`,
    [
      [`if (e instanceof Stripe.errors.StripeCardError) return e.code === "card_declined";`],
      [
        `if (e instanceof Stripe.errors.StripeCardError) return e.code === "card_decline";`,
        "unknown-code: Stripe has no error code 'card_decline'",
      ],
      [`switch (e.type) { case "StripeRateLimitError": return 1; }`],
      [`switch (e.type) { case "StripeRateLimitEror": return 1; }`, "unknown-code: Stripe has no error code 'StripeRateLimitEror'"],
    ],
  ],
  [
    "node:fs",
    `import { join } from "node:path";\nimport { readFile } from "node:fs/promises";\nconst call = () => readFile(join("a", "b"));`,
    [
      [`return e.code === "ENOENT" || e.code === "OWN_CODE" || e.errno === -2;`],
      [`return e.code === "ENOTENT";`, "unknown-code: Node.js has no error code 'ENOTENT'"],
      [`return e.errno === "ENOENT";`, "wrong-field: 'errno' is a number; the name 'ENOENT' is in 'code'"],
    ],
  ],
  [
    "openai",
    `import OpenAI from "openai";\nconst openai = new OpenAI();\nconst call = () => openai.chat.completions.create({} as any);`,
    [
      [`if (e instanceof OpenAI.APIError && e.status === 429) return e.code === "insufficient_quota";`],
      [`return e.code === "insufficient_quotas";`, "unknown-code: OpenAI has no error code 'insufficient_quotas'"],
    ],
  ],
  [
    "pg",
    `import { Pool } from "pg";\nconst pool = new Pool();\nconst call = () => pool.query("select 1");`,
    [
      [`return e.code === "23505" && e.constraint === "users_email_key";`],
      [`return e.code === 23505;`, "wrong-field: PostgreSQL's error codes are strings: they never equal the number 23505"],
    ],
  ],
  [
    "prisma",
    `import { Prisma, PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\nconst call = () => prisma.user.create({ data: {} });`,
    [[`if (e instanceof Prisma.PrismaClientKnownRequestError) return e.code === "P2002" && e.meta?.target === "email";`]],
  ],
  [
    "mongodb",
    `import { MongoClient, MongoServerError } from "mongodb";\nconst client = new MongoClient("u");\nconst call = () => client.db("a").collection("b").insertOne({});`,
    [
      [`return e instanceof MongoServerError && e.code === 11000;`],
      [`return e.code === "11000";`, "wrong-field: MongoDB's error codes are numbers: they never equal the string '11000'"],
    ],
  ],
  [
    "aws",
    `import { GetObjectCommand, NoSuchKey, S3Client } from "@aws-sdk/client-s3";\nconst s3 = new S3Client({});\nconst call = () => s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));`,
    [
      [`if (e instanceof NoSuchKey || e.name === "NotFound") return undefined;`],
      [`return e.$metadata?.httpStatusCode === 404;`],
      [`return e.name === "NoSuchKeys";`, "unknown-code: AWS has no error code 'NoSuchKeys'"],
    ],
  ],
  [
    "firebase",
    `import { getAuth, signInWithEmailAndPassword } from "firebase/auth";\nconst call = () => signInWithEmailAndPassword(getAuth(), "a", "b");`,
    [
      [`switch (e.code) { case "auth/user-not-found": case "auth/wrong-password": return 1; }`],
      [`return e.code === "auth/wrong-pasword";`, "unknown-code: Firebase has no error code 'auth/wrong-pasword'"],
    ],
  ],
  [
    "mysql2",
    `import mysql from "mysql2/promise";\nconst pool = mysql.createPool({});\nconst call = () => pool.query("select 1");`,
    [
      [`if (e.code === "ER_DUP_ENTRY" || e.errno === 1062) return 1;`],
      [`return e.code === "ECONNREFUSED" || e.code === "PROTOCOL_CONNECTION_LOST" || e.errno === -111;`],
      [`return e.code === "ER_DUP_ENTY";`, "unknown-code: MySQL has no error code 'ER_DUP_ENTY'"],
    ],
  ],
  [
    "better-sqlite3",
    `import Database from "better-sqlite3";\nconst db = new Database("f");\nconst call = () => db.prepare("select 1").run();`,
    [
      [`return e.code === "SQLITE_CONSTRAINT_UNIQUE" || e.code === "SQLITE_BUSY";`],
      [`return e.code === "SQLITE_CONSTRAINT_UNIQE";`, "unknown-code: SQLite has no error code 'SQLITE_CONSTRAINT_UNIQE'"],
    ],
  ],
  [
    "discord.js",
    `import { Client, DiscordAPIError } from "discord.js";\nconst client = new Client({} as any);\nconst call = () => client.users.fetch("1");`,
    [
      [`return e instanceof DiscordAPIError && e.code === 50013;`],
      [`return e.code === "TokenInvalid" || e.code === "ECONNRESET";`],
      [`return e.code === "50013";`, "wrong-field: Discord's error codes are numbers: they never equal the string '50013'"],
    ],
  ],
  [
    "@trpc/client",
    `import { createTRPCClient, TRPCClientError } from "@trpc/client";\nconst trpc: any = createTRPCClient({} as any);\nconst call = () => trpc.a.query();`,
    [
      [`return e instanceof TRPCClientError && e.data?.code === "UNAUTHORIZED" && e.data.httpStatus === 401;`],
      [`return e instanceof TRPCClientError && e.data?.code === "UNAUTHORISED";`, "unknown-code: tRPC has no error code 'UNAUTHORISED'"],
    ],
  ],
  [
    "@notionhq/client",
    `import { APIResponseError, Client } from "@notionhq/client";\nconst notion = new Client({});\nconst call = () => notion.pages.retrieve({ page_id: "p" });`,
    [
      [`return e.code === "object_not_found" || e.status === 404;`],
      [`return e.code === "objct_not_found";`, "unknown-code: Notion has no error code 'objct_not_found'"],
    ],
  ],
  [
    "@slack/web-api",
    `import { WebClient } from "@slack/web-api";\nconst slack = new WebClient("t");\nconst call = () => slack.chat.postMessage({ channel: "c" });`,
    [
      [`return e.data?.error === "channel_not_found" || e.code === "slack_webapi_rate_limited_error" && e.retryAfter > 5;`],
      [`return e.data?.error === "chanel_not_found";`, "unknown-code: Slack has no error code 'chanel_not_found'"],
    ],
  ],
  [
    "octokit",
    `import { Octokit } from "@octokit/rest";\nconst octokit = new Octokit();\nconst call = () => octokit.rest.repos.get({ owner: "o", repo: "r" });`,
    [
      [`return e.status === 404 || e.status === 403 && e.response?.headers["x-ratelimit-remaining"] === "0";`],
      [`return e.response?.data?.errors?.[0]?.code === "already_exists" && e.response.data.errors[0].field === "name";`],
      [`return e.response?.data?.errors?.[0]?.code === "allready_exists";`, "unknown-code: GitHub has no error code 'allready_exists'"],
    ],
  ],
  [
    "ethers",
    `import { JsonRpcProvider } from "ethers";\nconst provider = new JsonRpcProvider();\nconst call = () => provider.send("a", []);`,
    [
      [`return e.code === "ACTION_REJECTED" || e.info?.error?.code === 4001 || e.code === "CALL_EXCEPTION";`],
      [`return e.code === "CALL_EXECPTION";`, "unknown-code: ethers has no error code 'CALL_EXECPTION'"],
    ],
  ],
  [
    "@grpc/grpc-js",
    `import { Client, status } from "@grpc/grpc-js";\nconst client: any = new Client("a", {} as any);\nconst call = () => client.waitForReady(1, () => {});`,
    [[`return e.code === status.UNAVAILABLE || e.code === 5;`], [`return e.code === "ECONNREFUSED";`]],
  ],
  [
    "jsonwebtoken",
    `import jwt from "jsonwebtoken";\nconst call = () => jwt.verify("t", "k");`,
    [
      [`if (e instanceof jwt.TokenExpiredError || e.name === "JsonWebTokenError" || e.name === "SyntaxError") return 1;`],
      [`return e.name === "TokenExpireError";`, "unknown-code: jsonwebtoken has no error code 'TokenExpireError'"],
    ],
  ],
  [
    "twilio",
    `import twilio from "twilio";\nconst client = twilio("a", "b");\nconst call = () => client.messages.create({} as any);`,
    [[`return e.code === 21610 || e.status === 429;`], [`return e.code === "ETIMEDOUT";`]],
  ],
];

describe("SDKs of the catalog", () => {
  for (const [name, call, cases] of idioms) {
    describe(name, () => {
      for (const [handling, said] of cases) {
        it(`${said === undefined ? "lets pass" : "finds"} ${handling}`, () => {
          const text = `${call}\nexport async function run() {\n  try {\n    return await call();\n  } catch (e: any) {\n    ${handling}\n    throw e;\n  }\n}\n`;
          assert.deepEqual(findings(text), said === undefined ? [] : [said]);
        });
      }
    });
  }

  it("finds a wrong code in a result that holds the error", () => {
    const text = (code: string) => `import { createClient } from "@supabase/supabase-js";
const supabase = createClient("u", "k");
export async function run() {
  const { data, error } = await supabase.from("users").select("*").single();
  if (error?.code === "${code}") return undefined;
  return data.map((row: any) => row.id);
}`;
    assert.deepEqual(findings(text("PGRST116")), []);
    assert.deepEqual(findings(text("PGRST11")), ["unknown-code: Supabase has no error code 'PGRST11'"]);
  });
});

describe("what the shipped catalog says of waiting", () => {
  const loop = (host: string, condition: string): string =>
    `const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
     export async function call() {
       for (let i = 0; i < 4; i++) {
         const res = await fetch("https://${host}/v1/things");
         if (${condition}) { await sleep(Number(res.headers.get("retry-after") ?? 2 ** i) * 1000); continue; }
         if (!res.ok) throw new Error("no");
         return res.json();
       }
     }`;
  const hopeless = (text: string): boolean => findings(text).some((said) => said.startsWith("retry-non-retryable"));
  const hosts = shipped.ids.flatMap((id) => {
    const provider = shipped.provider(id);
    const host = typeof provider === "object" ? provider.hosts[0] : undefined;
    return host === undefined ? [] : [[id, host.replace("*.", "x.")] as const];
  });

  it("calls no wait after 429 hopeless, but where quotas that are used up have that status too", () => {
    const told = hosts.filter(([, host]) => hopeless(loop(host, "res.status === 429"))).map(([id]) => id);
    assert.deepEqual(told, ["anthropic", "elestrals", "openai", "resend"]);
  });

  it("calls no wait after 503 hopeless", () => {
    assert.deepEqual(
      hosts.filter(([, host]) => hopeless(loop(host, "res.status === 503"))).map(([id]) => id),
      [],
    );
  });

  it("takes a loop that waits for a release of GitHub for what it is", () => {
    const text = `import { Octokit } from "@octokit/rest";
      const octokit = new Octokit();
      export async function find() {
        for (let i = 0; i < 4; i++) {
          try { return await octokit.rest.repos.getReleaseByTag({ owner: "o", repo: "r", tag: "t" }); }
          catch (error) { if (error.status !== 404) throw error; }
          await new Promise((done) => setTimeout(done, 2000));
        }
      }`;
    assert.deepEqual(findings(text), []);
  });
});
