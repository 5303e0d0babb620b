/** The extractors on small texts of the form of their packages. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { classCodes } from "../../catalog/generate/anthropic";
import { modelled } from "../../catalog/generate/aws";
import { extractors } from "../../catalog/generate/extractors";
import { adminCodes } from "../../catalog/generate/firebase-admin";
import { openai } from "../../catalog/generate/openai";
import { supabase } from "../../catalog/generate/supabase";
import type { ProviderFile } from "../../catalog/model/file";
import { bundledFiles, textOf } from "./bundled";

describe("the extractors of SDKs", () => {
  it("give an error of AWS its status, Smithy's default where it has none, and its name on the wire", () => {
    const text = [
      'const _QDNE = "QueueDoesNotExist";\nconst _ISE = "InternalServerError";\nconst _O = "Other";\nconst _c = "client";',
      "var QueueDoesNotExist$ = [-3, n0, _QDNE,\n    { [_aQE]: [`AWS.SQS.NonExistentQueue`, 404], [_e]: _c, [_hE]: 404 },\n    [_m],",
      "var Other$ = [-3, n0, _O,\n    { [_e]: _c },\n    [_m],\nvar InternalServerError$ = [-3, n0, _ISE,\n    { [_e]: _s },\n    [_m],",
      "var NotAnError$ = [3, n0, _O, 0, [_m],",
    ].join("\n");
    assert.deepEqual(
      modelled("sqs", text).map(({ code, statuses, source }) => `${source} ${code} ${statuses?.join()}`),
      ["sqs QueueDoesNotExist 404", "wire AWS.SQS.NonExistentQueue 404", "sqs Other 400", "sqs InternalServerError 500"],
    );
  });

  it("give a code of Anthropic the status of the class above its own", () => {
    const text = [
      "export declare class FileExpiredError extends NotFoundError {\n    readonly errorCode: 'file_expired';",
      "export declare class RampError extends ErrorsRateLimitError {\n    readonly errorCode: 'ramp';",
      "export declare class OddError extends OtherError {\n    readonly errorCode: 'odd';",
    ].join("\n}\n");
    const found = classCodes(
      text,
      new Map([
        ["NotFoundError", 404],
        ["RateLimitError", 429],
      ]),
    );
    assert.deepEqual(
      found.map(({ code, statuses }) => [code, statuses]),
      [
        ["file_expired", [404]],
        ["ramp", [429]],
        ["odd", undefined],
      ],
    );
  });

  it("put the name of the service before a code of Firebase Admin", () => {
    const text =
      "AuthClientErrorCode.USER_NOT_FOUND = {\n    code: 'user-not-found',\n    message: 'x',\n};\nAppErrorCodes.NO_APP = 'no-app';\nAUTH_SERVER = {\n    code: 'no'";
    assert.deepEqual(
      adminCodes(text).map(({ code }) => code),
      ["auth/user-not-found", "app/no-app"],
    );
  });

  it("take codes, not other words, out of the types of OpenAI and the classes of Supabase", () => {
    const types =
      "interface E { code: 'a_b' | 'c'; type: 'error'; code: string | null }\nexport type OAuthErrorCode = 'd' | (string & {});";
    assert.deepEqual(new Set(openai.extract(() => types).map(({ code }) => code)), new Set(["a_b", "c", "d"]));
    const classes =
      "super(message, 'AuthInvalidJwtError', 400, 'invalid_jwt');\nthis.name = 'AuthError';\nsuper(m, 'AuthSessionMissingError', 400, undefined);";
    assert.deepEqual(
      supabase.extract(() => classes).map(({ code, vocabulary }) => `${vocabulary ?? "code"} ${code}`),
      ["code invalid_jwt", "name AuthInvalidJwtError", "name AuthError", "name AuthSessionMissingError"],
    );
  });
});

/** Of each extractor a text of the form of its package, whatever the file, and the codes in it. */
const samples: readonly (readonly [id: string, text: string, codes: readonly (string | number)[]])[] = [
  ["grpc", "enum Status {\n    OK = 0,\n    UNAUTHENTICATED = 16\n}\nenum LogVerbosity {\n    DEBUG = 7", [0, 16]],
  ["mysql", "exports.ER_DUP_ENTRY = 1062;\nexports.x = 1;\nerr.code = 'POOL_NOEXIST';\nerr.code = 'x';", ["ER_DUP_ENTRY", "POOL_NOEXIST"]],
  ["sqlite", 'SetCode(env, SQLITE_BUSY, "SQLITE_BUSY");\nSetString(env, name, "name"); "UNKNOWN_SQLITE_ERROR_"', ["SQLITE_BUSY"]],
  [
    "discord",
    "enum RESTJSONErrorCodes {\n    A = 0,\n    /** {@link B} */\n    B = 20028,\n    C = 20028\n}\nenum Locale {\n    D = 5",
    [0, 20028],
  ],
  [
    "trpc",
    "TRPC_ERROR_CODES_BY_KEY = {\n  NOT_FOUND: -32004, // 404\n};\nJSONRPC2_TO_HTTP_CODE = {\n  NOT_FOUND: 404,\n};",
    ["NOT_FOUND", -32004],
  ],
  ["notion", 'enum APIErrorCode {\n  A = "a",\n}\nenum ClientErrorCode {\n  B = "b"\n}\nenum Other {\n  C = "c"', ["a", "b"]],
  ["square", 'ErrorCode: {\n readonly A: "A_B";\n};\nErrorCategory: {\n readonly C: "C";\n};\nOther: { D: "D" }', ["A_B", "C"]],
  ["resend", "type RESEND_ERROR_CODE_KEY = 'a' | 'b';\ntype Other = 'c';", ["a", "b"]],
  [
    "kafka",
    "{ type: 'A',\n code: -1,\n retriable: true,\n message: 'type' }\nclass KafkaJSY extends Error {\n this.name = 'KafkaJSX'",
    ["A", -1, "KafkaJSX"],
  ],
  ["ethers", 'type ErrorCode = "A" | "B";\ntype Other = "C";', ["A", "B"]],
  ["ethereum-rpc", "rpc: {\n        parse: -32700,\n    },\n    '-32600': {\n    other: 5,", [-32700]],
  ["apollo", 'ApolloServerErrorCode["A"] = "A_B";\nOther["C"] = "C";', ["A_B"]],
  ["ai-sdk", 'const name$23 = "AI_A";\nvar name15 = "AI_B";\nconst marker = "AI_C";', ["AI_A", "AI_B"]],
  ["azure-storage", 'enum KnownStorageErrorCode {\n  A = "A"\n}\nenum Other {\n  B = "B"', ["A"]],
  ["msal", 'export declare const a = "a_b";\nconst c = "c";', ["a_b"]],
  ["plaid", 'enum PlaidErrorType {\n  A = "A_B"\n}\nenum Other {\n  B = "B"', ["A_B"]],
  ["jsonwebtoken", "this.name = 'AError';\nthat.name = 'B';", ["AError"]],
  ["jose", "type JOSEErrorCode = 'ERR_A';\ntype Other = 'b';", ["ERR_A"]],
  ["multer", "errorMessages = {\n  LIMIT_A: 'Too many'\n}\nother = {\n  B: 'b'", ["LIMIT_A"]],
  ["sequelize", 'this.name = "SequelizeAError";\nthis.name = "AggregateError";', ["SequelizeAError"]],
];

