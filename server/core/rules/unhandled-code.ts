import { addCases } from "../cases";
import { type Chain, chainsOf } from "../flow/chains";
import { fix, type Pass, type Rule, requestsOf } from "./rule";
import { isTest } from "./tests";

export const unhandledCode: Rule = {
  id: "unhandled-code",
  summary: "A switch or chain on codes leaves documented ones unhandled",
  severity: "hint",
  run(pass) {
    if (isTest(pass.file.path)) return;
    for (const chain of chainsOf(pass.flow)) if (chain.missing.length > 0) report(pass, chain);
  },
};

function report(pass: Pass, chain: Chain): void {
  const { provider, sites, missing, possible, whole } = chain;
  const edit = addCases(pass.file.text, chain);
  const count = missing.length === 1 ? "missing case" : `${missing.length} missing cases`;
  pass.report({
    span: sites[0].place.span,
    message:
      `Handles ${possible.length - missing.length} of the ${possible.length} codes of ${provider.name}` +
      `${whole ? "" : " that can be here"}: not ${named(missing.map((c) => String(c.code)))}`,
    provider: provider.id,
    fixes: edit ? [fix(`Add the ${count}`, [edit], { preferred: true })] : [],
    related: requestsOf(pass, sites[0].view),
  });
}

const MOST_NAMES = 4;

/** `["A","B"]` is "A and B"; of many the first, and how many there are more. */
function named(codes: readonly string[]): string {
  const shown = codes.length > MOST_NAMES + 1 ? codes.slice(0, MOST_NAMES) : codes;
  const last = shown.length < codes.length ? `${codes.length - shown.length} more` : shown.at(-1);
  const before = shown.length < codes.length ? shown : shown.slice(0, -1);
  return before.length === 0 ? `${last}` : `${before.join(", ")} and ${last}`;
}
