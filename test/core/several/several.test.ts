import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assertSame, compare } from "../markers";

const root = join(__dirname, "fixtures");
const FILE = /^\/\/ ─── (\S+)\n/m;

/** Several files in one: each begins with a line that names it. */
function filesOf(text: string): ReadonlyMap<string, string> {
  const [, ...parts] = text.split(new RegExp(FILE.source, "m"));
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] as string] as const] : [])));
}

describe("fixtures of several files", () => {
  for (const name of readdirSync(root).sort()) {
    const files = filesOf(readFileSync(join(root, name), "utf8"));
    describe(name, () => {
      for (const [path, text] of files) {
        it(path, () => {
          const result = compare(text, { path, files });
          assertSame(result);
        });
      }
    });
  }
});
