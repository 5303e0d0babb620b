/** `literalsOf("Code", "type Code = 'a' | 'b' | Other;")` is `["a", "b"]`: the strings of the first union of that name. */
export function literalsOf(name: string, text: string): readonly string[] {
  const start = text.search(new RegExp(`\\btype ${name} =`));
  const end = text.indexOf(";", start);
  return start < 0 ? [] : [...text.slice(start, end).matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] ?? "");
}
