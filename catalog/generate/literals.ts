/** `literalsOf("Code", "type Code = 'a' | 'b' | Other;")` is `["a", "b"]`: the strings of the first union of that name. */
export function literalsOf(name: string, text: string): readonly string[] {
  const start = text.search(new RegExp(`\\btype ${name} =`));
  const end = text.indexOf(";", start);
  return start < 0 ? [] : [...text.slice(start, end).matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] ?? "");
}

/** `sectionOf("enum Code {", "const a = 1; enum Code { A = 1 } …")` is `"enum Code { A = 1 "`: from there to the first closing bracket. */
export function sectionOf(opening: string, text: string): string {
  const start = text.indexOf(opening);
  const end = text.indexOf("}", start);
  return start < 0 ? "" : text.slice(start, end < 0 ? undefined : end);
}

/** `valuesOf(/= "(\w+)"/g, 'A = "a", B = "a"')` is `["a"]`: each first group once. */
export const valuesOf = (pattern: RegExp, text: string): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? "")),
];
