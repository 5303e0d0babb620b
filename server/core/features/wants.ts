import { HTTP } from "../../../catalog/model/catalog";
import type { Analysis } from "../analysis";
import type { Needs } from "../contract";
import { literalAt } from "./at";
import { readAt } from "./places";

/**
 * The providers that a hover or completion at the offset could say more with, if they were loaded: those that have the code
 * under the cursor, HTTP for a status or where one is read, the platform's for an error that nobody attributes. An analysis itself loads only
 * what it needs. Which providers have a code shows only once the table of codes is loaded: ask again then.
 */
export function wants(analysis: Analysis, offset: number): Pick<Needs, "providers" | "codes"> {
  const { catalog } = analysis.environment;
  const ids = new Set<string>();
  let codes = false;
  for (const { site, candidate } of literalAt(analysis, offset)) {
    const { value } = candidate;
    if (typeof value === "number") ids.add(HTTP);
    if (typeof value === "string" || typeof value === "number") {
      const known = catalog.byCode(value);
      if (known === "unloaded") codes = true;
      else for (const id of known) ids.add(id);
    }
    if (site.view?.subject.foreign !== "none") for (const id of catalog.transports) ids.add(id);
  }
  const place = ids.size === 0 ? readAt(analysis, offset) : undefined;
  if (place?.view.subject.members.some((m) => m.origin.provider === undefined)) ids.add(HTTP);
  const providers = [...ids].filter((id) => catalog.provider(id) === "unloaded");
  return { providers, ...(codes && { codes }) };
}
