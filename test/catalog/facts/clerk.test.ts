import { codePaths, facts, ofCodes } from "./facts";

const forms = "https://clerk.com/docs/errors/forms";
const authentication = "https://clerk.com/docs/errors/authentication";

facts("clerk", [
  { says: "errors is a list", page: forms, found: (known) => codePaths(known, "body"), is: ["errors.0.code"] },
  ...ofCodes([
    ["a short password is form_password_length_too_short", forms, "form_password_length_too_short", [], "fix-first"],
    ["a long password is form_password_length_too_long", forms, "form_password_length_too_long", [], "fix-first"],
    ["a wrong password is form_password_incorrect", forms, "form_password_incorrect", [], "fix-first"],
    ["no such account is form_identifier_not_found", forms, "form_identifier_not_found", [], "fix-first"],
    ["a taken identifier is form_identifier_exists", forms, "form_identifier_exists", [], "fix-first"],
    ["a wrong key is clerk_key_invalid_code", authentication, "clerk_key_invalid_code", [], "fix-first"],
    ["no session is authentication_invalid_code", authentication, "authentication_invalid_code", [], "fix-first"],
    [
      "a wrong header is authorization_header_format_invalid_code",
      authentication,
      "authorization_header_format_invalid_code",
      [],
      "fix-first",
    ],
    ["no right is authorization_invalid_code", authentication, "authorization_invalid_code", [], "fix-first"],
  ]),
]);
