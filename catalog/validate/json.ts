import { type Schema, type ValidationResult, Validator } from "@cfworker/json-schema";
import { explain } from "./explain";
import type { Problem } from "./problem";
import { parse, plainValue, tooDeep } from "./tree";

/**
 * Reads a text that people wrote and holds it against a JSON Schema (2020-12): `value` is there exactly when nothing is wrong.
 * Comments and trailing commas are fine. A schema's own `patternErrorMessage` and `errorMessage` are what problems say where given.
 */
export function validateJson<T>(schema: object, text: string): { value?: T; problems: readonly Problem[] } {
  const { root, problems } = parse(text);
  if (!root || problems.length > 0) return { problems };
  try {
    const value = plainValue(root);
    const result = check(schema, value);
    if (!result.valid) return { problems: explain(result.errors, schema, value, root, text) };
    return { value: value as T, problems: [] };
  } catch (error) {
    if (error instanceof RangeError) return { problems: [tooDeep(text)] };
    throw error;
  }
}

/** All mistakes; in a file with so many that the validator's stack does not hold them, the first. */
function check(schema: object, value: unknown): ValidationResult {
  try {
    return compiled(schema).all.validate(value);
  } catch (error) {
    if (error instanceof RangeError) return compiled(schema).first.validate(value);
    throw error;
  }
}

interface Compiled {
  readonly all: Validator;
  readonly first: Validator;
}

const validators = new WeakMap<object, Compiled>();

function compiled(schema: object): Compiled {
  let validator = validators.get(schema);
  if (!validator) {
    // The library writes into the schema it is given.
    validator = {
      all: new Validator(structuredClone(schema) as Schema, "2020-12", false),
      first: new Validator(structuredClone(schema) as Schema, "2020-12", true),
    };
    validators.set(schema, validator);
  }
  return validator;
}
