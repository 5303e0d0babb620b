import { strict as assert } from "node:assert";
import { flow } from "./print";

const cases: readonly (readonly [string, string, string])[] = [
  ["literals", "f('a', 1, true, null, undefined, -1, void 0, `t`, 1n)", '$f("a", 1, true, null, undefined, -1, undefined, "t", ?[])'],
  ["regex", "/^E[A-Z]\\/+$/gi.test(x)", "/^E[A-Z]\\/+$/gi.test($x)"],
  ["templates", "`a${x}b${y}`", "`a${$x}b${$y}`"],
  ["tagged templates", "sql`a${x}`; tag`b`", "$sql`a${$x}`; $tag`b`"],
  ["members", "a.b; a?.b.c; a['b']; a[b]; a[0]; a!.b; a.#p", "$a.b; $a?.b.c; $a.b; $a[$b]; $a[0]; $a.b; $a.#p"],
  ["calls", "f(); f?.(1); a?.b?.(...c); f<T>(x)", "$f(); $f?.(1); $a?.b?.(...$c); $f($x)"],
  ["new", "new URL('/x', base); new A", 'new $URL("/x", $base); new $A()'],
  ["parentheses vanish", "((a).b)", "$a.b"],
  ["logic", "a && b || (!c ?? d)", "(($a && $b) || (!$c ?? $d))"],
  ["conditional", "a ? b : c ? d : e", "($a ? $b : ($c ? $d : $e))"],
  [
    "comparisons",
    "a === 1; a == 1; a !== 1; a != 1; a < 1; a <= 1; a > 1; a >= 1; 'k' in a; a instanceof E",
    '($a === 1); ($a == 1); ($a !== 1); ($a != 1); ($a < 1); ($a <= 1); ($a > 1); ($a >= 1); ("k" in $a); ($a instanceof $E)',
  ],
  [
    "arithmetic",
    "a + b * 2; typeof a; ~a; +a; -a; void f(); delete a.b",
    "($a + ($b * 2)); (typeof $a); (~ $a); (+ $a); (- $a); (void $f()); (delete $a.b)",
  ],
  ["typeof in a comparison", "typeof e === 'string'", '((typeof $e) === "string")'],
  ["await", "const r = await fetch(u)", "r := await $fetch($u)"],
  ["await at the top level in parentheses", "await (f())", "await $f()"],
  ["yield", "function* g() { const x = yield a; yield* b }", "fn* g() { x := ?[$a]; ?[$b] }"],
  [
    "objects",
    "({ a, b: 1, 'c-d': 2, 404: 3, [k]: 4, ['e']: 5, ...r, m() {}, get g() { return 1 } })",
    "{a: $a, b: 1, c-d: 2, 404: 3, [$k]: 4, e: 5, ...$r, m: fn m() {}, g: fn g() { return 1 }}",
  ],
  ["arrays", "[1, , ...a]", "[1, undefined, ...$a]"],
  [
    "functions",
    "f(x => x.code, async () => { g() }, function h() { h() })",
    "$f(arrow (x) { return x.code }, async arrow () { $g() }, fn h() { h() })",
  ],
  [
    "a function is named by its place",
    "const isGone = (e) => e; o = { k: () => 1 }",
    "isGone := arrow isGone(e) { return e }; $o = {k: arrow k() { return 1 }}",
  ],
  ["casts", "(e as StripeError).code; <any>e; e satisfies T; ['a'] as const", '<StripeError>$e.code; <_>$e; <T>$e; ["a"]'],
  ["comma", "x = (a(), b); (0, m.call)(1)", "$x = ?[$a(), $b]; $m.call(1)"],
  ["reserved names", "super.x; import.meta.env.API; new.target", "$super.x; $import.meta.env.API; $new.target"],
  ["assignments", "a = 1; o.x += 2; o[k] ??= 3; o['y'] ||= 4", "$a = 1; $o.x += 2; $o[$k] ??= 3; $o.y ||= 4"],
  ["steps", "i++; --o.n", "$i += 1; $o.n -= 1"],
  ["assignment as a value", "x = y = f()", "$x = $y = $f()"],
  ["undefined that is declared", "function f(undefined) { return undefined }", "fn f(undefined) { return undefined }"],
  ["decorators", "@a(1) class C { @b p; @c() m(@d x) {} }", "?[$a(1), $b, $c(), $d]; C := class C { property p; method m fn m(x) {}; }"],
];

describe("syntax: expressions", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(flow(text), expected));

  it("reads JSX as an unknown of its tag, expressions and functions", () => {
    const text = "<Row a={x} b='s' {...p} onRetry={() => go(1)}>text {y} <b>{z.code === 'A'}</b>{/* c */}<a.B/></Row>";
    assert.equal(flow(text, "a.tsx"), '?[$Row, $x, ...$p, arrow () { return $go(1) }, $y, ?[($z.code === "A")], ?[$a.B]]');
    assert.equal(flow("const v = <>{a}</>", "a.jsx"), "v := ?[$a]");
  });

  it("reads JSX in .js, type arguments in .ts", () => {
    assert.equal(flow("f(<A b={c} />)", "a.js"), "$f(?[$A, $c])");
    assert.equal(flow("<any>x", "a.mts"), "<_>$x");
  });

  it("keeps a short chain as it is grouped and flattens a very long one", () => {
    assert.equal(flow("a || b || c"), "(($a || $b) || $c)");
    const long = flow(Array.from({ length: 200 }, (_, i) => `a${i}`).join(" + "));
    assert.equal(long.match(/\(/g)?.length, 1);
    const depth = nesting(flow(Array.from({ length: 4096 }, () => "a").join(" || ")));
    assert.ok(depth <= 13, `depth ${depth}`);
  });
});

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const c of text) {
    if (c === "(") deepest = Math.max(deepest, ++depth);
    if (c === ")") depth--;
  }
  return deepest;
}
