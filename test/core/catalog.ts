/** A small invented catalog, so that editing the real data breaks no test of logic; with the retry libraries that are shipped. */
import type { Catalog } from "../../catalog/model/catalog";
import type { ProviderFile } from "../../catalog/model/file";
import { buildCodeTable, buildIndex, createCatalog } from "../../catalog/model/load";
import { normalise } from "../../catalog/model/normalise";
import { retriers } from "../retriers/bundled";

const sources = { docs: { kind: "hand", retrieved: "2026-01-01", licence: "MIT" } } as const;

const acme: ProviderFile = {
  id: "acme",
  name: "Acme",
  docs: "https://acme.example/errors",
  sources,
  hosts: ["api.acme.dev", "*.eu.acme.dev"],
  vocabularies: { code: { type: "string", completeness: "listed" } },
  envelopes: [
    {
      id: "error",
      fields: {
        code: "error.code",
        message: "error.message",
        requestId: "error.request_id",
        discriminator: { path: "success", failure: false },
      },
    },
  ],
  codes: [
    { code: "BAD_REQUEST", status: 400, meaning: "The request is malformed.", action: "Fix it.", retry: "fix-first" },
    { code: "CARD_DECLINED", status: 402, meaning: "The bank said no.", action: "Use another card.", retry: "never" },
    { code: "KEY_REVOKED", status: 403, meaning: "The key was revoked.", action: "Make a new key.", retry: "fix-first" },
    { code: "KEY_LOCKED", status: 403, meaning: "The key is locked for now.", action: "Wait.", retry: "fix-first" },
    { code: "NOT_FOUND", status: 404, meaning: "No such thing.", action: "Check the id.", retry: "never" },
    {
      code: "RATE_LIMIT",
      status: 429,
      meaning: "Too many requests.",
      action: "Wait.",
      retry: { policy: "after-header", basis: "documented", header: "Retry-After" },
    },
    { code: "INTERNAL", statuses: [500, 502], meaning: "Their fault.", action: "Retry.", retry: "backoff" },
  ],
  messages: [{ pattern: "The card {} was declined", code: "CARD_DECLINED", action: "Use another card." }],
  operations: [
    { op: "POST /charges", idempotent: false },
    { op: "POST /charges/{id}/quote", idempotent: true },
  ],
};

const zeta: ProviderFile = {
  id: "zeta",
  name: "Zeta",
  sources,
  hosts: ["zeta.example"],
  vocabularies: { code: { type: "string", completeness: "open" } },
  envelopes: [{ id: "error", fields: { code: "code", message: "message" } }],
  codes: [
    { code: "missing_param", status: 400, meaning: "A parameter is missing.", action: "Add it.", retry: "fix-first" },
    { code: "quota_gone", status: 429, meaning: "No quota is left.", action: "Wait.", retry: "wait-reset" },
  ],
};

/** Its errors have their id in a header alone. */
const omega: ProviderFile = {
  id: "omega",
  name: "Omega",
  sources,
  hosts: ["omega.example"],
  envelopes: [{ id: "error", fields: { message: "detail", requestId: { header: "X-Request-Id" } } }],
  statuses: { "404": { meaning: "Nothing there.", action: "Check.", retry: "never" } },
};

const numeric: ProviderFile = {
  id: "numeric",
  name: "Numeric",
  sources,
  hosts: ["numeric.example"],
  vocabularies: { code: { type: "integer", completeness: "closed" } },
  envelopes: [{ id: "error", fields: { code: { path: "code", type: "number" }, message: "message" } }],
  statusList: "closed",
  codes: [
    { code: 40001, status: 400, meaning: "Bad.", action: "Fix.", retry: "fix-first" },
    { code: 50001, status: 403, meaning: "No access.", action: "Ask.", retry: "never" },
  ],
};

const plain: ProviderFile = {
  id: "plain",
  name: "Plain",
  sources,
  hosts: ["plain.example"],
  envelopes: [
    { id: "detail", fields: { message: "detail" } },
    { id: "business", fields: { type: "error", message: "message", status: "status_code" } },
  ],
  statuses: {
    "400": { meaning: "Bad.", action: "Fix.", retry: "never" },
    "401": { meaning: "Who?", action: "Log in.", retry: "never" },
    "429": { meaning: "Slow down.", action: "Wait.", retry: "backoff" },
  },
  messages: [
    { pattern: "Missing field {}", statuses: [400], action: "Add it." },
    { pattern: "Too long: {}", statuses: [400], action: "Cut it." },
    { pattern: "Token expired", statuses: [401], action: "Log in." },
  ],
};

const node: ProviderFile = {
  id: "node",
  name: "Node.js",
  sources,
  imports: ["fs", "node:fs"],
  vocabularies: { code: { completeness: "open", transport: true } },
  codes: ["ENOENT", "EACCES", "ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "ERR_INVALID_ARG_TYPE"].map((code) => ({
    code,
    meaning: "A system error.",
    action: "Look.",
    retry: "unspecified" as const,
  })),
};

/** An SDK: errors with classes of their own, and results that hold an error. */
const pay: ProviderFile = {
  id: "pay",
  name: "Pay",
  sources,
  imports: ["payjs", "@payjs/*"],
  errorClasses: [
    { name: "PayError", from: "payjs" },
    { name: "PayCardError", from: "payjs", extends: "PayError", codes: ["card_expired", "card_blocked"] },
    { name: "PayRateLimitError", from: "payjs", extends: "PayError", statuses: [429] },
  ],
  paths: [
    { path: "code", on: "thrown" },
    { path: "error.code", on: "result" },
  ],
  vocabularies: { code: { completeness: "listed" } },
  codes: [
    { code: "card_expired", status: 402, meaning: "Too old.", action: "Use another.", retry: "never" },
    { code: "card_blocked", status: 402, meaning: "Blocked.", action: "Use another.", retry: "never" },
    { code: "account_closed", status: 403, meaning: "Closed.", action: "Ask.", retry: "fix-first" },
    { code: "too_many", status: 429, meaning: "Slow down.", action: "Wait.", retry: "backoff" },
  ],
};

const http: ProviderFile = {
  id: "http",
  name: "HTTP",
  sources,
  statuses: { "404": { title: "Not Found", meaning: "Nothing there.", action: "Check.", retry: "never" } },
};

export const providers = [acme, zeta, omega, numeric, plain, node, pay, http].map(normalise);

export const catalog: Catalog = createCatalog(buildIndex(providers, retriers), {
  providers: new Map(providers.map((p) => [p.id, p])),
  retriers: new Map(retriers.map((r) => [r.id, r])),
  codes: buildCodeTable(providers),
});
