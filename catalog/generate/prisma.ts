import type { Extractor, Found } from "./extractor";

const client = "runtime/client.js";
const engine = "runtime/query_engine_bg.postgresql.wasm-base64.js";
const licence = "Apache-2.0; identifiers only";

/** Prisma's codes of two majors: those that the clients throw themselves, and those of the query engine that version 6 brings. */
export const prisma: Extractor = {
  id: "prisma",
  sources: {
    client: { package: "@prisma/client", files: [client], licence },
    client6: { package: "prisma-client-6", files: [client, engine], licence },
  },
  recorded: { client: 35, client6: 48, engine: 42 },
  extract: (read) => prismaCodes(read(client), read(client, "client6"), read(engine, "client6")),
};

/** `engine` is a script that holds the bytes of the query engine in base64. */
export function prismaCodes(current: string, before: string, engine: string): readonly Found[] {
  const found = [
    ...quoted(current).map((code): Found => ({ code, source: "client", from: "client" })),
    ...quoted(before).map((code): Found => ({ code, source: "client6", from: "client6" })),
    ...bytesIn(engine).map((code): Found => ({ code, source: "engine", from: "client6" })),
  ];
  return found.sort((a, b) => Number(a.code > b.code) - Number(a.code < b.code));
}

const quoted = (script: string): readonly string[] => unique([...script.matchAll(/"(P\d{4})"/g)].map((match) => match[1] ?? ""));

/** The texts of a program stand one behind the other, without marks between them. */
function bytesIn(script: string): readonly string[] {
  const base64 = /[A-Za-z0-9+/=]{100,}/.exec(script)?.[0] ?? "";
  const program = Buffer.from(base64, "base64").toString("latin1");
  return unique([...program.matchAll(/P[12]0[0-3]\d/g)].map((match) => match[0]));
}

const unique = (codes: readonly string[]): readonly string[] => [...new Set(codes)];
