/** Trails through imports: from the name in one file to what another exports under it, or to the package that it is of. */
import type { Export, Expr } from "../facts";
import type { Unit } from "../link/modules";
import { sdkOfImport } from "../link/sdk";
import type { Span } from "../text";
import { follow, lose, quoted, type Trail, tell } from "./trail";

/** An import, or with `name` what is read off a whole module (`base`): `api.request` of `import * as api`. `as`: what it is called here. */
export function followImport(trail: Trail, expr: Expr, name?: string, base?: number, as?: string): Trail {
  const { linker } = trail;
  if (base !== undefined && name !== undefined) return exported(trail, linker.units.at(base), name, name, expr.span, new Set());
  if (expr.kind !== "import") return trail;
  const unit = linker.units.find(expr);
  if (!unit) return fromPackage(trail, expr, expr.source, as);
  const shown = as ?? (expr.name === "*" ? expr.source : expr.name);
  tell(trail, `'${shown}' is imported from '${expr.source}'`, expr.span);
  exported(trail, unit, expr.name, shown, expr.span, new Set());
  return trail;
}

/** A name of a package: the end, unless a client or SDK is known by it. */
export function fromPackage(trail: Trail, expr: Expr, source: string, as?: string): Trail {
  const { linker } = trail;
  const shown = as === undefined ? quoted(linker, expr) : `'${as}'`;
  if (sdkOfImport(linker, source)) return tell(trail, `${shown} comes from the package '${source}'`, expr.span);
  if (linker.units.unloaded.size > 0 && [...linker.units.unloaded.values()].some((request) => request.source === source))
    return lose(trail, `${shown} is imported from '${source}', which was not read`, expr.span);
  if (/^\.{0,2}\//.test(source))
    return lose(trail, `${shown} is imported from '${source}', which was not found among the files that are read`, expr.span);
  lose(
    trail,
    `${shown} comes from '${source}', which is no file of the workspace, and no provider in the catalog has that package`,
    expr.span,
  );
  return trail;
}

/** What a file exports under a name; barrels hand the question on. */
function exported(trail: Trail, unit: Unit, name: string, shown: string, span: Span, seen: Set<Unit>): Trail {
  const { linker } = trail;
  const missing = `'${unit.file?.path.split("/").at(-1) ?? "this file"}' exports no '${name}'`;
  if (seen.has(unit)) return lose(trail, missing, span);
  seen.add(unit);
  const entries = unit.facts.exports.filter((e) => e.name === name);
  const own = entries.find((e) => e.value);
  if (own?.value) return toValue(trail, unit, own.value, shown);
  const next = entries.find((e) => e.source !== undefined) ?? starWith(trail, unit, name);
  if (next?.source !== undefined) {
    const target = linker.units.find({ source: next.source, span: next.span });
    tell(trail, `'${shown}' is handed on from '${next.source}'`, next.span);
    if (!target)
      return lose(
        trail,
        `'${next.source}' is no file of the workspace that could be read, nor a package that the catalog knows`,
        next.span,
      );
    const imported = next.imported === undefined || next.name === "*" ? name : next.imported;
    return imported === "*" ? trail : exported(trail, target, imported, shown, next.span, seen);
  }
  const whole = unit.facts.exports.find((e) => e.name === "*" && e.value);
  if (whole?.value && name === "default") return toValue(trail, unit, whole.value, shown);
  if (name !== "*" && !whole) lose(trail, missing, span);
  return trail;
}

function toValue(trail: Trail, unit: Unit, value: Expr, shown: string): Trail {
  const { linker } = trail;
  const top = linker.top(unit.facts.base);
  if (value.kind === "function" || value.kind === "class") return trail;
  if (value.kind !== "local") tell(trail, `'${shown}' is ${quoted(linker, value)}`, value.span);
  follow(trail, value, top);
  return trail;
}

/** Of the files that are handed on whole the one that has the name. */
const starWith = ({ linker }: Trail, unit: Unit, name: string): Export | undefined => {
  const stars = unit.facts.exports.filter((e) => e.name === "*" && e.source !== undefined);
  const has = (at: Unit | undefined, seen: Set<Unit>): boolean => {
    if (!at || seen.has(at)) return false;
    seen.add(at);
    if (at.facts.exports.some((e) => e.name === name)) return true;
    return at.facts.exports.some(
      (e) => e.name === "*" && e.source !== undefined && has(linker.units.find({ source: e.source, span: e.span }), seen),
    );
  };
  return stars.find((e) => has(linker.units.find({ source: e.source as string, span: e.span }), new Set([unit])));
};
