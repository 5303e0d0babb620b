import type { Colors } from "picocolors/types";
import type { Change } from "../../../catalog/import/merge";
import { printable } from "../printable";

/**
 * What an import does to a catalog, for people:
 * ```
 * + gone          { "status": 410 }
 * ~ not_found     status 404 → 410
 * ! too_many      meaning stays as you wrote it, openapi.yaml says "…"
 * - old_code      is not in openapi.yaml any more; it stays until you remove it
 * ```
 */
export function changesText(changes: readonly Change[], from: string, colors: Colors): string {
  const lines = changes.map((change) => lineOf(change, from, colors)).filter((line) => line !== undefined);
  const width = Math.min(40, Math.max(0, ...lines.map(([, name]) => name.length)));
  return lines.map(([mark, name, text]) => `${mark} ${printable(name).padEnd(width)}  ${printable(text)}`.trimEnd().concat("\n")).join("");
}

function lineOf(change: Change, from: string, colors: Colors): readonly [mark: string, name: string, text: string] | undefined {
  const { kind, property, before, after } = change;
  const name = nameOf(change);
  const said = property === "" ? "" : `${property} `;
  switch (kind) {
    case "added":
      return [colors.green("+"), name, property === "" ? particulars(change) : `${said}${value(after)}`];
    case "changed":
      return [colors.yellow("~"), name, `${said}${value(before)} → ${value(after)}`];
    case "removed":
      return [colors.yellow("~"), name, `${said}${value(before)} is not in ${from} any more`];
    case "kept":
      return after === undefined ? undefined : [colors.cyan("!"), name, `${said}stays as it is here; ${from} says ${value(after)}`];
    case "left-out":
      return [colors.cyan("!"), name, "stays out: it was removed here"];
    case "gone":
      return [colors.red("-"), name, `is not in ${from} any more; it stays until you remove it`];
  }
}

/** A code by itself, anything else with what it is. */
function nameOf({ section, id, key }: Change): string {
  if (section === "codes") return /^codes\[(.*?)\]/.test(key) ? `${id} (${/^codes\[(.*?)\]/.exec(key)?.[1]})` : id;
  return section === id || id === "" ? section : `${section} ${id}`;
}

function particulars({ section, after }: Change): string {
  if (section !== "codes" || typeof after !== "object" || after === null)
    return section === "name" || section === "docs" ? value(after) : "";
  const { code: _, vocabulary: __, ...rest } = after as Record<string, unknown>;
  return Object.keys(rest).length === 0 ? "" : value(rest);
}

/** Characters of a value that are shown. */
const MOST = 80;

function value(given: unknown): string {
  const plain = Array.isArray(given) && given.every((item) => typeof item === "number") ? given.join(", ") : (JSON.stringify(given) ?? "");
  return plain.length > MOST ? `${plain.slice(0, MOST)}…` : plain;
}
