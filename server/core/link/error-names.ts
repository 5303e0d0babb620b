/** Which names and types are those of errors. */
import type { Type } from "../facts";

const ERROR_NAMES = /^_?(?:err|error|ex|exception|reason|[a-z]\w*(?:Err|Error))$/;
const ERROR_TYPE = /(?:Error|Exception)$/;

/** `err`, `parseError`: a parameter of that name is taken for an error. */
export const isErrorName = (name: string): boolean => ERROR_NAMES.test(name);

/** `NodeJS.ErrnoException` is, `string` is not, of `unknown` and `any` nobody can say. */
export function isErrorType(type: Type): boolean | undefined {
  if (type.kind === "union") {
    const each = type.types.filter((t) => !isNothing(t)).map(isErrorType);
    return each.includes(true) ? true : each.includes(undefined) ? undefined : false;
  }
  if (type.kind !== "name") return type.kind === "other" ? undefined : false;
  return ERROR_TYPE.test(type.path.at(-1) ?? "");
}

const isNothing = (type: Type): boolean =>
  (type.kind === "primitive" && type.name === "undefined") || (type.kind === "literal" && type.value === null);