describe("each extractor", () => {
  for (const [id, text, codes] of samples) {
    it(`of ${id} takes its codes, and nothing out of a source of another form`, () => {
      const extractor = extractors.find((one) => one.id === id);
      const found = extractor?.extract(() => text).map(({ code }) => code);
      assert.deepEqual([...new Set(found)], codes);
      assert.deepEqual(
        extractor?.extract(() => ""),
        [],
      );
    });
  }

  it("of Kafka says what the client repeats, and that of tRPC which status a code has", () => {
    const found = (id: string, text: string) => extractors.find((one) => one.id === id)?.extract(() => text)[0];
    assert.equal(found("kafka", "type: 'A',\n code: 5,\n retriable: false")?.retry, undefined);
    assert.deepEqual(found("kafka", "type: 'A',\n code: 5,\n retriable: true")?.retry, {
      policy: "backoff",
      basis: "sdk",
      note: "KafkaJS repeats it by itself.",
    });
    assert.deepEqual(found("trpc", samples.find(([id]) => id === "trpc")?.[1] ?? "")?.statuses, [404]);
  });
});

describe("sources that the overlays name", () => {
  it("are the versions of the manifest", () => {
    const lock = new URL("../../catalog/generate/packages/package-lock.json", `file://${__filename}`);
    const { packages } = JSON.parse(readFileSync(lock, "utf8")) as { packages: Record<string, { name?: string; version?: string }> };
    const nameOf = (at: string): string => packages[at]?.name ?? at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length);
    const names = new Set(Object.keys(packages).map(nameOf));
    const pinned = new Set(Object.keys(packages).map((at) => `${nameOf(at)}@${packages[at]?.version}`));
    const stale = bundledFiles
      .filter((url) => url.pathname.includes("/generated/"))
      .flatMap((url) => Object.values((JSON.parse(textOf(url)) as ProviderFile).sources ?? {}))
      .filter(({ package: name = "" }) => names.has(name))
      .map(({ package: name, version }) => `${name}@${version}`)
      .filter((source) => !pinned.has(source));
    assert.deepEqual(stale, []);
  });
});
