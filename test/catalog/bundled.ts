import { readdirSync, readFileSync } from "node:fs";
import { readProvider } from "../../catalog/model/load";
import type { Provider } from "../../catalog/model/types";

const root = new URL("../../catalog/", `file://${__filename}`);

/** Files of the bundled providers, written by hand and generated. */
export const bundledFiles: readonly URL[] = ["providers/", "generated/"].flatMap((folder) => {
  const at = new URL(folder, root);
  return readdirSync(at)
    .filter((name) => name.endsWith(".json"))
    .map((name) => new URL(name, at));
});

export const textOf = (file: URL): string => readFileSync(file, "utf8");

export function bundled(id: string): Provider {
  const file = bundledFiles.find((url) => url.pathname.endsWith(`/${id}.json`));
  if (!file) throw new Error(`no bundled provider ${id}`);
  return readProvider(textOf(file));
}
