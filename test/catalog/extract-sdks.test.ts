/** The extractors on small texts of the form of their packages. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { classCodes } from "../../catalog/generate/anthropic";
import { modelled } from "../../catalog/generate/aws";
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
