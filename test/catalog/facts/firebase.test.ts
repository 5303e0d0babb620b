import { facts } from "./facts";

const auth = "https://firebase.google.com/docs/reference/js/auth#autherrorcodes";
const storage = "https://firebase.google.com/docs/storage/web/handle-errors";
const storageCodes = "https://firebase.google.com/docs/reference/js/storage.md#storageerrorcode";
const firestore = "https://firebase.google.com/docs/reference/js/firestore_.md#firestoreerrorcode";
const functions = "https://firebase.google.com/docs/reference/js/functions.md#functionserrorcodecore";

facts("firebase", [
  {
    says: "Auth has codes for what goes wrong in a sign-in",
    page: auth,
    found: ({ code }) =>
      [
        "auth/email-already-in-use",
        "auth/invalid-credential",
        "auth/wrong-password",
        "auth/user-not-found",
        "auth/weak-password",
        "auth/popup-closed-by-user",
        "auth/requires-recent-login",
        "auth/too-many-requests",
        "auth/network-request-failed",
        "auth/multi-factor-auth-required",
      ].filter((name) => !code(name)),
    is: [],
  },
  {
    says: "codes of the Admin SDK are no codes of the client",
    page: auth,
    found: ({ code }) => [code("auth/email-already-exists"), code("auth/id-token-revoked")],
    is: [undefined, undefined],
  },
  {
    says: "Storage lists its codes, which errors have with the name before them",
    page: storageCodes,
    found: ({ code }) =>
      [
        "unknown",
        "object-not-found",
        "bucket-not-found",
        "project-not-found",
        "quota-exceeded",
        "unauthenticated",
        "unauthorized",
        "retry-limit-exceeded",
        "invalid-checksum",
        "canceled",
        "invalid-event-name",
        "invalid-url",
        "invalid-argument",
        "no-default-bucket",
        "cannot-slice-blob",
        "server-file-wrong-size",
      ].filter((name) => !code(`storage/${name}`)),
    is: [],
  },
  {
    says: "a quota that is used up needs another plan",
    page: storage,
    found: ({ policy }) => policy({ code: "storage/quota-exceeded" }),
    is: "fix-first",
  },
  {
    says: "an upload without a user needs a sign-in first",
    page: storage,
    found: ({ policy }) => policy({ code: "storage/unauthenticated" }),
    is: "fix-first",
  },
  {
    says: "Firestore has the names of gRPC, without its own before them",
    page: firestore,
    found: ({ code }) => [
      code("permission-denied") !== undefined,
      code("firestore/permission-denied"),
      code("failed-precondition") !== undefined,
    ],
    is: [true, undefined, true],
  },
  {
    says: "unavailable is a passing state, to be repeated with backoff",
    page: firestore,
    found: ({ policy }) => policy({ code: "unavailable" }),
    is: "backoff",
  },
  {
    says: "invalid-argument is wrong whatever the state is, so that a repeat cannot help",
    page: firestore,
    found: ({ policy }) => policy({ code: "invalid-argument" }),
    is: "fix-first",
  },
  {
    says: "an operation may have been done although deadline-exceeded came",
    page: firestore,
    found: ({ code }) => code("deadline-exceeded")?.retry.idempotentOnly,
    is: true,
  },
  {
    says: "Functions has the sixteen names of gRPC that are errors, with the name before them",
    page: functions,
    found: ({ provider, code }) => [
      provider.codes.filter((entry) => String(entry.code).startsWith("functions/")).length,
      code("functions/ok"),
      code("functions/unauthenticated") !== undefined,
    ],
    is: [16, undefined, true],
  },
  {
    says: "every error of the SDK is a FirebaseError with a code",
    page: "https://firebase.google.com/docs/reference/js/app.firebaseerror",
    found: ({ provider }) => [provider.errorClasses[0]?.name, provider.paths[0]?.path, provider.paths[0]?.on],
    is: ["FirebaseError", ["code"], "thrown"],
  },
]);
