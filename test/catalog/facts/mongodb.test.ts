import { familyOf, vocabularyOf } from "../../../catalog/model/lookup";
import { facts } from "./facts";

const codes = "https://www.mongodb.com/docs/manual/reference/error-codes/";
const retryableWrites = "https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md";
const transactions = "https://www.mongodb.com/docs/manual/core/transactions-in-applications/";
const api = "https://mongodb.github.io/node-mongodb-native/";

facts("mongodb", [
  {
    says: "a duplicate key is 11000, DuplicateKey, and does not get better by itself",
    page: codes,
    found: ({ code, policy }) => [code(11000)?.vocabulary, code("DuplicateKey", "codeName")?.code, policy({ code: 11000 })],
    is: ["code", "DuplicateKey", "fix-first"],
  },
  {
    says: "codes are numbers, their names strings in codeName",
    page: codes,
    found: ({ code, provider }) => [code("11000"), vocabularyOf(provider, "code")?.type, vocabularyOf(provider, "codeName")?.type],
    is: [undefined, "integer", "string"],
  },
  {
    says: "these codes make a write retryable",
    page: retryableWrites,
    found: ({ provider }) =>
      provider.codes
        .filter((entry) => entry.vocabulary === "code" && entry.retry.basis === "sdk")
        .map((entry) => Number(entry.code))
        .sort((a, b) => a - b),
    is: [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436],
  },
  {
    says: "a write conflict is 112, and the transaction may be run again",
    page: transactions,
    found: ({ code, policy }) => [code("WriteConflict", "codeName")?.code, policy({ code: 112 })],
    is: ["WriteConflict", "backoff"],
  },
  {
    says: "TransientTransactionError repeats the transaction, UnknownTransactionCommitResult the commit",
    page: transactions,
    found: ({ code }) =>
      ["TransientTransactionError", "UnknownTransactionCommitResult"].map((label) => {
        const retry = code(label, "label")?.retry;
        return [retry?.policy, retry?.basis, retry?.note?.split(";")[0]];
      }),
    is: [
      ["backoff", "documented", "The whole transaction"],
      ["backoff", "documented", "The commit alone"],
    ],
  },
  {
    says: "labels of any MongoError stand in errorLabels",
    page: "https://mongodb.github.io/node-mongodb-native/5.3/classes/MongoError.html",
    found: ({ provider }) =>
      provider.paths.filter((path) => path.vocabulary === "label").map(({ path, on, onClass }) => [path, on, onClass]),
    is: [[["errorLabels"], "thrown", undefined]],
  },
  {
    says: "a document that fails validation is 121, a user without the right 13, a wrong password 18",
    page: codes,
    found: ({ policy }) => [121, 13, 18].map((code) => policy({ code })),
    is: ["fix-first", "fix-first", "fix-first"],
  },
  {
    says: "50 is MaxTimeMSExpired, 26 NamespaceNotFound, 43 CursorNotFound",
    page: codes,
    found: ({ code }) =>
      [
        [50, "MaxTimeMSExpired"],
        [26, "NamespaceNotFound"],
        [43, "CursorNotFound"],
      ].map(([number, name]) => code(number ?? "", "code")?.meaning === code(name ?? "", "codeName")?.meaning),
    is: [true, true, true],
  },
  {
    says: "what the server answers is a MongoServerError with a code; a bulk has a class of its own below it",
    page: api,
    found: ({ provider }) => [
      provider.paths.find((path) => path.path[0] === "code")?.onClass,
      provider.errorClasses.find((entry) => entry.name === "MongoBulkWriteError")?.extends,
    ],
    is: ["MongoServerError", "MongoServerError"],
  },
  {
    says: "no server in time is MongoServerSelectionError, a failed network MongoNetworkError; both may pass",
    page: api,
    found: ({ policy }) => ["MongoServerSelectionError", "MongoNetworkError"].map((code) => policy({ code, vocabulary: "name" })),
    is: ["backoff", "backoff"],
  },
  {
    says: "an assertion without a name is Location with its number",
    page: codes,
    found: ({ provider }) => familyOf(provider, "Location40352")?.vocabulary,
    is: "codeName",
  },
  {
    says: "64 changed its name from WriteConcernFailed to WriteConcernTimeout, and does not say that nothing was written",
    page: codes,
    found: ({ code, policy }) => [
      code("WriteConcernFailed", "codeName")?.code,
      code("WriteConcernTimeout", "codeName")?.code,
      policy({ code: 64 }),
    ],
    is: ["WriteConcernFailed", "WriteConcernTimeout", "conditional"],
  },
  {
    says: "a change stream whose history is lost cannot be resumed",
    page: "https://www.mongodb.com/docs/manual/changeStreams/",
    found: ({ policy }) => [280, 286].map((code) => policy({ code })),
    is: ["never", "never"],
  },
]);
