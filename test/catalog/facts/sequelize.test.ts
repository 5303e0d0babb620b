import { facts, ofCodes } from "./facts";

const docs = "https://sequelize.org/api/v6/identifiers#errors";

facts("sequelize", [
  ...ofCodes([
    ["a duplicate is SequelizeUniqueConstraintError", docs, "SequelizeUniqueConstraintError", [], "fix-first"],
    ["a failed validation is SequelizeValidationError", docs, "SequelizeValidationError", [], "fix-first"],
    ["a foreign key is SequelizeForeignKeyConstraintError", docs, "SequelizeForeignKeyConstraintError", [], "fix-first"],
    ["a refused query is SequelizeDatabaseError", docs, "SequelizeDatabaseError", [], "unspecified"],
    ["a timeout or deadlock is SequelizeTimeoutError", docs, "SequelizeTimeoutError", [], "backoff"],
    ["a refused connection is SequelizeConnectionRefusedError", docs, "SequelizeConnectionRefusedError", [], "backoff"],
    ["wrong credentials are SequelizeAccessDeniedError", docs, "SequelizeAccessDeniedError", [], "fix-first"],
    ["an unknown host is SequelizeHostNotFoundError", docs, "SequelizeHostNotFoundError", [], "fix-first"],
    ["a stale row is SequelizeOptimisticLockError", docs, "SequelizeOptimisticLockError", [], "conditional"],
    ["no row is SequelizeEmptyResultError", docs, "SequelizeEmptyResultError", [], "fix-first"],
    ["a pool without connections is SequelizeConnectionAcquireTimeoutError", docs, "SequelizeConnectionAcquireTimeoutError", [], "backoff"],
  ]),
]);
