const FILE = /^\/\/ ─── (\S+)\n/m;

/** Several files in one: each begins with a line that names it. */
export function filesOf(text: string): ReadonlyMap<string, string> {
  const [, ...parts] = text.split(new RegExp(FILE.source, "m"));
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] as string] as const] : [])));
}
