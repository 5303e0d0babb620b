import { facts, ofCodes } from "./facts";

const rescode = "https://www.sqlite.org/rescode.html";

facts("sqlite", [
  ...ofCodes([
    ["BUSY is a lock of another connection", rescode, "SQLITE_BUSY", [], "backoff"],
    ["LOCKED is a conflict within the connection", rescode, "SQLITE_LOCKED", [], "fix-first"],
    ["BUSY_SNAPSHOT wants the transaction begun again", rescode, "SQLITE_BUSY_SNAPSHOT", [], "conditional"],
    ["CONSTRAINT_UNIQUE is a unique constraint", rescode, "SQLITE_CONSTRAINT_UNIQUE", [], "fix-first"],
    ["CONSTRAINT_FOREIGNKEY is a foreign key", rescode, "SQLITE_CONSTRAINT_FOREIGNKEY", [], "fix-first"],
    ["CONSTRAINT_PRIMARYKEY is a primary key", rescode, "SQLITE_CONSTRAINT_PRIMARYKEY", [], "fix-first"],
    ["CONSTRAINT_NOTNULL is a null", rescode, "SQLITE_CONSTRAINT_NOTNULL", [], "fix-first"],
    ["FULL is a disk without room", rescode, "SQLITE_FULL", [], "fix-first"],
    ["CORRUPT is a damaged file", rescode, "SQLITE_CORRUPT", [], "never"],
    ["NOTADB is a file that is no database", rescode, "SQLITE_NOTADB", [], "fix-first"],
    ["CONSTRAINT_VTAB is a constraint too", rescode, "SQLITE_CONSTRAINT_VTAB", [], "fix-first"],
  ]),
]);
