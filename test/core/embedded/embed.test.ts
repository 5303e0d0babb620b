import { strict as assert } from "node:assert";
import { embed as embedWith } from "../../../server/core/embedded";
import { parse, parses } from "../../../server/core/syntax";
import { lineStarts } from "../../../server/core/text";
import { checkFacts, seeded } from "../syntax/invariants";

const KINDS = ["vue", "svelte", "astro", "html", "htm"] as const;

const embed = (path: string, text: string) => embedWith(path, text, parses);

const code = (path: string, text: string): string => embed(path, text).text.replaceAll("\u2028", " ");

describe("the code of a file that holds scripts", () => {
  const cases: readonly (readonly [path: string, text: string, code: string])[] = [
    ["a.html", "<b>x</b>\r\n<script>f()</script>", "        \r\n        f() ;       "],
    ["a.html", "<SCRIPT\n>f()</SCRIPT\n>g", "       \n f() ;      \n  "],
    ["a.html", "<script>f() // x</script><script>(g)</script>", "        f() // x ;               (g) ;       "],
    ["a.html", "<script type=module>f()</script>", "                   {f() }       "],
    ["a.html", "<script type='text/x-template'><b></script>", "                                           "],
    ["a.html", "<script>f(", "        f("],
    ["a.html", "\ufeff<script>f()</script>", "         f() ;       "],
    ["a.html", "<script></script>", "         ;       "],
    ["a.html", "<script", "       "],
    ["a.svelte", "<script src='x'>f()</script>", "                            "],
    ["a.svelte", "<script lang=coffee>f()</script>", "                                "],
    ["a.svelte", "<script />{x}", "             "],
    ["a.vue", "<template><script>f()</script></template>", "                                         "],
    ["a.astro", "---\nf()\n---\n<p>g()</p>", "   \nf()\n;  \n          "],
    ["a.astro", "\n---\r\nf()", "\n   \r\nf()"],
    ["a.astro", "<p>no fence</p>\n---\nf()\n---", "               \n   \n   \n   "],
    ["a.astro", "---\n---\n{/* a <script> */}<script>f()</script>", "   \n;  \n                         {f() }       "],
    ["a.astro", "{/* <script>f()</script> */}", "                            "],
    ["a.astro", "---\n/*\n-----\n*/\n---\n<p/>", "   \n/*\n-----\n*/\n;  \n    "],
    ["a.vue", "<!-- faultline-disable x -->", "/*   faultline-disable x  */"],
    ["a.vue", "<!-- not */ faultline-disable x -->", "                                   "],
  ];
  for (const [path, text, wanted] of cases) it(`${path}: ${JSON.stringify(text)}`, () => assert.equal(code(path, text), wanted));

  it("has the language of its scripts", () => {
    const language = (text: string) => embed("a.vue", text).language;
    assert.equal(language("<script>f</script>"), "js");
    assert.equal(language("<script lang='ts'>f</script><script setup lang='ts'>g</script>"), "ts");
    assert.equal(language("<script lang='ts'>f</script><script lang='jsx'>g</script>"), "tsx");
    assert.equal(embed("a.astro", "<p/>").language, "ts");
    assert.equal(embed("a.html", "<script type='text/babel'>f</script>").language, "jsx");
  });

  it("leaves a minified script out, and no other", () => {
    const bundle = "function a(){return 1};".repeat(300);
    assert.equal(code("a.html", `<script>${bundle}</script><script>f()</script>`).trim(), "f() ;");
  });

  it("says where the markup's own comments may stand", () => {
    const text = "<p\n a>one</p>\n<script>\nf()</script><!-- two --> three <style>\nb{}</style>";
    assert.deepEqual(
      embed("a.html", text).markup.map(({ start, end }) => text.slice(start, end)),
      ["one", "\n", " three "],
    );
  });

  it("takes no longer than a reader for a very long page", () => {
    const page = `${"<p class=a>&amp;<br>".repeat(45_000)}<script>f()</script>`;
    const started = performance.now();
    assert.equal(code("a.html", page).trim(), "f() ;");
    assert.ok(performance.now() - started < 2_000, `${performance.now() - started} ms`);
  });
});

const PARTS = [
  "<script>",
  "<script lang='ts' setup>",
  "<script type=module>",
  "</script>",
  "</script",
  "<!--",
  "-->",
  "<",
  ">",
  "/>",
].concat(
  [
    "<template>",
    "<template #a='{ b }'>",
    "</template>",
    "<textarea>",
    "<title>",
    "---\n",
    "\n---\n",
    "\r\n",
    "\n",
    "\r",
    "\u2028",
    '"',
    "'",
  ],
  [
    "{{ a.b }}",
    "{{",
    "}}",
    "{#if a}",
    "v-if='a'",
    ' :b="c"',
    ' @d="e()"',
    " v-for='f in g'",
    "`",
    "${",
    "if (e.code === 'x') {",
    "}",
    "/*",
    "*/",
  ],
  ["// faultline-disable-line", "<!-- faultline-disable x -->", "\ufeff", "😀", "\ud800", "<p>", "</p>", "<br>", "const a = 1", " "],
);

