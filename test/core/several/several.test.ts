import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assertSame, compare } from "../markers";
import { filesOf } from "./files";

const root = join(__dirname, "fixtures");
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
