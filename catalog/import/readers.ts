import { ImportError, type Imported, type Read } from "./imported";
import { readOpenApi } from "./openapi";
import { parseDescription } from "./parse";
import { readTables } from "./table";

/** `fileName` is where it came from, for people. */
export const readDescription = (text: string, fileName: string): Read => attempt(() => readOpenApi(parseDescription(text), fileName));

export const readPage = (text: string, fileName: string): Read => attempt(() => readTables(text, fileName));

function attempt(read: () => Imported): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportError) return { problem: error.message, ...(error.line === undefined ? {} : { line: error.line }) };
    if (error instanceof RangeError) return { problem: "The file is nested too deeply to be read" };
    throw error;
  }
}
