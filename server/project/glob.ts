/**
 * Globs of `faultline.json`: `**` any folders, `*` anything but `/`, `?` one character, `{a,b}` either; the rest stands for itself,
 * so `app/[id]/(group)/*.ts` needs no escaping. Matching takes time linear in pattern × path, whatever the pattern: a repository
 * that is merely opened must not be able to stall the editor, and globs turned into regular expressions can
 * (`*a*a*a*a*a*a*b` against a hundred `a` runs for minutes).
 */
export interface Glob {
  readonly pattern: string;
  readonly matches: (path: string) => boolean;
}

/** `glob("src/*.ts")` matches `"src/a.ts"`; a text says what is wrong with the pattern: `glob("../a")` → "leaves the folder …". */
export function glob(pattern: string): Glob | string {
  const wrong = fault(pattern);
  if (wrong !== undefined) return wrong;
  const alternatives = expand(pattern.replace(/^(?:\.\/)+/, "").replace(/\/+$/, ""));
  if (alternatives === undefined) return `has more than ${MAX_ALTERNATIVES} alternatives in its braces`;
  const compiled = alternatives.map((alternative) => alternative.split("/").filter((segment) => segment !== "" && segment !== "."));
  return { pattern, matches: (path) => compiled.some((segments) => matchPath(segments, path.split("/"))) };
}

/** True if the glob matches the path or a folder above it: `legacy` and `legacy/*` both cover `"legacy/a/b.ts"`. */
export function covers(pattern: Glob, path: string): boolean {
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
    if (pattern.matches(path.slice(0, slash))) return true;
  }
  return pattern.matches(path);
}

const MAX_LENGTH = 1000;
const MAX_ALTERNATIVES = 200;

function fault(pattern: string): string | undefined {
  if (pattern.trim() === "") return "is empty";
  if (pattern.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (pattern.includes("\\")) return "has a backslash; write '/' between folders";
  if (pattern.startsWith("!")) return "starts with '!', and patterns here cannot exclude";
  if (pattern.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(pattern)) return "must be relative to the folder of this file";
  if (pattern.split("/").includes("..")) return "leaves the folder of this file";
  return undefined;
}

/** `a{b,c}d` gives `["abd", "acd"]`. Braces that do not close, or hold no comma, stand for themselves. */
function expand(pattern: string): string[] | undefined {
  const group = firstGroup(pattern);
  if (!group) return [pattern];
  const result: string[] = [];
  for (const alternative of group.alternatives) {
    const rest = expand(pattern.slice(0, group.start) + alternative + pattern.slice(group.end));
    if (rest === undefined || result.length + rest.length > MAX_ALTERNATIVES) return undefined;
    result.push(...rest);
  }
  return result;
}

function firstGroup(pattern: string): { start: number; end: number; alternatives: string[] } | undefined {
  for (let start = pattern.indexOf("{"); start !== -1; start = pattern.indexOf("{", start + 1)) {
    const cuts = [start];
    let depth = 0;
    for (let i = start; i < pattern.length; i++) {
      const unit = pattern[i];
      if (unit === "{") depth++;
      else if (unit === "," && depth === 1) cuts.push(i);
      else if (unit === "}" && --depth === 0) {
        if (cuts.length === 1) break;
        const bounds = [...cuts, i];
        return { start, end: i + 1, alternatives: cuts.map((cut, at) => pattern.slice(cut + 1, bounds[at + 1])) };
      }
    }
  }
  return undefined;
}

/** Two pointers and the place of the last `**` to come back to: only the last one ever needs a second try. */
function matchPath(pattern: readonly string[], path: readonly string[]): boolean {
  return greedy(
    pattern.length,
    path.length,
    (at) => pattern[at] === "**",
    (at, index) => matchSegment(pattern[at] as string, path[index] as string),
  );
}

function matchSegment(pattern: string, name: string): boolean {
  return greedy(
    pattern.length,
    name.length,
    (at) => pattern[at] === "*",
    (at, index) => pattern[at] === "?" || pattern[at] === name[index],
  );
}

function greedy(
  patternLength: number,
  length: number,
  isStar: (at: number) => boolean,
  same: (at: number, index: number) => boolean,
): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < length) {
    if (at < patternLength && isStar(at)) {
      star = at++;
      resume = index;
    } else if (at < patternLength && same(at, index)) {
      at++;
      index++;
    } else if (star !== -1) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (at < patternLength && isStar(at)) at++;
  return at === patternLength;
}
