/** Which calls bring in a retry library, as the uses in `catalog/retriers` describe them. */
import type { Catalog, RetrierEntry } from "../../../catalog/model/catalog";
import type { Facts } from "../facts";

/** The retry libraries that a file imports. */
export function retrierEntries(facts: Facts, catalog: Catalog): readonly RetrierEntry[] {
  const found = facts.imports.flatMap((i) => (i.typeOnly ? [] : (catalog.retrierByImport(i.source) ?? [])));
  return [...new Set(found)];
}
