/** How people handle the errors of the SDKs of the catalog: a wrong code in each idiom is found, and the right ones say nothing. */
import { strict as assert } from "node:assert";
import { analyze } from "../../server/core/analysis";
import { parse } from "../../server/core/syntax/index";
import { shipped } from "./shipped";

function findings(text: string): readonly string[] {
  const { facts } = parse("src/sample.ts", text);
  const file = { path: "src/sample.ts", text, facts };
  const environment = { catalog: shipped, settings: { rules: new Map(), binds: [] }, versions: new Map() };
  return analyze(file, environment).findings.map((f) => `${f.rule}: ${f.message}`);
}

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
