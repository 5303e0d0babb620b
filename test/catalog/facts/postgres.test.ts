import { familyOf } from "../../../catalog/model/lookup";
import { facts } from "./facts";

const appendix = "https://www.postgresql.org/docs/current/errcodes-appendix.html";
const serialization = "https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html";

facts("postgres", [
  {
    says: "a serialization failure is 40001, a deadlock 40P01, and both may be repeated",
    page: serialization,
    found: ({ code }) => ["40001", "40P01"].map((state) => [code(state)?.retry.policy, code(state)?.retry.basis]),
    is: [
      ["backoff", "documented"],
      ["backoff", "documented"],
    ],
  },
  {
    says: "what is repeated is the whole transaction",
    page: serialization,
    found: ({ code }) => /whole transaction/.test(code("40001")?.retry.note ?? ""),
    is: true,
  },
  {
    says: "unique and exclusion violations are worth a repeat in some cases only",
    page: serialization,
    found: ({ policy }) => ["23505", "23P01"].map((code) => policy({ code })),
    is: ["conditional", "conditional"],
  },
  {
    says: "the other constraints are 23502 for null, 23503 for a foreign key and 23514 for a check",
    page: appendix,
    found: ({ code }) => [
      /null/.test(code("23502")?.meaning ?? ""),
      /foreign key/.test(code("23503")?.meaning ?? ""),
      /check/.test(code("23514")?.meaning ?? ""),
    ],
    is: [true, true, true],
  },
  {
    says: "a table that is not there is 42P01, a column 42703, a function 42883, a right 42501",
    page: appendix,
    found: ({ code }) => [
      /table/.test(code("42P01")?.meaning ?? ""),
      /column/.test(code("42703")?.meaning ?? ""),
      /function/.test(code("42883")?.meaning ?? ""),
      /right/.test(code("42501")?.meaning ?? ""),
    ],
    is: [true, true, true, true],
  },
  {
    says: "a code has five characters, and the first two are its class",
    page: appendix,
    found: ({ provider }) => [
      provider.codes.filter((entry) => entry.source.includes("enum")).every((entry) => /^[0-9A-Z]{5}$/.test(String(entry.code))),
      familyOf(provider, "23999")?.meaning,
      familyOf(provider, "08XXX")?.meaning,
    ],
    is: [true, "A constraint", "The connection"],
  },
  {
    says: "22P02 is a text that is not a value of its type",
    page: appendix,
    found: ({ code }) => /not a value of the type/.test(code("22P02")?.meaning ?? ""),
    is: true,
  },
  {
    says: "a statement timeout and a cancel are both 57014",
    page: "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
    found: ({ code }) => [code("57014")?.retry.policy, /statement_timeout/.test(code("57014")?.meaning ?? "")],
    is: ["conditional", true],
  },
  {
    says: "57P01 is a shutdown, 57P03 a server that cannot take connections now, 53300 one that has too many",
    page: appendix,
    found: ({ policy }) => ["57P01", "57P03", "53300"].map((code) => policy({ code })),
    is: ["backoff", "backoff", "backoff"],
  },
  {
    says: "25P02 is a transaction that has failed already, 25006 one for reading only",
    page: appendix,
    found: ({ policy, code }) => [policy({ code: "25P02" }), /reading only/.test(code("25006")?.meaning ?? "")],
    is: ["fix-first", true],
  },
  {
    says: "RAISE without a code gives P0001, and functions may raise codes of their own",
    page: "https://www.postgresql.org/docs/current/plpgsql-errors-and-messages.html",
    found: ({ code, provider }) => [code("P0001")?.retry.policy, provider.vocabularies.get("code")?.completeness],
    is: ["unspecified", "open"],
  },
  {
    says: "codes are strings: 40001 is one, the number is not",
    page: appendix,
    found: ({ code }) => [code("40001")?.code, code(40001)],
    is: ["40001", undefined],
  },
]);
