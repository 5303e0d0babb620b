import { facts } from "./facts";

const auth = "https://supabase.com/docs/guides/auth/debugging/error-codes";
const rest = "https://docs.postgrest.org/en/stable/references/errors.html";
const storage = "https://supabase.com/docs/guides/storage/debugging/error-codes";

facts("supabase", [
  {
    says: "Auth sends 429 where a rate limit is passed",
    page: auth,
    found: ({ code }) =>
      ["over_request_rate_limit", "over_email_send_rate_limit", "over_sms_send_rate_limit"].map((name) => code(name)?.statuses),
    is: [[429], [429], [429]],
  },
  {
    says: "concurrent changes of one thing are a conflict, to be repeated with exponential backoff",
    page: auth,
    found: ({ policy }) => policy({ code: "conflict" }),
    is: "backoff",
  },
  {
    says: "a request that took too long is to be repeated",
    page: auth,
    found: ({ policy }) => policy({ code: "request_timeout" }),
    is: "backoff",
  },
  {
    says: "a sign-in that expired is begun again by the user",
    page: auth,
    found: ({ policy }) => ["flow_state_not_found", "flow_state_expired", "saml_relay_state_expired"].map((code) => policy({ code })),
    is: ["fix-first", "fix-first", "fix-first"],
  },
  {
    says: "a row that is there already is a 409, a row that is referred to too",
    page: rest,
    found: ({ code }) => [code("23505")?.statuses, code("23503")?.statuses],
    is: [[409], [409]],
  },
  {
    says: "insufficient privilege is a 403 to who is signed in, else a 401",
    page: rest,
    found: ({ code }) => code("42501")?.statuses,
    is: [401, 403],
  },
  {
    says: "an undefined table is a 404, a wrong number of rows for one row a 406, an expired token a 401",
    page: rest,
    found: ({ code }) => ["42P01", "PGRST116", "PGRST301"].map((name) => code(name)?.statuses),
    is: [[404], [406], [401]],
  },
  {
    says: "a table or a function that the schema does not know is a 404, an ambiguous relationship a 300",
    page: rest,
    found: ({ code }) => ["PGRST205", "PGRST202", "PGRST201"].map((name) => code(name)?.statuses),
    is: [[404], [404], [300]],
  },
  {
    says: "no connection is 503, no connection of the pool in time 504",
    page: rest,
    found: ({ code }) => ["PGRST000", "PGRST001", "PGRST002", "PGRST003"].map((name) => code(name)?.statuses),
    is: [[503], [503], [503], [504]],
  },
  {
    says: "SQLSTATE classes have their statuses",
    page: rest,
    found: ({ provider }) => ["08*", "28*", "40*", "53*", "XX*"].map((glob) => provider.families.find((f) => f.glob === glob)?.statuses),
    is: [[503], [403], [500], [503], [500]],
  },
  {
    says: "Storage: no bucket and no key are 404, too large is 413, a lock is 423 and waited for",
    page: storage,
    found: ({ code, policy }) => [
      ...["NoSuchBucket", "NoSuchKey", "EntityTooLarge", "ResourceLocked"].map((name) => code(name, "storage")?.statuses),
      policy({ code: "ResourceLocked", vocabulary: "storage" }),
    ],
    is: [[404], [404], [413], [423], "short-delay"],
  },
  {
    says: "Storage: too many requests are SlowDown, a 503, to be repeated with backoff",
    page: storage,
    found: ({ code, policy }) => [code("SlowDown", "storage")?.statuses, policy({ code: "SlowDown", vocabulary: "storage" })],
    is: [[503], "backoff"],
  },
  {
    says: "the code is at error.code of a result",
    page: auth,
    found: ({ provider }) => provider.paths.some((path) => path.on === "result" && path.path.join(".") === "error.code"),
    is: true,
  },
]);
