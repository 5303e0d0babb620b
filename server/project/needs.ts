/** What an analysis asked for, round by round. */
import type { Needs } from "../core/analysis";

export const NOTHING: Needs = { providers: [], retriers: [], modules: [] };

export const both = (a: Needs, b: Needs): Needs => ({
  providers: [...a.providers, ...b.providers],
  retriers: [...a.retriers, ...b.retriers],
  modules: [...a.modules, ...b.modules],
  ...((a.codes || b.codes) && { codes: true }),
});

export const without = (needs: Needs, asked: Needs): Needs => ({
  providers: needs.providers.filter((id) => !asked.providers.includes(id)),
  retriers: needs.retriers.filter((id) => !asked.retriers.includes(id)),
  modules: needs.modules.filter(({ from, source }) => !asked.modules.some((m) => m.from === from && m.source === source)),
  ...(needs.codes && !asked.codes && { codes: true }),
});
