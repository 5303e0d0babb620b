/** Random edits as people, tools and attackers make them. */
import type { Span } from "../../server/core/text";
import { pick, type Random } from "./random";

/** One text for another: the characters of `span` go, `text` comes. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export const applied = (text: string, { span, text: own }: TextEdit): string => text.slice(0, span.start) + own + text.slice(span.end);

/** Any edit of a text; `others` are texts to take pieces of. */
export function randomEdit(random: Random, text: string, others: readonly string[]): TextEdit {
  const at = random(text.length + 1);
  const to = Math.min(text.length, at + random(random(4) === 0 ? 400 : 12));
  const part = (of: string, most: number): string => {
    const start = random(of.length + 1);
    return of.slice(start, start + random(most));
  };
  const here = { start: at, end: at };
  const span = { start: at, end: to };
  const whole = { start: 0, end: text.length };
  switch (random(14)) {
    case 0:
    case 1:
      return { span: here, text: pick(random, TOKENS) };
    case 2:
      return { span, text: "" };
    case 3:
      return { span, text: pick(random, TOKENS) };
    case 4:
      return { span: here, text: part(text, 200) };
    case 5:
      return { span: here, text: part(pick(random, others), 400) };
    case 6: {
      // Two neighbouring pieces change places.
      const end = Math.min(text.length, to + random(60));
      return { span: { start: at, end }, text: text.slice(to, end) + text.slice(at, to) };
    }
    case 7:
      return { span: { start: at, end: text.length }, text: "" };
    case 8:
      return { span: { start: 0, end: at }, text: "" };
    case 9:
      return { span: random(2) === 0 ? here : span, text: pick(random, UNUSUAL) };
    case 10:
      return { span: whole, text: withLineEnds(text, pick(random, ["\n", "\r\n", "\r", "\u2028", "\n\r"])) };
    case 11:
      return { span: { start: 0, end: 0 }, text: pick(random, ["\ufeff", "\ufeff\ufeff", "#!/usr/bin/env node\n", "---\n", "\u2028"]) };
    case 12:
      return { span: here, text: longLine(random) };
    default:
      return { span: here, text: nesting(random, 60) };
  }
}

const withLineEnds = (text: string, end: string): string => text.replace(/\r\n|[\r\n\u2028]/g, end);

/** Brackets of one kind or several, not all of them closed: `nesting(random, 3)` may be `"[f(["`. */
export function nesting(random: Random, most: number): string {
  const [open, close] = pick(random, NESTS);
  const depth = 1 + random(most);
  return open.repeat(depth) + (random(2) === 0 ? close.repeat(random(2) === 0 ? depth : random(depth)) : "");
}

export const NESTS: readonly (readonly [open: string, close: string])[] = [
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["f(", ")"],
  ["<a>", "</a>"],
  ["<a b={", "}/>"],
  ["`${", "}`"],
  ["a?.[", "]"],
  ["if (a) {", "}"],
  ["if (a) {} else ", ""],
  ["for (;;) {", "}"],
  ["try {", "} catch (e) {}"],
  ["() => {", "}"],
  ["x => ", ""],
  ["async () => await ", ""],
  ["function f() {", "}"],
  ["class A { m() {", "}}"],
  ["switch (a) { case 1:", "}"],
  ["new ", ""],
  ["!", ""],
  ["a ? b : ", ""],
  ["a ?? ", ""],
  ["a.b().", ""],
  ["a + ", ""],
  ["let x: A<", ">"],
  ["const { a: ", " } = e"],
  ["type A = { a: ", " }"],
  ["l: ", ""],
  ["await ", ""],
  ["a = ", ""],
  ["<div>", "</div>"],
  ["<template>", "</template>"],
  ["<script>", "</script>"],
  ["<!--", "-->"],
  ["{{", "}}"],
  ["/*", "*/"],
];

function longLine(random: Random): string {
  const length = 1000 + random(20_000);
  return pick(random, [
    () => `"${"x".repeat(length)}"`,
    () => `/* ${"é".repeat(length)} */`,
    () => `[${"1,".repeat(length / 8)}]`,
    () => `a${".b".repeat(length / 40)}`,
    () => "e.code === 'x' || ".repeat(length / 100),
    () => " ".repeat(length),
    () => "\ud83d\ude00".repeat(length / 4),
  ])();
}

const TOKENS: readonly string[] = [
  ..."\"'`{}()[];,.:?!<>/\\=+-*&|^%#@~$_\n\r\t 0",
  "?.",
  "=>",
  "//",
  "/*",
  "*/",
  "${",
  "...",
  "===",
  "!==",
  " in ",
  " as any",
  "await ",
  "async ",
  "yield ",
  "return ",
  "throw ",
  "break;",
  "continue;",
  "else ",
  "try {",
  "} catch (e) {",
  "} finally {",
  "if (",
  "switch (",
  'case "',
  "default:",
  "for (;;) {",
  "while (true) {",
  "class A {",
  "function f(",
  "import a from './a';\n",
  "export ",
  "const { code } = e\n",
  'if (e.code === "',
  "body.error.code",
  "res.status",
  'fetch("https://api.acme.dev/v1/x")',
  "// faultline-disable-next-line ",
  "/* faultline-disable */",
  "/* faultline-enable */",
  "<script>",
  "</script>",
  "<script lang='ts' setup>",
  "<template v-if='a'>",
  "</template>",
  "{{ ",
  " }}",
  "{#if ",
  "---\n",
  "<!-- faultline-disable -->",
  "-->",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "1e999",
  "0x",
  "0b1_",
  "/(a+)+$/",
  "/[/",
];

/** Lone surrogates, marks that join, marks that turn the direction, line ends of other kinds, what has no width, what is no character. */
const UNUSUAL: readonly string[] = [
  "\ud800",
  "\udc00",
  "\ud83d\ude00",
  "\u200d",
  "\u200b",
  "\u202e",
  "\u2066",
  "\u2028",
  "\u2029",
  "\u0085",
  "\u000b",
  "\u000c",
  "\u00a0",
  "\ufeff",
  "\ufffe",
  "\u0000",
  "\u0301",
  "ǆ",
  "İ",
  "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
  "שלום",
  "\\u{110000}",
  "\\ud800",
  "\\x0",
];
