/** `matches(["a", "c"], "abbc")` is true: fixed parts in their order, anything between them. No regular expression is made. */
export function matches(parts: readonly string[], text: string): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  return after(parts.slice(1, -1), text, first.length, end) !== undefined;
}

/** Where the parts, found one behind the other from `start` on, end; nothing where they do not fit before `limit`. */
export function after(parts: readonly string[], text: string, start: number, limit: number): number | undefined {
  let at = start;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > limit) return undefined;
    at = found + part.length;
  }
  return at;
}

/** `"auth/*"` against `"auth/wrong-password"`. */
export const globMatches = (glob: string, text: string): boolean => matches(glob.split("*"), text);
