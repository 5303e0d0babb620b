import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../server/core/analysis";
import { assertSame, compare, type Options } from "./markers";

/** The rules on retries speak of different sides of one retry: the fixtures of one leave the others out. */
const others = (folder: string): Options["rules"] =>
  folder.startsWith("retry-")
    ? Object.fromEntries(rules.filter(({ id }) => id.startsWith("retry-") && id !== folder).map(({ id }) => [id, "off"]))
    : {};

const root = join(__dirname, "fixtures");

describe("marker fixtures", () => {
  for (const folder of readdirSync(root).sort()) {
    describe(folder, () => {
      for (const name of readdirSync(join(root, folder)).sort()) {
        it(name, () => {
          const text = readFileSync(join(root, folder, name), "utf8");
          const options = /^\/\/ options: (.*)$/m.exec(text)?.[1];
          const given = options ? (JSON.parse(options) as Options) : {};
          const result = compare(text, { path: `src/${name}`, ...given, rules: { ...others(folder), ...given.rules } });
          assertSame(result);
        });
      }
    });
  }
});