describe("the code of any text", () => {
  for (const seed of [1, 2, 3]) {
    it(`is as long as the text, with its line breaks, seed ${seed}`, () => {
      const random = seeded(seed);
      for (let i = 0; i < 400; i++) {
        const text = Array.from({ length: random(14) }, () => PARTS[random(PARTS.length)]).join("");
        const kind = KINDS[random(KINDS.length)] as string;
        const { text: made, language, scripts, markup } = embed(`a.${kind}`, text);
        assert.deepEqual([made.length, lineStarts(made)], [text.length, lineStarts(text)], `${kind} ${JSON.stringify(text)}`);
        for (const { start, end } of [...scripts, ...markup]) assert.ok(0 <= start && start <= end && end <= text.length);
        for (const { start, end } of scripts)
          assert.ok([text.slice(start, end), ""].includes(made.slice(start, end).trim() && made.slice(start, end)));
        checkFacts(made, parse(`a.${language}`, made).facts);
      }
    });
  }
});

const TEMPLATE = `<template>
  <div v-if="a && b" :class="{ x: y }" @click="go($event); n++" @ok="() => go()">
    {{ err.code === 'A' ? "b" : \`c\` }}
    <li v-for="(item, i) in items" :key="item.id">{{ item.code }}</li>
    <Foo #item="{ code }">{{ code }}</Foo>
    <Link v-for="{ id } of list"><input v-model="x.y"><br></Link>
    <p v-pre>{{ no }}</p>
    <p :title='t' v-text=u>{{ a &lt; b }} {{ "it's" }}</p>
  </div>
</template>
`;

const SETUP = "<script setup>\nconst a = 1;\n</script>";

describe("the template of a Vue component", () => {
  it("is a function whose statements are its expressions", () => {
    const wanted = `;()=>{    
           ;(a && b)       ;({ x: y })   ;()=>{go($event); n++};()=>{() => go()} 
    ;( err.code === 'A' ? "b" : \`c\` );
    ;{     ;let item, i   ;(items)     ;(item.id) ;( item.code );    }
    ;{     ;let { code }  ;( code );     }
    ;{      ;let { id }  ;(list)               ;(x.y)           }
                         
             ;(t)                         ;( "it's" );    
        
};         
`;
    assert.equal(code("a.vue", TEMPLATE + SETUP).slice(0, TEMPLATE.length), wanted);
  });

  const left: readonly (readonly [what: string, template: string])[] = [
    ["has another language", "<template lang='pug'>p {{ a }}</template>"],
    ["leaves an element open", "<template><p>{{ a }}</template>"],
    ["leaves an expression open", "<template><p>{{ a </p></template>"],
    ["has brackets that do not pair", "<template><p>{{ f( }}</p></template>"],
    ["has a comment that would swallow what follows", "<template><p>{{ a // b }}</p></template>"],
    ["says something else than it has written", '<template><p v-if="a &amp;&amp; b"/></template>'],
    ["has no room for it", "<template><p v-if=a></p></template>"],
    ["is too long", `<template>${"<p>{{ a }}</p>".repeat(15_000)}</template>`],
  ];
  for (const [what, template] of left)
    it(`is left out where it ${what}`, () =>
      assert.equal(
        code("a.vue", template + SETUP)
          .slice(0, template.length)
          .replace(/[;(){}=>]/g, "")
          .trim(),
        "",
      ));

  it("is left out without a setup script, which alone declares names for it", () =>
    assert.equal(code("a.vue", "<template>{{ a }}</template><script>f()</script>").trim(), "f() ;"));

  for (const seed of [1, 2, 3]) {
    it(`never takes in the script behind it, seed ${seed}`, () => {
      const random = seeded(seed);
      for (let i = 0; i < 300; i++) {
        let template = TEMPLATE;
        for (let edits = 1 + random(3); edits > 0; edits--) {
          const start = 10 + random(template.length - 32);
          template = template.slice(0, start) + (PARTS[random(PARTS.length)] as string) + template.slice(start + random(8));
        }
        if (/<script|<!--|<textarea|<title|template/i.test(template.slice(10, -13))) continue;
        const { text: made } = embed("a.vue", template + SETUP);
        assert.equal(made.length, template.length + SETUP.length);
        const { bindings } = parse("a.js", made).facts;
        assert.equal(bindings.findLast(({ name, span }) => name === "a" && span.start > template.length)?.func, 0, template);
      }
    });
  }

  it("costs little where it is hostile", () => {
    const hostile = [
      "<a>".repeat(30_000),
      "<a>".repeat(15_000) + "</b>".repeat(15_000),
      `<p v-for="${" ".repeat(100_000)}">`,
      "{{".repeat(50_000),
    ];
    const started = performance.now();
    for (const inner of hostile) embed("a.vue", `<template>${inner}</template>${SETUP}`);
    assert.ok(performance.now() - started < 3_000, `${performance.now() - started} ms`);
  });
});
