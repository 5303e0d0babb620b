/** Columns of a line. */
const WIDTH = 120;

/**
 * JSON as people write it: what fits on a line stands on one, `{ "code": "gone", "status": 410 }`. `indent` is that of the line which it
 * begins on, `before` how much of the line is taken.
 */
export function print(value: unknown, indent = "", before = indent.length, unit = "  "): string {
  const flat = inline(value, WIDTH - before);
  if (flat !== undefined) return flat;
  const inner = indent + unit;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + print(item, inner, inner.length, unit)).join(",\n")}\n${indent}]`;
  const entries = Object.entries(value as object).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + print(item, inner, inner.length + name.length, unit);
  });
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

/** On one line; nothing for what is longer than `room` and can be broken, or holds objects in lists or objects in objects. */
function inline(value: unknown, room: number): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const text = Array.isArray(value)
    ? joined("[", value.map(flat), "]")
    : joined(
        "{ ",
        Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`),
        " }",
      );
  const deep = Object.values(value).some(
    (item) => typeof item === "object" && item !== null && Object.values(item).some((part) => typeof part === "object"),
  );
  return text.length <= room && !deep && !(Array.isArray(value) && value.some((item) => typeof item === "object")) ? text : undefined;
}

function flat(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value)
    ? joined("[", value.map(flat), "]")
    : joined(
        "{ ",
        Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`),
        " }",
      );
}

const joined = (open: string, items: readonly string[], close: string): string =>
  items.length === 0 ? open.trim() + close.trim() : open + items.join(", ") + close;
