import { codePaths, facts, ofCodes } from "./facts";

const readme = "https://github.com/expressjs/multer#error-handling";

facts("multer", [
  {
    says: "the class is MulterError",
    page: readme,
    found: ({ provider }) => provider.errorClasses.map(({ name }) => name),
    is: ["MulterError"],
  },
  { says: "the code is at code", page: readme, found: (known) => codePaths(known, "thrown"), is: ["code"] },
  ...ofCodes([
    ["LIMIT_PART_COUNT is a limit", readme, "LIMIT_PART_COUNT", [], "fix-first"],
    ["LIMIT_FILE_SIZE is a limit", readme, "LIMIT_FILE_SIZE", [], "fix-first"],
    ["LIMIT_FILE_COUNT is a limit", readme, "LIMIT_FILE_COUNT", [], "fix-first"],
    ["LIMIT_FIELD_KEY is a limit", readme, "LIMIT_FIELD_KEY", [], "fix-first"],
    ["LIMIT_FIELD_VALUE is a limit", readme, "LIMIT_FIELD_VALUE", [], "fix-first"],
    ["LIMIT_FIELD_COUNT is a limit", readme, "LIMIT_FIELD_COUNT", [], "fix-first"],
    ["a file in another field is LIMIT_UNEXPECTED_FILE", readme, "LIMIT_UNEXPECTED_FILE", [], "fix-first"],
    ["a part without a name is MISSING_FIELD_NAME", readme, "MISSING_FIELD_NAME", [], "fix-first"],
  ]),
]);
