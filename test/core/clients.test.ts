/** Whose client is asked: by what a type declares of it, by where it was put aside, by the transaction that it opens; each beside its twin. */
import { strict as assert } from "node:assert";
import type { Analysis } from "../../server/core/analysis";
import { codePlace, readingsOf } from "../../server/core/flow/readings";
import { analyzeText } from "./markers";
import { shipped } from "./shipped";

const PRISMA = ["unknown-code: Prisma has no error code 'p2025'"];

/** What is found where a call with the given code around it fails with "p2025". */
function found(start: string, call: string, params = ""): readonly string[] {
  const text = `import { Prisma, PrismaClient, type User } from "@prisma/client";\n${start}
export async function run(${params}) { try { await ${call}; } catch (e: any) { return e.code === "p2025"; } }`;
  return analysisOf(text).findings.map((f) => `${f.rule}: ${f.message}`);
}

function analysisOf(text: string): Analysis {
  return analyzeText(text, { catalog: shipped });
}

describe("clients by what is declared", () => {
  it("are what a function says that it gives, where its own code does not", () => {
    const make = (type: string) => `function make()${type} { return own(); }\n`;
    assert.deepEqual(found(make(": PrismaClient"), "make().user.delete({})"), PRISMA);
    assert.deepEqual(
      found(make(": Promise<PrismaClient | undefined>").replace("function", "async function"), "(await make()).user.delete({})"),
      PRISMA,
    );
    assert.deepEqual(found(make(": User"), "make().user.delete({})"), []);
    assert.deepEqual(found(make(""), "make().user.delete({})"), []);
    assert.deepEqual(
      found(`class Own { user = own(); }\nfunction make(): PrismaClient { return new Own(); }`, "make().user.delete({})"),
      [],
    );
  });

  it("are what a name is declared as before anything is put there", () => {
    assert.deepEqual(found("let late: PrismaClient | undefined;", "late.user.delete({})"), PRISMA);
    assert.deepEqual(found("let late: PrismaClient | undefined; late = own();", "late.user.delete({})"), PRISMA);
    assert.deepEqual(found("let late: User | undefined;", "late.user.delete({})"), []);
    assert.deepEqual(found("let late: PrismaClient | Other;", "late.user.delete({})"), []);
  });

  it("are those of a transaction, by its type", () => {
    assert.deepEqual(found("", "tx.user.delete({})", "tx: Prisma.TransactionClient"), PRISMA);
    assert.deepEqual(found("", "tx.user.delete({})", "tx: Prisma.UserSelect"), []);
    assert.deepEqual(found("type Db = PrismaClient;", "tx.user.delete({})", "tx?: Db"), PRISMA);
  });

  it("are fields of a context that is declared in the file", () => {
    const context = (type: string) => `interface Context { db: ${type}; log: Log }`;
    assert.deepEqual(found(context("PrismaClient"), "ctx.db.user.delete({})", "{ ctx }: { ctx: Context }"), PRISMA);
    assert.deepEqual(found(context("PrismaClient"), "opts.ctx.db.user.delete({})", "opts: { ctx?: Context }"), PRISMA);
    assert.deepEqual(found(context("PrismaClient"), "db.user.delete({})", "{ db }: Context"), PRISMA);
    assert.deepEqual(found(context("PrismaClient"), "ctx.log.user.delete({})", "{ ctx }: { ctx: Context }"), []);
    assert.deepEqual(found(context("Database"), "ctx.db.user.delete({})", "{ ctx }: { ctx: Context }"), []);
    assert.deepEqual(found("", "ctx.db.user.delete({})", "{ ctx }: { ctx: Context }"), []);
  });

  it("end where names lead to each other", () => {
    assert.deepEqual(found("const { a } = b;\nconst { b } = a;", "a.b.user.delete({})"), []);
  });
});

describe("clients", () => {
  it("are put aside and taken again", () => {
    const kept = "const kept = globalThis as any;\n";
    assert.deepEqual(found(`${kept}const db = kept.db ?? new PrismaClient();`, "db.user.delete({})"), PRISMA);
    assert.deepEqual(found(`const db = global.db || new PrismaClient();`, "db.user.delete({})"), PRISMA);
    assert.deepEqual(found(`${kept}const db = kept.db ?? new Own();`, "db.user.delete({})"), []);
    assert.deepEqual(found(`const db = own.db ?? otherDb();`, "db.user.delete({})"), []);
  });

  it("are given to what they run as a transaction", () => {
    const inside = (start: string, method: string) =>
      found(start, `db.${method}(async (tx) => { try { await tx.user.delete({}); } catch (e: any) { return e.code === "p2025"; } })`)
        .length;
    const made = "const db = new PrismaClient();";
    assert.equal(inside(made, "$transaction"), 2);
    assert.equal(inside(made, "$connect"), 1);
    assert.equal(inside("const db = own();", "$transaction"), 0);
  });

  it("are one of several of the same API", () => {
    const either = (other: string) => `const db = flag ? new PrismaClient() : ${other};`;
    assert.deepEqual(found(either("new PrismaClient({})"), "db.user.delete({})"), PRISMA);
    assert.deepEqual(found(`import Stripe from "stripe";\n${either("new Stripe(key)")}`, "db.user.delete({})"), []);
  });

  it("take what is made for them without asking anybody", () => {
    const sent = (made: string): boolean | undefined => {
      const { flow } = analysisOf(`import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Own } from "own";
const s3 = new S3Client({});
export async function run() { try { await s3.send(${made}); } catch (e: any) { return e.name === "NotFound"; } }`);
      return flow.sites.map((site) => codePlace(readingsOf(flow.narrower, site))?.firm)[0];
    };
    assert.equal(sent("new HeadObjectCommand({})"), true);
    assert.equal(sent("new Own({})"), false);
  });
});
