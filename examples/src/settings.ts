/** Errors of Node itself are known too. */
import { readFile } from "node:fs/promises";

export async function settings(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    // unknown-code: one letter too many
    if (failure.code === "ENOENTT") return "{}";
    // Right, and hover tells that this one is about rights, not about a missing file.
    if (failure.code === "EACCES") throw new Error(`${file} may not be read`);
    // unused-disable: what this comment silenced is gone
    if (failure.code === "EISDIR") return "{}"; // faultline-disable-line unknown-code
    throw error;
  }
}
