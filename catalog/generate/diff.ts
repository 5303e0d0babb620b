import type { CodeFile, ProviderFile } from "../model/file";

/** What a reviewer wants to see: `+ ENEW`, `- EGONE`, `~ ENOENT  meaning, retry`. Empty where nothing changed. */
export function difference(before: ProviderFile | undefined, after: ProviderFile): readonly string[] {
  const old = byCode(before);
  const now = byCode(after);
  const lines = [...now].flatMap(([key, entry]) => {
    const previous = old.get(key);
    if (!previous) return [`+ ${entry.code}`];
    const changed = fields.filter((field) => JSON.stringify(previous[field]) !== JSON.stringify(entry[field]));
    return changed.length > 0 ? [`~ ${entry.code}  ${changed.join(", ")}`] : [];
  });
  return [...lines, ...[...old].flatMap(([key, entry]) => (now.has(key) ? [] : [`- ${entry.code}`]))];
}

const fields = ["status", "statuses", "meaning", "action", "retry", "docs", "deprecated", "source"] as const;

function byCode(file: ProviderFile | undefined): ReadonlyMap<string, CodeFile> {
  const codes = (file?.codes ?? []).map((entry) => (typeof entry === "object" ? entry : { code: entry }));
  return new Map(codes.map((entry) => [JSON.stringify([entry.vocabulary, entry.code]), entry]));
}

/** The file as it is written: one line for each code, so that changes read well. */
export function serialise(file: ProviderFile): string {
  const { codes = [], ...head } = file;
  const lines = codes.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "codes": [\n${lines}\n  ]\n}\n`;
}
