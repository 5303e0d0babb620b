/** What an analysis asked for, round by round. */
import type { Analysis, Needs } from "../core/analysis";

/** Each round follows calls into one more file; what they lead to is loaded with it. Real chains are three or four long. */
const MAX_ROUNDS = 16;

/** Analyses again and again, until nothing is asked for that can be loaded. */
export async function settled(analyze: () => Analysis, load: (needs: Needs) => Promise<boolean>): Promise<Analysis> {
  let asked: Needs = { providers: [], retriers: [], modules: [] };
  for (let round = 0; ; round++) {
    const analysis = analyze();
    const needs = without(analysis.needs, asked);
    if (round === MAX_ROUNDS || !(await load(needs))) return analysis;
    asked = both(asked, needs);
  }
}

const both = (a: Needs, b: Needs): Needs => ({
  providers: [...a.providers, ...b.providers],
  retriers: [...a.retriers, ...b.retriers],
  modules: [...a.modules, ...b.modules],
  ...((a.codes || b.codes) && { codes: true }),
});

const without = (needs: Needs, asked: Needs): Needs => ({
  providers: needs.providers.filter((id) => !asked.providers.includes(id)),
  retriers: needs.retriers.filter((id) => !asked.retriers.includes(id)),
  modules: needs.modules.filter(({ from, source }) => !asked.modules.some((m) => m.from === from && m.source === source)),
  ...(needs.codes && !asked.codes && { codes: true }),
});
