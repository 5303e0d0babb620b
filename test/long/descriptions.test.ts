/**
 * Real OpenAPI descriptions, imported: as many codes come out as the description holds. `FAULTLINE_DESCRIPTIONS` is a folder with a bare
 * clone of each repository of `test/real/descriptions.json`, as `owner+name`; without it there is nothing to do.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { readDescription } from "../../catalog/import/readers";
import type { CodeFile } from "../../catalog/model/file";
import { adviseAuthor } from "../../catalog/validate/author";
import list from "../real/descriptions.json";

const folder = process.env.FAULTLINE_DESCRIPTIONS;

interface Described {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly counted: Readonly<Record<string, number>>;
  readonly beyond?: Readonly<Record<string, number>>;
}

describe("a real description", function () {
  this.timeout(0);
  for (const { repository, commit, path: file, counted, beyond = {} } of list.descriptions as readonly Described[]) {
    const clone = path.join(folder ?? "", repository.replace("/", "+"));
    if (folder === undefined || !existsSync(clone)) continue;
    it(`gives the codes that it holds: ${repository} ${file}`, () => {
      const text = execFileSync("git", ["-C", clone, "show", `${commit}:${file}`], { encoding: "utf8", maxBuffer: 64_000_000 });
      const read = readDescription(text, path.basename(file));
      assert.ok("file" in read, JSON.stringify(read));
      const codes = (read.file.codes ?? []) as readonly CodeFile[];
      const found = [...new Set(codes.map(({ vocabulary }) => vocabulary))].map(
        (vocabulary) => codes.filter((entry) => entry.vocabulary === vocabulary).length,
      );
      const held = Object.entries(counted).map(([name, count]) => count + (beyond[name] ?? 0));
      assert.deepEqual(found, held);
      const advice = adviseAuthor(JSON.stringify({ id: "acme", ...read.file }), { hostOwner: () => undefined });
      const serious = advice.filter(({ severity, message }) => severity !== "information" && !/neither "codes" nor/.test(message));
      assert.deepEqual(serious, []);
    });
  }
});
