import type { Analysis, Lens } from "../analysis";
import { addCases } from "../cases";
import { type Chain, chainsOf } from "../flow/chains";
import { silencesFile } from "../link/binds";

/** A line over each switch and chain that tells codes of one API apart: "handles 4 of 13 codes of VantaPrism". */
export function lenses(analysis: Analysis): readonly Lens[] {
  if (silencesFile(analysis.environment.settings)) return [];
  return chainsOf(analysis.flow)
    .map((chain) => lens(analysis, chain))
    .sort((a, b) => a.span.start - b.span.start);
}

function lens({ file }: Analysis, chain: Chain): Lens {
  const { stmt, provider, possible, missing, whole } = chain;
  const { start } = "kind" in stmt ? stmt.span : stmt[0].span;
  const all = `${possible.length} ${whole ? "" : "possible "}codes of ${provider.name}`;
  const edit = addCases(file.text, chain);
  return {
    span: { start, end: start + ("kind" in stmt ? "switch" : "if").length },
    title: missing.length === 0 ? `handles all ${all}` : `handles ${possible.length - missing.length} of ${all}`,
    provider,
    missing,
    edits: edit ? [edit] : [],
  };
}
