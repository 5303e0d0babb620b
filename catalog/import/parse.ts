import { JSON_SCHEMA, load, YAMLException } from "js-yaml";
import { ImportError } from "./imported";

/** `parseDescription("openapi: 3.1.0")` is `{ openapi: "3.1.0" }`. JSON or YAML 1.2; aliases are shared, never copied, tags refused. */
export function parseDescription(text: string): unknown {
  if (text.trim() === "") throw new ImportError("The file is empty");
  if (isCrowded(text)) throw new ImportError("The file holds more values than any description does");
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

/** The largest descriptions that are published have half a million. */
const MOST_MARKS = 1_500_000;

/** Whether parsing would make so many values that they take hundreds of megabytes: each begins at one of these, or behind it. */
function isCrowded(text: string): boolean {
  let marks = 0;
  for (let at = 0; at < text.length && marks <= MOST_MARKS; at++) {
    const unit = text.charCodeAt(at);
    // A comma, an opening bracket or brace, the end of a line.
    if (unit === 44 || unit === 91 || unit === 123 || unit === 10) marks++;
  }
  return marks > MOST_MARKS;
}
