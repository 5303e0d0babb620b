/** What holds for every provider that ships, and what http, node, fetch and axios are expected to know. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { getSystemErrorMap } from "node:util";
import type { ProviderFile } from "../../catalog/model/file";
import { codeEntry, codesOf, inFamily, retryFor, statusEntry, vocabularyOf } from "../../catalog/model/lookup";
import { normalise } from "../../catalog/model/normalise";
import type { Provider, Retry } from "../../catalog/model/types";
import { validateProvider } from "../../catalog/validate";
import { bundled, bundledFiles, textOf } from "./bundled";

/** Codes that nobody has described yet: those that people rarely meet, of long lists. Fewer of them is better. */
const undescribed: Readonly<Record<string, number>> = {
  "ai-sdk": 19,
  "azure-storage": 4,
  discord: 3,
  msal: 7,
  mysql: 1593,
  plaid: 17,
  slack: 4,
  sqlite: 5,
  square: 13,
};

describe("every bundled provider", () => {
  for (const url of bundledFiles) {
    const id = url.pathname.slice(url.pathname.lastIndexOf("/") + 1, -".json".length);

    it(`${id} is valid, strict JSON and named like its file`, () => {
      const text = textOf(url);
      const { file, problems } = validateProvider(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(file, JSON.parse(text));
      assert.equal(file?.id, id);
    });

    it(`${id} says where everything comes from, in words of its own`, () => {
      const provider = bundled(id);
      for (const [key, source] of provider.sources) {
        assert.match(source.retrieved, /^\d{4}-\d\d-\d\d$/, key);
        assert.ok(source.licence, key);
        assert.ok(source.url ?? source.package, key);
      }
      const entries = [...provider.codes, ...provider.statuses.values(), ...provider.statusClasses.values()];
      const bare = entries.filter((entry) => !entry.meaning);
      assert.ok(
        bare.every((entry) => "code" in entry && entry.action === ""),
        "a status has a meaning, and an action goes with one",
      );
      assert.equal(bare.length, undescribed[id] ?? 0, "entries without a meaning, as recorded");
      for (const entry of entries) {
        const name = String("code" in entry ? entry.code : entry.status);
        assert.match(entry.docs ?? "", /^https:\/\//, `${name} has a link`);
        assert.ok(entry.source.length > 0, `${name} has a source`);
        assert.equal(entry.retry.policy === "unspecified", entry.retry.basis === "none", name);
      }
    });
  }

  it("has facts that a person read in its documentation, five of them whole in five.test.ts", () => {
    const told = readdirSync(path.join(import.meta.dirname, "facts")).map((name) => name.replace(".test.ts", ""));
    const whole = ["elestrals", "erynoa", "reputio", "technologychecker", "vantaprism"];
    const ids = bundledFiles.map((url) => path.basename(url.pathname, ".json")).sort();
    assert.deepEqual([...told.filter((name) => name !== "facts.ts"), ...whole].sort(), ids);
  });

  it("are told apart by host, which no two share", () => {
    const hosts = bundledFiles.flatMap((url) => normalise(JSON.parse(textOf(url)) as ProviderFile).hosts);
    assert.equal(new Set(hosts).size, hosts.length);
  });
});

/** The RFC table: 4xx does not retry except 408, 409, 425, 429; 5xx does except 501, 505. */
describe("http", () => {
  const provider = bundled("http");
  const stops = (retry: Retry): boolean => retry.policy === "never" || retry.policy === "fix-first";

  it("has the statuses of the registry, and no codes", () => {
    const registered = Object.keys(http.STATUS_CODES).map(Number);
    const expected = [...registered.filter((status) => status !== 509), 306].sort((a, b) => a - b);
    assert.deepEqual(
      [...provider.statuses.keys()].sort((a, b) => a - b),
      expected,
    );
    assert.equal(provider.statuses.size, 63);
    assert.equal(provider.codes.length, 0);
    assert.equal(provider.statusList, "open");
  });

  it("names statuses as the registry does now", () => {
    const renamed = new Map([
      [413, "Content Too Large"],
      [418, "(Unused)"],
      [422, "Unprocessable Content"],
      [306, "(Unused)"],
    ]);
    for (const [status, entry] of provider.statuses) assert.equal(entry.title, renamed.get(status) ?? http.STATUS_CODES[status]);
  });

  it("repeats what the RFC table repeats", () => {
    for (const [status, { retry }] of provider.statuses) {
      if (status < 400) assert.equal(retry.policy, "unspecified", String(status));
      else if (status < 500) assert.equal(stops(retry), ![408, 409, 425, 429].includes(status), String(status));
      else assert.equal(stops(retry), [501, 505].includes(status), String(status));
      assert.equal(retry.basis, status < 400 ? "none" : "derived");
    }
    assert.equal(stops(retryFor(provider, { status: 499 }).retry), true);
    assert.equal(retryFor(provider, { status: 499 }).from, "class");
    assert.equal(retryFor(provider, { status: 599 }).retry.policy, "backoff");
    assert.equal(retryFor(provider, { status: 299 }).from, "none");
    assert.equal(statusEntry(provider, 429)?.retry.header, "Retry-After");
    assert.equal(statusEntry(provider, 503)?.retry.policy, "after-header-else-backoff");
  });

  it("links each status to its section", () => {
    const sections: readonly (readonly [number, string])[] = [
      [100, "rfc9110#section-15.2.1"],
      [200, "rfc9110#section-15.3.1"],
      [308, "rfc9110#section-15.4.9"],
      [400, "rfc9110#section-15.5.1"],
      [404, "rfc9110#section-15.5.5"],
      [409, "rfc9110#section-15.5.10"],
      [422, "rfc9110#section-15.5.21"],
      [426, "rfc9110#section-15.5.22"],
      [425, "rfc8470#section-5.2"],
      [429, "rfc6585#section-4"],
      [451, "rfc7725#section-3"],
      [503, "rfc9110#section-15.6.4"],
      [507, "rfc4918#section-11.5"],
    ];
    for (const [status, section] of sections)
      assert.equal(statusEntry(provider, status)?.docs, `https://www.rfc-editor.org/rfc/${section}`);
    for (const { docs } of provider.statuses.values())
      assert.match(docs ?? "", /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+$/);
  });
});

describe("node", () => {
  const provider = bundled("node");
  const has = (code: string): boolean => codeEntry(provider, code) !== undefined;

  it("knows every system error that this Node.js knows, each with a meaning", () => {
    const missing = [...getSystemErrorMap().values()].map(([code]) => code).filter((code) => !codeEntry(provider, code)?.meaning);
    assert.deepEqual(missing, []);
  });

  it("knows what people compare with", () => {
    const used = [
      "ENOENT",
      "ECONNRESET",
      "ECONNREFUSED",
      "ETIMEDOUT",
      "ENOTFOUND",
      "EADDRINUSE",
      "ENOTDIR",
      "EPIPE",
      "EACCES",
      "EAI_AGAIN",
      "EEXIST",
    ];
    const coded = [
      "ERR_MODULE_NOT_FOUND",
      "MODULE_NOT_FOUND",
      "ERR_INVALID_URL",
      "ERR_STREAM_PREMATURE_CLOSE",
      "ERR_HTTP_HEADERS_SENT",
      "ABORT_ERR",
    ];
    const others = [
      "CERT_HAS_EXPIRED",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "HPE_HEADER_OVERFLOW",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "ERR_INVALID_ARG_TYPE",
    ];
    assert.deepEqual(
      [...used, ...coded, ...others].filter((code) => !has(code)),
      [],
    );
    assert.ok(!has("ENOENTT") && !has("enoent") && codeEntry(provider, -2) === undefined);
    assert.ok(provider.codes.length >= 570);
  });

  it("does not hold pieces of names or the compiler's", () => {
    for (const { code } of codesOf(provider, "code")) assert.match(String(code), /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
    assert.deepEqual(
      codesOf(provider, "name").map(({ code }) => code),
      ["AbortError"],
    );
  });

  it("says how to repeat where that follows from the error", () => {
    const policies: readonly (readonly [string, Retry["policy"]])[] = [
      ["ECONNRESET", "backoff"],
      ["ETIMEDOUT", "backoff"],
      ["EAI_AGAIN", "backoff"],
      ["ECONNREFUSED", "backoff"],
      ["ENOENT", "fix-first"],
      ["ERR_INVALID_URL", "fix-first"],
      ["ENOTFOUND", "conditional"],
      ["ERR_ASSERTION", "unspecified"],
    ];
    for (const [code, policy] of policies) {
      const { retry } = retryFor(provider, { code });
      assert.equal(retry.policy, policy, code);
      assert.equal(retry.basis, policy === "unspecified" ? "none" : "derived", code);
    }
    assert.equal(codeEntry(provider, "ECONNRESET")?.retry.idempotentOnly, true);
  });

  it("is open, of the transport, at err.code of what is thrown, and the modules that fail with them", () => {
    assert.deepEqual(
      { ...vocabularyOf(provider), evidence: "" },
      { id: "code", type: "string", completeness: "open", wire: true, transport: true, evidence: "" },
    );
    assert.deepEqual(provider.paths, [
      { vocabulary: "code", on: "thrown", path: ["code"] },
      { vocabulary: "name", on: "thrown", path: ["name"] },
    ]);
    assert.ok(provider.imports.includes("node:fs") && provider.imports.includes("fs") && !provider.imports.includes("path"));
    assert.equal(provider.sources.get("program")?.version, "24.21.0");
    assert.match(provider.sources.get("program")?.sha256 ?? "", /^[0-9a-f]{64}$/);
  });

  it("marks what was removed", () => {
    assert.deepEqual(codeEntry(provider, "ERR_CRYPTO_SCRYPT_INVALID_PARAMETER")?.deprecated?.replacement, "ERR_INCOMPATIBLE_OPTION_PAIR");
    assert.equal(codeEntry(provider, "ERR_INVALID_OPT_VALUE")?.deprecated?.since, "15.0.0");
    assert.equal(codeEntry(provider, "ERR_INVALID_ARG_VALUE")?.deprecated, undefined);
  });
});

describe("fetch and axios", () => {
  const transport = (provider: Provider): boolean =>
    [...provider.vocabularies.values()].every((v) => v.transport && v.completeness === "open");

  it("are what transports emit, and claim no host and no import", () => {
    for (const id of ["fetch", "axios"]) {
      const provider = bundled(id);
      assert.ok(transport(provider));
      assert.deepEqual([provider.hosts, provider.imports, provider.families], [[], [], []]);
      assert.ok(!inFamily(provider, "ERR_NETWORK"));
    }
  });

  it("keep names and causes apart", () => {
    const provider = bundled("fetch");
    assert.ok(codeEntry(provider, "AbortError", "name"));
    assert.equal(codeEntry(provider, "AbortError", "cause"), undefined);
    assert.ok(codeEntry(provider, "UND_ERR_CONNECT_TIMEOUT", "cause"));
    assert.deepEqual(
      provider.paths.map((path) => path.path.join(".")),
      ["name", "cause.code"],
    );
    assert.ok(codeEntry(bundled("axios"), "ERR_NETWORK"));
  });
});
