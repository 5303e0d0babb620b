import { facts, ofCodes } from "./facts";

const reference = "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html";
const innodb = "https://dev.mysql.com/doc/refman/8.4/en/innodb-error-handling.html";

facts("mysql", [
  ...ofCodes([
    ["1062 is ER_DUP_ENTRY", reference, "ER_DUP_ENTRY", [], "fix-first"],
    ["1062 is the number of it", reference, 1062, [], "fix-first", "errno"],
    ["1213 is a deadlock, after which the transaction was rolled back", innodb, 1213, [], "short-delay", "errno"],
    ["ER_LOCK_DEADLOCK is its name", innodb, "ER_LOCK_DEADLOCK", [], "short-delay"],
    ["1205 is a wait for a lock that was too long", innodb, 1205, [], "backoff", "errno"],
    ["1452 is a foreign key without its row", reference, 1452, [], "fix-first", "errno"],
    ["1451 is a row that others refer to", reference, 1451, [], "fix-first", "errno"],
    ["1045 is denied access", reference, 1045, [], "fix-first", "errno"],
    ["1146 is a table that is not there", reference, "ER_NO_SUCH_TABLE", [], "fix-first"],
    ["1064 is SQL that cannot be read", reference, "ER_PARSE_ERROR", [], "fix-first"],
    ["1040 is too many connections", reference, "ER_CON_COUNT_ERROR", [], "backoff"],
    ["1406 is data too long for its column", reference, 1406, [], "fix-first", "errno"],
    ["3819 is a check constraint", reference, 3819, [], "fix-first", "errno"],
  ]),
]);
