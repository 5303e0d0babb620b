/** What one run of the random tests does with the core. */

import type { Module } from "../../server/core/analysis";
import { modulesOf } from "../core/markers";
import { absorbed, roomy } from "../core/syntax/room";
import type { Core, Looked } from "./core";
import { type Sample, samples, workspaces } from "./corpus";
import { applied, randomEdit } from "./edits";
import { pick, type Random } from "./random";

const pieces = samples.map(({ text }) => text);

/** Edits one file six times, each version read by what the one before left. */
export async function editSample(core: Core, from: readonly Sample[], random: Random, others = pieces): Promise<void> {
  const { path, text } = pick(random, from);
  // The server puts blanks behind what is edited, so that nothing moves behind them.
  const room = random(2) === 0;
  let current = room ? roomy(path, text) : text;
  let looked = await core.look(path, current, random);
  for (let i = 0; i < 6; i++) {
    const edit = randomEdit(random, current, others);
    current = applied(current, (room && absorbed(current, edit)) || edit);
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
