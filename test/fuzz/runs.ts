/** What one run of the random tests does with the core. */

import type { Module } from "../../server/core/analysis";
import { modulesOf } from "../core/markers";
import type { Core, Looked } from "./core";
import { type Sample, samples, workspaces } from "./corpus";
import { applied, randomEdit } from "./edits";
import { pick, type Random } from "./random";

const pieces = samples.map(({ text }) => text);

/** Edits one file six times, each version read by what the one before left. */
export async function editSample(core: Core, from: readonly Sample[], random: Random, others = pieces): Promise<void> {
  const { path, text } = pick(random, from);
  let current = text;
  let looked = await core.look(path, current, random);
  for (let i = 0; i < 6; i++) {
    current = applied(current, randomEdit(random, current, others));
    looked = await core.look(path, current, random, looked);
  }
}

/** Edits files that import each other, and looks at any of them, again and again. */
export async function editWorkspace(core: Core, random: Random): Promise<void> {
  const files = new Map(pick(random, workspaces));
  const paths = [...files.keys()];
  const modules = new Map<string, Module>();
  const earlier = new Map<string, Looked>();
  for (let i = 0; i < 8; i++) {
    const changed = pick(random, paths);
    const before = files.get(changed) ?? "";
    files.set(changed, applied(before, randomEdit(random, before, pieces)));
    const looked = pick(random, paths);
    earlier.set(looked, await core.look(looked, files.get(looked) ?? "", random, earlier.get(looked), modulesOf(files, looked, modules)));
  }
}
