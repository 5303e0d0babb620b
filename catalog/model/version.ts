/** `[14, 6, 6]` of `"14.6.6"`, of `"^14.6.6"` or of `">=14.6.6 <16"`: the first version that a text names. Nothing of `"latest"` or `"*"`. */
export function versionIn(text: string): readonly number[] | undefined {
  for (const word of text.split(" ")) {
    const parts = numbers(word);
    if (parts.length > 0) return parts;
  }
  return undefined;
}

/** `satisfies("7.1.1", ">=7 <8")` is true. A range is a list of `>=`, `<`, `>`, `<=` and `=`, all of which must hold. */
export function satisfies(version: string, range: string): boolean {
  const own = versionIn(version);
  if (!own) return false;
  return range.split(" ").every((bound) => {
    const at = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].includes(bound.charAt(1)) ? 1 : 2;
    const order = compare(own, numbers(bound));
    const operator = bound.slice(0, at);
    if (operator === ">=") return order >= 0;
    if (operator === "<=") return order <= 0;
    if (operator === ">") return order > 0;
    return operator === "<" ? order < 0 : operator === "=" && order === 0;
  });
}

/** Numbers between dots, up to the first other thing: a pre-release counts as its release. */
function numbers(word: string): readonly number[] {
  let at = 0;
  while (at < word.length && !isDigit(word, at)) at++;
  if (at > 2) return [];
  const parts: number[] = [];
  for (;;) {
    const from = at;
    while (isDigit(word, at)) at++;
    if (at === from) return parts;
    parts.push(Number(word.slice(from, at)));
    if (word.charAt(at) !== ".") return parts;
    at++;
  }
}

const isDigit = (word: string, at: number): boolean => word.charAt(at) >= "0" && word.charAt(at) <= "9";

/** `[7]` is `[7, 0, 0]`. */
function compare(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
