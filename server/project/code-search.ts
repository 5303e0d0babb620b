/** A code as it is searched. */
export interface Searched<Item> {
  readonly item: Item;
  /** In lower case, as all that follows. */
  readonly code: string;
  readonly provider: string;
  readonly statuses: readonly string[];
  /** Meaning, retry policy and the like. */
  readonly words: string;
}

/** What a code is worth before anybody types: 2 where the workspace names it, 1 where it uses its provider. */
export type Rank = 0 | 1 | 2;

export interface SearchResult<Item> {
  /** The best first. */
  readonly items: readonly Item[];
  readonly total: number;
}

/**
 * The codes that have every word of the query somewhere: in the code, the provider, a status, the meaning. What is named best comes first
 * (`card_dec` leads to card_declined), among equals what the workspace uses; without a query only that counts.
 */
export function searchCodes<Item>(
  codes: readonly Searched<Item>[],
  query: string,
  limit: number,
  rankOf: (item: Item) => Rank,
): SearchResult<Item> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const found: { readonly item: Item; readonly score: number; readonly index: number }[] = [];
  for (const [index, entry] of codes.entries()) {
    const score = scoreOf(entry, words);
    if (score > 0) found.push({ item: entry.item, score: score + rankOf(entry.item) * USED, index });
  }
  found.sort((a, b) => b.score - a.score || a.index - b.index);
  return { items: found.slice(0, limit).map(({ item }) => item), total: found.length };
}

const MOST_WORDS = 8;
/** Being used outweighs a small difference in how well the words fit, not a large one. */
const USED = 15;

/** 0 where a word is nowhere. */
function scoreOf(entry: Searched<unknown>, words: readonly string[]): number {
  let sum = 1;
  for (const word of words) {
    const score = wordScore(entry, word);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function wordScore({ code, provider, statuses, words }: Searched<unknown>, word: string): number {
  if (code === word) return 100;
  if (statuses.includes(word)) return 90;
  if (code.startsWith(word)) return 80;
  if (beginsWord(provider, word)) return 70;
  if (beginsWord(code, word)) return 60;
  if (code.includes(word)) return 40;
  if (beginsWord(words, word)) return 30;
  if (isSpread(code, word)) return 20;
  return word.length > 2 && words.includes(word) ? 10 : 0;
}

/** `"card"` begins a word of `"not_a_card"`. */
function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[a-z0-9]/.test(text[at - 1] as string)) return true;
  }
  return false;
}

/** `"ratelimit"` is spread over `"rate_limit_exceeded"`: the same letters without what parts them. */
const isSpread = (code: string, word: string): boolean =>
  word.length > 2 && code.replace(/[^a-z0-9]/g, "").includes(word.replace(/[^a-z0-9]/g, "") || " ");
