/**
 * What `test/fuzz` does in seconds, for `FAULTLINE_SECONDS` each (120), from `FAULTLINE_SEED` on; on the files of `FAULTLINE_TREES` with
 * the shipped catalog too. Each run goes another way unless it is given a seed.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findSources, unfit } from "../../server/project/files";
import { nodeAssets, nodeHost } from "../../server/project/node-host";
import { Project } from "../../server/project/project";
import { catalog } from "../core/catalog";
import { shipped } from "../core/shipped";
import { seeded } from "../core/syntax/invariants";
import { Core } from "../fuzz/core";
import { samples } from "../fuzz/corpus";
import { Desk } from "../fuzz/desk";
import { forSeconds, pick, seedFrom, shuffled } from "../fuzz/random";
import { editSample, editWorkspace } from "../fuzz/runs";
import { workspace } from "../protocol/workspace";

const trees = (process.env.FAULTLINE_TREES ?? "").split(path.delimiter).filter((tree) => tree !== "");
const seconds = Number(process.env.FAULTLINE_SECONDS ?? 120);
const first = seedFrom(Date.now() % 2 ** 31);
const dist = path.resolve(import.meta.dirname, "../../dist");

describe("random edits for a long time", function () {
  this.timeout(0);

  it("of the fixtures", async () => {
    const core = await Core.start(catalog);
    const runs = await forSeconds(seconds, first, (random) => editSample(core, samples, random));
    console.log(`      ${runs} runs from seed ${first}`);
  });

  it("of files that import each other", async () => {
    const core = await Core.start(catalog);
    const runs = await forSeconds(seconds, first, (random) => editWorkspace(core, random));
    console.log(`      ${runs} runs from seed ${first}`);
  });

  it("on the running server", async () => {
    const place = workspace({ "faultline.json": JSON.stringify({ catalogs: ["own.json"] }) });
    const desk = await Desk.start(place, samples);
    try {
      const runs = await forSeconds(seconds, first, (random) => desk.act(random));
      await desk.compareWithFresh();
      assert.deepEqual(desk.logged, []);
      console.log(`      ${runs} actions from seed ${first}`);
    } finally {
      desk.end();
      place.remove();
    }
  });

  it("cuts of every fixture at every offset", async () => {
    const core = await Core.start(catalog);
    for (const { path: name, text } of samples) {
      for (let end = 0; end <= text.length; end++) {
        try {
          await core.quick(name, text.slice(0, end));
        } catch (error) {
          throw new Error(`${name} cut at ${end}`, { cause: error });
        }
      }
    }
  });

  for (const tree of trees) {
    it(`of the files of ${tree}`, async () => {
      const core = await Core.start(shipped);
      const files = await sourcesOf(tree);
      const texts = files.slice(0, 50).map(({ text }) => text);
      const runs = await forSeconds(seconds, first, (random) => editSample(core, [pick(random, files)], random, texts));
      console.log(`      ${runs} runs over ${files.length} files from seed ${first}`);
    });

    it(`any order of opening the files of ${tree}`, async () => {
      const files = shuffled(await sourcesOf(tree), seeded(first)).slice(0, 400);
      const [one, other] = [await findingsOf(tree, files), await findingsOf(tree, shuffled(files, seeded(first + 1)))];
      for (const { path: file } of files) assert.deepEqual(one.get(file), other.get(file), file);
    });
  }
});

interface Source {
  readonly path: string;
  readonly text: string;
}

async function sourcesOf(tree: string): Promise<readonly Source[]> {
  const found = await findSources(nodeHost, tree, async (file) => file.includes("/node_modules/"));
  return found.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return text.length > 60_000 || unfit(file, text) !== undefined ? [] : [{ path: file, text }];
  });
}

async function findingsOf(tree: string, files: readonly Source[]): Promise<ReadonlyMap<string, unknown>> {
  const logged: string[] = [];
  const project = new Project({ host: nodeHost, assets: nodeAssets(dist), log: (message) => void logged.push(message) });
  project.setFolders([tree]);
  const found = new Map<string, unknown>();
  for (const { path: file, text } of files) found.set(file, (await project.analyze(file, text)).analysis?.findings);
  assert.deepEqual(logged, []);
  return found;
}
