/** The catalog as it is shipped, from its sources. */
import { buildCodeTable, buildIndex, createCatalog, readProvider } from "../../catalog/model/load";
import { bundledFiles, textOf } from "../catalog/bundled";
import { retriers } from "../retriers/bundled";

const providers = bundledFiles.map((file) => readProvider(textOf(file)));

export const shipped = createCatalog(buildIndex(providers, retriers), {
  providers: new Map(providers.map((p) => [p.id, p])),
  retriers: new Map(retriers.map((r) => [r.id, r])),
  codes: buildCodeTable(providers),
});
