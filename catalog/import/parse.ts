import { JSON_SCHEMA, load, YAMLException } from "js-yaml";
import { ImportError } from "./imported";

/** `parseDescription("openapi: 3.1.0")` is `{ openapi: "3.1.0" }`. JSON or YAML 1.2; aliases are shared, never copied, tags refused. */
export function parseDescription(text: string): unknown {
  if (text.trim() === "") throw new ImportError("The file is empty");
  try {
    if (/^\s*[{[]/.test(text)) return JSON.parse(text) as unknown;
  } catch {
    // YAML's parser says where the mistake is.
  }
  try {
    return load(text, { schema: JSON_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException)
      throw new ImportError(`This is neither JSON nor YAML: ${error.reason}`, error.mark ? error.mark.line + 1 : undefined);
    if (error instanceof RangeError) throw new ImportError("The file is nested too deeply to be read");
    throw error;
  }
}
