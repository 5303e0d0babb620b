/** `npm run catalog`: makes catalog/generated/*.json from the pinned sources and the overlays, and says what has changed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { ProviderFile } from "../model/file";
import { validateProvider } from "../validate/provider";
import { difference, serialise } from "./diff";
import type { Extractor } from "./extractor";
import { merge } from "./merge";
import { node } from "./node";
import { readPinned } from "./pinned";

const extractors: readonly Extractor[] = [node];

const root = new URL("../", `file://${__filename}`);
const failed = extractors.map(generate).includes(false);
process.exitCode = failed ? 1 : 0;

function generate(extractor: Extractor): boolean {
  const overlay = checked(new URL(`overlays/${extractor.id}.json`, root));
  const target = new URL(`generated/${extractor.id}.json`, root);
  const before = existsSync(target) ? checked(target) : undefined;
  if (!overlay) return false;
  const files = readPinned(extractor.pinned, extractor.files);
  const found = extractor.extract((name) => files.get(name)?.toString("latin1") ?? "");
  const merged = merge(extractor, found, overlay, dateOf(before, extractor));
  const lines = difference(before, merged.file);
  console.log(
    `${extractor.id}: ${merged.file.codes?.length} codes from ${extractor.pinned.name}@${extractor.pinned.version} and the overlay`,
  );
  for (const line of lines) console.log(`  ${line}`);
  if (lines.length === 0) console.log("  no code changed");
  if (merged.undescribed.length > 0) console.log(`  ${merged.undescribed.length} without a meaning: ${merged.undescribed.join(", ")}`);
  for (const failure of merged.failures) console.error(`  failed: ${failure}`);
  if (merged.failures.length > 0) return false;
  writeFileSync(target, serialise(merged.file));
  return true;
}

/** The day on which this version was first read: a second run on another day changes nothing. */
function dateOf(before: ProviderFile | undefined, { pinned }: Extractor): string {
  const old = Object.values(before?.sources ?? {}).find((source) => source.sha256 === pinned.sha256);
  return old?.retrieved ?? new Date().toISOString().slice(0, 10);
}

function checked(url: URL): ProviderFile | undefined {
  const { file, problems } = validateProvider(readFileSync(url, "utf8"));
  for (const problem of problems) console.error(`${url.pathname}:${problem.line}: ${problem.message}`);
  return file;
}
