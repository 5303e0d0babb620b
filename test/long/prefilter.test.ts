/** `FAULTLINE_TREES=/src/a:/src/b npm run test:long`: in real trees a check finds what a whole analysis of each file does. */
import assert from "node:assert/strict";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { findSources, readSource } from "../../server/project/files";
import { nodeAssets, nodeHost } from "../../server/project/node-host";
import { Project } from "../../server/project/project";

const trees = (process.env.FAULTLINE_TREES ?? "").split(path.delimiter).filter((tree) => tree !== "");
const dist = path.resolve(import.meta.dirname, "../../dist");

describe("the prefilter over real trees", () => {
  if (trees.length === 0) it("needs folders in FAULTLINE_TREES");
  for (const tree of trees) {
    it(tree, async function () {
      this.timeout(0);
      const logged: string[] = [];
      const project = new Project({ host: nodeHost, assets: nodeAssets(dist), log: (message) => void logged.push(message) });
      project.setFolders([tree]);
      const differing: string[] = [];
      let files = 0;
      let clear = 0;
      for (const file of await findSources(nodeHost, tree, (found) => project.ignored(found))) {
        const source = await readSource(nodeHost, file);
        if ("unfit" in source) continue;
        files++;
        const checked = await project.check(file, source.text);
        if (checked.clear) clear++;
        const { analysis } = await project.analyze(file, source.text);
        if (!isDeepStrictEqual(checked.analysis?.findings ?? [], analysis?.findings ?? [])) differing.push(file);
      }
      assert.deepEqual(differing, []);
      assert.deepEqual(logged, []);
      console.log(`      ${files - clear} of ${files} files are analysed`);
    });
  }
});
