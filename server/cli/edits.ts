import { randomBytes } from "node:crypto";
import { promises as fs } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Edit } from "../core/analysis";

/** `applyEdits("abc", [{ span: { start: 1, end: 2 }, newText: "x" }])` is `"axc"`. Of edits that overlap the first one counts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { span, newText } of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    if (span.start < done) continue;
    result += text.slice(done, span.start) + newText;
    done = span.end;
  }
  return result + text.slice(done);
}

/**
 * Puts `after` in the place of `before`, at once: a reader sees the old file or the new one, with the old one's mode. Gives the
 * reason where it does not: the file is no longer `before`, it is no regular file, or nobody may write it.
 */
export async function replaceText(path: string, before: string, after: string): Promise<string | undefined> {
  let temporary: string | undefined;
  try {
    const target = await fs.realpath(path);
    const stat = await fs.stat(target);
    if (!stat.isFile()) return "it is not a regular file";
    await fs.access(target, fs.constants.W_OK);
    const mark = await byteOrderMark(target, before);
    if (mark === undefined) return "it has changed since it was read";
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
    const file = await fs.open(temporary, "wx", stat.mode);
    try {
      await file.writeFile(mark + after, "utf8");
      await file.chmod(stat.mode);
      await file.sync();
    } finally {
      await file.close();
    }
    if ((await byteOrderMark(target, before)) === undefined) return "it has changed since it was read";
    await fs.rename(temporary, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? reason(String(error.code)) : String(error);
  } finally {
    if (temporary !== undefined) await fs.rm(temporary, { force: true });
  }
}

/** Writes a file that is not there yet; the reason where it cannot. */
export async function createFile(path: string, text: string): Promise<string | undefined> {
  try {
    await fs.writeFile(path, text, { flag: "wx" });
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? reason(String(error.code)) : String(error);
  }
}

/** The mark that a file has before exactly this text; absent where it holds something else, or bytes that are no UTF-8. */
async function byteOrderMark(path: string, text: string): Promise<string | undefined> {
  const bytes = await fs.readFile(path);
  return ["", "\ufeff"].find((mark) => bytes.equals(Buffer.from(mark + text, "utf8")));
}

const reason = (code: string): string =>
  ({
    EACCES: "it may not be written",
    EPERM: "it may not be written",
    EROFS: "it may not be written",
    ENOENT: "it is gone",
    ENOSPC: "the disk is full",
  })[code] ?? code;
