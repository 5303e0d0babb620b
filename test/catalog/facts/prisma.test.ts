import { familyOf } from "../../../catalog/model/lookup";
import { facts } from "./facts";

const page = "https://www.prisma.io/docs/orm/reference/error-reference";
const transactions = "https://www.prisma.io/docs/orm/prisma-client/queries/transactions";

facts("prisma", [
  {
    says: "a unique constraint is P2002, a foreign key P2003, a record that is not there P2025",
    page,
    found: ({ code }) => [
      /unique/.test(code("P2002")?.meaning ?? ""),
      /foreign key/i.test(code("P2003")?.meaning ?? ""),
      code("P2025")?.code,
    ],
    is: [true, true, "P2025"],
  },
  {
    says: "none of these three gets better by itself",
    page,
    found: ({ policy }) => ["P2002", "P2003", "P2025"].map((code) => policy({ code })),
    is: ["fix-first", "fix-first", "fix-first"],
  },
  {
    says: "a write conflict or deadlock asks for another try of the transaction",
    page: transactions,
    found: ({ code }) => [code("P2034")?.retry.policy, code("P2034")?.retry.basis],
    is: ["backoff", "documented"],
  },
  {
    says: "P2024 is the pool that gave no connection in time",
    page,
    found: ({ code, policy }) => [/pool/.test(code("P2024")?.meaning ?? ""), policy({ code: "P2024" })],
    is: [true, "backoff"],
  },
  {
    says: "P1001 cannot reach the server, P1002 reached it without an answer, P1000 is refused",
    page,
    found: ({ policy }) => ["P1001", "P1002", "P1000"].map((code) => policy({ code })),
    is: ["backoff", "backoff", "fix-first"],
  },
  {
    says: "there is no P1004 to P1007, no P2032 on the page, no P6007",
    page,
    found: ({ code }) => [...["P1004", "P1005", "P1006", "P1007", "P6007"].map((name) => code(name)), code("P2032")?.docs?.includes("#")],
    is: [undefined, undefined, undefined, undefined, undefined, false],
  },
  {
    says: "known errors of a request have code, those of initialisation errorCode",
    page,
    found: ({ provider }) => provider.paths.map((path) => [path.path.join("."), path.onClass]),
    is: [
      ["code", "PrismaClientKnownRequestError"],
      ["errorCode", "PrismaClientInitializationError"],
      ["name", undefined],
    ],
  },
  {
    says: "five classes are thrown",
    page,
    found: ({ provider }) => provider.errorClasses.map((entry) => entry.name).sort(),
    is: [
      "PrismaClientInitializationError",
      "PrismaClientKnownRequestError",
      "PrismaClientRustPanicError",
      "PrismaClientUnknownRequestError",
      "PrismaClientValidationError",
    ],
  },
  {
    says: "after a panic the process has to be started again",
    page,
    found: ({ policy }) => policy({ code: "PrismaClientRustPanicError", vocabulary: "name" }),
    is: "never",
  },
  {
    says: "the migration codes go from P3000 to P3024, introspection has P4000 to P4002",
    page,
    found: ({ provider }) => {
      const names = provider.codes.map((entry) => String(entry.code));
      return [names.filter((name) => name.startsWith("P3")).length, names.filter((name) => name.startsWith("P4"))];
    },
    is: [25, ["P4000", "P4001", "P4002"]],
  },
  {
    says: "too many requests to Accelerate is P5011, the one that does not begin with P6; one should back off",
    page,
    found: ({ code }) => [
      code("P5011")?.retry.policy,
      code("P5011")?.retry.basis,
      code("P5011")?.docs?.endsWith("#p5011-too-many-requests"),
    ],
    is: ["backoff", "documented", true],
  },
  {
    says: "codes are grouped by their first digit",
    page,
    found: ({ provider }) => ["P2099", "P3099"].map((name) => familyOf(provider, name)?.meaning),
    is: ["Prisma Client: a query", "Prisma Migrate"],
  },
]);
