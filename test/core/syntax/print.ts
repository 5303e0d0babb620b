import type { Class, Expr, Facts, Func, Stmt, Type } from "../../../server/core/facts";
import { parse } from "../../../server/core/syntax";

/**
 * Facts as one line to compare with. `flow("const { a = 1 } = f(x)")` is `%0 = $f($x); a = (%0.a ?? 1)`.
 *
 * `$x` global · `x`, `x'` the first and second binding named x · `%0` the first temp · `@m.x` export x of module m · `?[a, b]` unknown
 */
export function flow(text: string, path = "a.ts"): string {
  return printModule(parse(path, text).facts);
}

export function printModule(facts: Facts): string {
  const p = printer(facts);
  const declared = facts.functions.filter((f) => f.binding !== undefined);
  const module = facts.functions[0] as Func;
  return [p.stmts(module.body), ...declared.map(p.func)].filter((s) => s !== "").join("; ");
}

/** The exports: `x = 1; default = f; y = @m.z`. */
export function exportsOf(text: string, path = "a.ts"): string {
  const { facts } = parse(path, text);
  const p = printer(facts);
  return facts.exports
    .map((e) => `${e.name} = ${e.source === undefined ? (e.value ? p.expr(e.value) : "-") : `@${e.source}.${e.imported}`}`)
    .join("; ");
}

/** The imports: `import m: default as a, b as c`. */
export function importsOf(text: string, path = "a.ts"): string {
  const { facts } = parse(path, text);
  const p = printer(facts);
  return facts.imports
    .map((i) => {
      const names = i.names.map((n) => (n.binding === undefined ? n.imported : `${n.imported} as ${p.name(n.binding)}`));
      return `${i.typeOnly ? "type " : ""}${i.kind} ${i.source}: ${names.join(", ")}`;
    })
    .join("; ");
}

export function printType(type: Type): string {
  switch (type.kind) {
    case "name": {
      const args = type.args.length > 0 ? `<${type.args.map(printType).join(", ")}>` : "";
      return type.path.join(".") + (type.binding === undefined ? "" : "!") + args + (type.means ? `=${printType(type.means)}` : "");
    }
    case "literal":
      return JSON.stringify(type.value);
    case "union":
      return `(${type.types.map(printType).join(" | ")})`;
    case "object":
      return `{${type.fields.map((f) => `${f.name}: ${printType(f.type)}`).join(", ")}}`;
    case "primitive":
      return type.name;
    case "other":
      return "_";
  }
}

