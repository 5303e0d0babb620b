import { strict as assert } from "node:assert";
import { parse } from "../../../server/core/syntax";
import { exportsOf, flow, importsOf } from "./print";

/** What a file looks like while its author types. An open string prints as `"A"…`, what is missing as `?[]`. */
const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
  ["an open string", 'function f() {\n  if (body.error.code === "\n}\ng();', '$g(); fn f() { if ($body.error.code === ""…) {} }'],
  ["half a string", 'try { a() } catch (e) { if (e.code === "A', 'try { $a() } catch e { if (e.code === "A"…) {} }'],
  ["an open case", 'switch (code) { case "\n}\nlast()', 'switch $code { case ""…: {} }; $last()'],
  [
    "an open case among others",
    'switch (code) { case "a": f(); case "b\n default: g() }\nlast()',
    'switch $code { case "a": { $f() } case "b"…: {} default: { $g() } }; $last()',
  ],
  ["a case still empty", "switch (code) {\n case \n}\nlast();", "switch $code { case ?[]: {} }; $last()"],
  ["a string in a list", 'new Set(["a", "b\n]).has(code); f()', 'new $Set(["a", "b"…]).has($code); $f()'],
  ["a string as a key to read", 'e?.response?.data["\nf()', "$e?.response?.data.; $f()"],
  ["a declaration without a value", "const { code } = \nf();", "%0 := $f(); code := %0.code"],
  ["a pattern without its end", "const { code } = e; const { status: } = e\nf();", "code := $e.code; ' := $e.status; $f()"],
  ["a name to come", "a(); foo.", "$a(); $foo."],
  ["an optional name to come", "e?.", "$e?."],
  ["a right side to come", "if (e.code === ) { a() }\nb()", "if ($e.code === ?[]) { $a() }; $b()"],
  ["a right side to come, and nothing closed", "if (e.code", "if $e.code {}"],
  ["a condition to come", 'if (e.code === "A" && ) { a() } b()', 'if (($e.code === "A") && ?[]) { $a() }; $b()'],
  ["a try without a catch", "try { a() } ca\nb()", "try { $a() }; $ca; $b()"],
  ["a try that is not closed", "try { a()\nfunction g() {}\n", "try { $a() }; fn g() {}"],
  ["a call that is not closed", "function f() { a(", "fn f() { $a() }"],
  ["an object that is not closed", "a({ b: , c: 1 }); d()", "$a({b: ?[], c: 1}); $d()"],
  ["a function that is not closed", "const f = async (e) => {\n  if (\n}\ng()", "f := async arrow f(e) { if ?[] {} }; $g()"],
  ["a loop without its list", "for (const x of ) { a() } b()", "of [%0 := ?[]] %0 { x := item(%0); $a() }; $b()"],
  [
    "a method that is not closed",
    "class A { m() { if (x\n } n() {} }\nb()",
    "A := class A { method m fn m() { if $x {} }; method n fn n() {}; }; $b()",
  ],
  ["a handler that is not closed", "x.catch((e) => { if (e.code === \n }); y()", "$x.catch(arrow (e) { if (e.code === ?[]) {} }); $y()"],
  ["an await of nothing", "async function f() { const res = await }\ng()", "$g(); async fn f() { res := await ?[] }"],
  ["a template that is not closed", "a(); f(`x${b", "$a(); $f(`x${$b}`)"],
];

/** An open string that swallows what stood behind it leaves the rest of the file where it was. */
const swallowing: readonly (readonly [name: string, text: string, expected: string])[] = [
  [
    "bracket and brace",
    'function f(e) {\n  if (e.code === "A) {\n    g();\n  }\n  if (e) { h() }\n}\nlast();',
    '$last(); fn f(e) { if (e.code === "A"…) { $g() }; if e { $h() } }',
  ],
  ["nothing yet in it", 'function f(e) {\n  if (e.code === ") {\n    g();\n  }\n}', 'fn f(e) { if (e.code === ""…) { $g() } }'],
  ["more of the condition", 'if (g(e.code === "A)) { f() }\nlast()', 'if $g(($e.code === "A"…)) { $f() }; $last()'],
  ["the colon of a case", "switch (c) {\n  case 'B:\n    g();\n  default: h();\n}", 'switch $c { case "B"…: { $g() } default: { $h() } }'],
  ["the end of a list", 'if (["a", "].includes(c)) { f() }\ng()', 'if ["a", ""…].includes($c) { $f() }; $g()'],
  ["a comma", 'f("a,\n  b);\ng()', '$f("a"…, $b); $g()'],
  ["brackets of its own stay in it", 'f("a (b) c);\ng()', '$f("a (b) c"…); $g()'],
  [
    "two lines",
    'if (a === "x) {\n  f();\n} else if (a === "y) {\n  g();\n}',
    'if ($a === "x"…) { $f() } else { if ($a === "y"…) { $g() } }',
  ],
];

describe("syntax: half-typed code", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(flow(text), expected));
});

describe("syntax: open strings that swallow code", () => {
  for (const [name, text, expected] of swallowing) it(name, () => assert.equal(flow(text), expected));

  it("end where the code begins", () => {
    const text = 'if (e.code === "AB) {\n}';
    const { facts } = parse("a.ts", text);
    const branch = facts.functions[0]?.body[0];
    assert.ok(branch?.kind === "branch" && branch.test.kind === "compare" && branch.test.right.kind === "literal");
    const { value, span, valueSpan, unterminated } = branch.test.right;
    assert.deepEqual(
      [value, text.slice(span.start, span.end), text.slice(valueSpan.start, valueSpan.end), unterminated],
      ["AB", '"AB', "AB", true],
    );
    assert.ok(facts.errors.some((e) => e.start === span.start));
  });

  it("keep imports and exports", () => {
    assert.equal(importsOf('import { x } from "mod;\nx()'), "import mod: x as x");
    assert.equal(exportsOf('if (a === "b) {\n}\nexport const c = 1'), "c = c");
  });
});
