import { readdirSync, readFileSync } from "node:fs";
import { type Retrier, readRetrier } from "../../catalog/model/retrier";
import type { RetrierFile } from "../../catalog/model/retrier-file";

const root = new URL("../../catalog/retriers/", `file://${__filename}`);

/** The text of every file, by its name without the extension. */
export const retrierTexts: ReadonlyMap<string, string> = new Map(
  readdirSync(root)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name.slice(0, -".json".length), readFileSync(new URL(name, root), "utf8")]),
);

export const retriers: readonly Retrier[] = [...retrierTexts.values()].map((text) => readRetrier(JSON.parse(text) as RetrierFile));

export function retrier(id: string): Retrier {
  const found = retriers.find((entry) => entry.id === id);
  if (!found) throw new Error(`no retrier ${id}`);
  return found;
}