function printer(facts: Facts) {
  const names = facts.bindings.map((b, id) => {
    const before = facts.bindings.slice(0, id);
    if (b.kind === "temp") return `%${before.filter((o) => o.kind === "temp").length}`;
    return b.name + "'".repeat(before.filter((o) => o.name === b.name && o.kind !== "temp").length);
  });
  const name = (id: number): string => names[id] as string;
  const list = (exprs: readonly Expr[]): string => exprs.map(expr).join(", ");
  const block = (body: readonly Stmt[]): string => (body.length === 0 ? "{}" : `{ ${stmts(body)} }`);
  const stmts = (body: readonly Stmt[]): string => body.map(stmt).join("; ");

  function func(f: Func): string {
    const params = f.params.map((p) => (p.rest ? "..." : "") + name(p.binding) + (p.initial ? ` = ${expr(p.initial)}` : ""));
    const marks = (f.async ? "async " : "") + (f.arrow ? "arrow" : "fn") + (f.generator ? "*" : "");
    return `${marks} ${f.name ?? ""}(${params.join(", ")}) ${block(f.body)}`;
  }

  function klass(c: Class): string {
    const members = c.members.map((m) => {
      const value = m.func === undefined ? (m.value ? ` = ${expr(m.value)}` : "") : ` ${func(facts.functions[m.func] as Func)}`;
      return `${m.static ? "static " : ""}${m.kind} ${m.name}${value}`;
    });
    return `class ${c.name ?? ""}${c.extends ? ` extends ${expr(c.extends)}` : ""} {${members.map((m) => ` ${m};`).join("")} }`;
  }

  function expr(e: Expr): string {
    switch (e.kind) {
      case "literal":
        return (e.value === undefined ? "undefined" : JSON.stringify(e.value)) + (e.unterminated ? "…" : "");
      case "regex":
        return `/${e.source}/${e.flags}`;
      case "template":
        return `${e.tag ? expr(e.tag) : ""}\`${e.parts.map((p) => (typeof p === "string" ? p : `\${${expr(p)}}`)).join("")}\``;
      case "local":
        return name(e.binding);
      case "global":
        return `$${e.name}`;
      case "this":
        return "this";
      case "import":
        return `@${e.source}.${e.name}`;
      case "member":
        return expr(e.object) + (e.optional ? "?" : "") + (e.index ? `[${expr(e.index)}]` : `.${e.name}`);
      case "call":
        return `${expr(e.callee)}${e.optional ? "?." : ""}(${list(e.args)})`;
      case "new":
        return `new ${expr(e.callee)}(${list(e.args)})`;
      case "object":
        return `{${e.entries.map((n) => (n.spread ? "..." : n.index ? `[${expr(n.index)}]: ` : `${n.key}: `) + expr(n.value)).join(", ")}}`;
      case "array":
        return `[${list(e.items)}]`;
      case "function":
        return func(facts.functions[e.id] as Func);
      case "class":
        return klass(facts.classes[e.id] as Class);
      case "choice":
        return e.test ? `(${expr(e.test)} ? ${expr(e.left)} : ${expr(e.right)})` : `(${expr(e.left)} ${e.op} ${expr(e.right)})`;
      case "compare":
        return `(${expr(e.left)} ${e.op} ${expr(e.right)})`;
      case "not":
        return `!${expr(e.operand)}`;
      case "operation":
        return `(${e.operands.length === 1 ? `${e.op} ` : ""}${e.operands.map(expr).join(` ${e.op} `)})`;
      case "assign":
        return `${expr(e.target)} ${e.op} ${expr(e.value)}`;
      case "await":
        return `await ${expr(e.value)}`;
      case "cast":
        return `<${printType(e.type)}>${expr(e.value)}`;
      case "spread":
        return `...${expr(e.value)}`;
      case "item":
        return `${e.rest ? "rest" : e.keys ? "key" : "item"}(${expr(e.of)}${e.index === undefined ? "" : `, ${e.index}`})`;
      case "unknown":
        return `?[${list(e.children)}]`;
    }
  }

  function stmt(s: Stmt): string {
    const label = "label" in s && s.label !== undefined ? s.label : "";
    switch (s.kind) {
      case "let":
        return s.initial ? `${name(s.binding)} := ${expr(s.initial)}` : `let ${name(s.binding)}`;
      case "eval":
        return expr(s.expr);
      case "branch":
        return `if ${expr(s.test)} ${block(s.then)}${s.else ? ` else ${block(s.else)}` : ""}`;
      case "switch":
        return `switch ${expr(s.subject)} {${s.cases.map((c) => ` ${c.test ? `case ${expr(c.test)}` : "default"}: ${block(c.body)}`).join("")} }`;
      case "loop": {
        const head = [s.before.length > 0 ? `[${stmts(s.before)}]` : "", s.over ? expr(s.over) : "", s.test ? expr(s.test) : ""];
        const words = [label && `${label}:`, s.await ? "await" : "", s.form, ...head, s.update ? `[${expr(s.update)}]` : "", block(s.body)];
        return words.filter((w) => w !== "").join(" ");
      }
      case "try": {
        const binding = s.catch?.binding === undefined ? "" : `${name(s.catch.binding)} `;
        return `try ${block(s.body)}${s.catch ? ` catch ${binding}${block(s.catch.body)}` : ""}${s.finally ? ` finally ${block(s.finally)}` : ""}`;
      }
      case "throw":
        return `throw ${expr(s.value)}`;
      case "return":
        return s.value ? `return ${expr(s.value)}` : "return";
      case "break":
      case "continue":
        return [s.kind, label].filter((w) => w !== "").join(" ");
      case "block":
        return (label ? `${label}: ` : "") + block(s.body);
    }
  }
  return { stmts, expr, func, name };
}
