/** The ways in which code gets from a request to a comparison: a wrong code is found at the end of each, and nothing where a fact differs. */
import assert from "node:assert/strict";
import { analyzeText } from "./markers";

const start = `const api = async () => { const res = await fetch("https://api.acme.dev/x"); const body = await res.json(); if (!res.ok) throw body.error; return body; };\n`;
const caught = (text: string) => `${start}export async function f() { try { return await api(); } catch (e: any) {\n${text}\n} }`;
const forms: Readonly<Record<string, string>> = {
  "a name for the code": caught(`const code = e.code; if (code === "NOT_FOUN") return 1;`),
  "??": caught(`const code = e?.code ?? "none"; if (code === "NOT_FOUN") return 1;`),
  "||": caught(`const code = e.code || e.type || ""; if (code === "NOT_FOUN") return 1;`),
  "destructuring with another name and a default": caught(`const { code: c = "x" } = e; if (c === "NOT_FOUN") return 1;`),
  "a name that is assigned later": caught(`let code; if (e) code = e.code; if (code === "NOT_FOUN") return 1;`),
  "a function that reads the code": `function getCode(err: unknown) { return (err as any)?.code; }\n${caught(`if (getCode(e) === "NOT_FOUN") return 1;`)}`,
  "one that looks at the type first":
    `function getCode(err: unknown) { if (typeof err === "object" && err !== null && "code" in err) return String((err as any).code); return undefined; }\n` +
    caught(`if (getCode(e) === "NOT_FOUN") return 1;`),
  "a function that compares": `const isCode = (err: any, code: string) => err.code === code;\n${caught(`if (isCode(e, "NOT_FOUN")) return 1;`)}`,
  "one that compares with a list":
    `function hasCode(err: unknown, codes: string[]) { return codes.includes((err as any).code); }\n` +
    caught(`if (hasCode(e, ["NOT_FOUN"])) return 1;`),
  "one that gathers the codes":
    `function hasCode(err: unknown, ...codes: string[]) { return codes.includes((err as any).code); }\n` +
    caught(`if (hasCode(e, "KEY_LOCKED", "NOT_FOUN")) return 1;`),
  "one that is called with a list that is spread":
    `const GONE = ["KEY_LOCKED", "NOT_FOUN"];\nfunction hasCode(err: unknown, ...codes: string[]) { return codes.includes((err as any).code); }\n` +
    caught(`if (hasCode(e, ...GONE)) return 1;`),
  "one that several call with other codes":
    `function hasCode(err: unknown, ...codes: string[]) { return codes.includes((err as any).code); }\n` +
    caught(`if (hasCode(e, "KEY_LOCKED")) return 1; if (hasCode(e, "KEY_LOCKED", "NOT_FOUN")) return 2;`),
  "a table": caught(`const texts: any = { NOT_FOUND: "x", KEY_LOCKED: "y", NOT_FOUN: "z" }; return texts[e.code];`),
  "a Map": caught(`const texts = new Map([["NOT_FOUND", 1], ["KEY_LOCKED", 2], ["NOT_FOUN", 1]]); return texts.get(e.code);`),
  "a Set": caught(`const s = new Set(["NOT_FOUN"]); if (s.has(e.code)) return 1;`),
  in: caught(`const T = { NOT_FOUND: 1, KEY_LOCKED: 2, NOT_FOUN: 3 }; if (e.code in T) return 1;`),
  "the cause of another error":
    start +
    `export async function f() { try { try { return await api(); } catch (e) { throw new Error("x", { cause: e }); } } catch (e: any) { if (e.cause.code === "NOT_FOUN") return 1; } }`,
  "a loop over causes": caught(`for (let x = e; x; x = x.cause) if (x.code === "NOT_FOUN") return 1;`),
  "a while over causes": caught(`let x: any = e; while (x) { if (x.code === "NOT_FOUN") return 1; x = x.cause; }`),
  "switch (true)": caught(`switch (true) { case e.code === "NOT_FOUN": return 1; }`),
  "a ternary": caught(`return e.code === "NOT_FOUN" ? 1 : e.code === "NOT_FOUND" ? 2 : 3;`),
  "a list as const": `const CODES = ["NOT_FOUND", "NOT_FOUN"] as const;\n${caught(`if (CODES.includes(e.code as any)) return 1;`)}`,
  some: caught(`if (["NOT_FOUN"].some((c) => c === e.code)) return 1;`),
  "some and find": caught(`if (["NOT_FOUN"].some((c) => e.code === c)) return 1; if (["NOT_FOUN"].find((c) => c === e.code)) return 2;`),
  "a body's error": `export async function f() { const r = await fetch("https://api.acme.dev/x").then((r) => r.json()); const { error } = r; if (error) { if (error.code === "NOT_FOUN") return 1; } }`,
  "a pair of result and error": `async function call() { try { return [await (await fetch("https://api.acme.dev/x")).json(), null] as const; } catch (e) { return [null, e] as const; } }\nexport async function f() { const [data, err] = await call(); if (data.error.code === "NOT_FOUN") return 1; }`,
  "a result object": `async function call() { const res = await fetch("https://api.acme.dev/x"); const body = await res.json(); return res.ok ? { ok: true, data: body } : { ok: false, error: body.error }; }\nexport async function f() { const r = await call(); if (!r.ok && r.error.code === "NOT_FOUN") return 1; }`,
  "one whose error can be null": `async function call() { const res = await fetch("https://api.acme.dev/x"); const body = await res.json(); if (!res.ok) return { error: body.error, data: null }; return { error: null, data: body }; }\nexport async function f() { const { error } = await call(); if (error.code === "NOT_FOUN") return 1; }`,
  "Promise.all": `export async function f() { const [a, b] = await Promise.all([fetch("https://api.acme.dev/x"), fetch("https://api.acme.dev/y")]); const j = await a.json(); if (j.error.code === "NOT_FOUN") return 1; }`,
  "the error of a query":
    `import { useQuery } from "@tanstack/react-query";\n` +
    start +
    `export function F() { const { data, error } = useQuery({ queryKey: ["a"], queryFn: api }); if (error?.code === "NOT_FOUN") return null; }`,
  "the error of a mutation, and what is told of it":
    `import { useMutation } from "@tanstack/react-query";\n` +
    start +
    `export function F() { const m = useMutation({ mutationFn: api, onError: (e: any) => { if (e.code === "NOT_FOUN") return; } }); if (m.error?.code === "NOT_FOUN") return 1; }`,
  "the error of SWR":
    `import useSWR from "swr";\n` +
    start +
    `export function F() { const { error } = useSWR("/a", api); if (error?.code === "NOT_FOUN") return null; }`,
  "a client that a constructor is given": `class Api { constructor(private base: string) {} async get(p: string) { const r = await fetch(this.base + p); if (!r.ok) throw (await r.json()).error; return r.json(); } }\nclass Service { constructor(private readonly api: Api) {} async load() { try { return await this.api.get("/x"); } catch (e: any) { if (e.code === "NOT_FOUN") return 1; } } }\nexport const service = new Service(new Api("https://api.acme.dev"));`,
  "a client that a function makes": `const make = (base: string) => ({ get: async (p: string) => { const r = await fetch(base + p); return r.json(); } });\nconst api = make("https://api.acme.dev");\nexport async function f() { const b = await api.get("/x"); return b.error.code === "NOT_FOUN"; }`,
  "static members": `class Api { static base = "https://api.acme.dev"; static async get() { const r = await fetch(Api.base); return r.json(); } static async get2() { const r = await fetch(this.base); return r.json(); } }\nexport async function f() { const b = await Api.get(); if (b.error.code === "NOT_FOUN") return 1; const c = await Api.get2(); return c.error.code === "NOT_FOUN"; }`,
  "a method of its class":
    start +
    `class Jobs { async load() { try { return await api(); } catch (e) { if (this.isGone(e)) return 1; } } isGone(e: any) { return e.code === "NOT_FOUN"; } }\nexport const jobs = new Jobs();`,
  "a static method, by the name of its class":
    start +
    `class Errors { static isGone(e: any) { return e.code === "NOT_FOUN"; } }\nexport async function f() { try { return await api(); } catch (e) { if (Errors.isGone(e)) return 1; } }`,
  "an exported function, where its file calls it":
    start +
    `export function isGone(e: any) { return e.code === "NOT_FOUN"; }\nexport async function f() { try { return await api(); } catch (e) { if (isGone(e)) return 1; } }`,
  "what a list is gone through with":
    start +
    `export async function f(ids: string[]) { try { await Promise.all(ids.map((id) => api())); } catch (e: any) { if (e.code === "NOT_FOUN") return 1; } }`,
  "an async function that a list is gone through with":
    start +
    `export async function f(ids: string[]) { try { await Promise.all(ids.map(async (id) => { await api(); })); } catch (e: any) { if (e.code === "NOT_FOUN") return 1; } }`,
  "the reason of a promise that was waited for with others":
    start +
    `export async function f() { const [a, b] = await Promise.allSettled([api(), own()]); if (a.status === "rejected" && a.reason.code === "NOT_FOUN") return 1; }`,
  "the reason of each of a list, gone through":
    start +
    `export async function f(ids: string[]) { const all = await Promise.allSettled(ids.map((id) => api())); for (const r of all) if (r.status === "rejected" && r.reason?.code === "NOT_FOUN") return 1; }`,
  "the reason of those that failed":
    start +
    `export async function f(ids: string[]) { const all = await Promise.allSettled(ids.map(async (id) => { await api(); })); return all.filter((r) => r.status === "rejected").some((r) => r.reason.code === "NOT_FOUN") || all.find((r) => r.status === "rejected")?.reason.code === "NOT_FOUN"; }`,
  "the value of a promise that was waited for with others": `export async function f() { const [r] = await Promise.allSettled([fetch("https://api.acme.dev/x")]); if (r.status === "fulfilled") { const b = await r.value.json(); if (b.error.code === "NOT_FOUN") return 1; } }`,
  "a type guard":
    `function isAcme(e: unknown): e is { code: string } { return typeof e === "object" && !!e && "code" in e; }\n` +
    caught(`if (isAcme(e) && e.code === "NOT_FOUN") return 1;`),
  "the second function of then": `${start}export const f = () => api().then((x) => x, (e) => e.code === "NOT_FOUN" ? 1 : Promise.reject(e));`,
  "an async generator": `async function* pages() { const r = await fetch("https://api.acme.dev/x"); const b = await r.json(); if (!r.ok) throw b.error; yield b; }\nexport async function f() { try { for await (const p of pages()) console.log(p); } catch (e: any) { if (e.code === "NOT_FOUN") return 1; } }`,
  "a key in brackets": caught(`if (e?.["code"] === "NOT_FOUN") return 1;`),
  "JSON.parse of a text": `export async function f() { const res = await fetch("https://api.acme.dev/x"); const text = await res.text(); const body = JSON.parse(text); if (body.error.code === "NOT_FOUN") return 1; }`,
  "catch that throws on":
    start +
    `export async function f() { const r = await api().catch((e) => { if (e.code === "NOT_FOUN") return null; throw e; }); return r; }`,
};
const found = (text: string) => analyzeText(text).findings.map(({ message }) => message);

describe("from a request to a comparison", () => {
  for (const [name, text] of Object.entries(forms)) {
    const count = text.match(/["\s{(]NOT_FOUN["\s:]/g)?.length ?? 0;

    it(name, () => {
      assert.deepEqual(found(text), new Array(count).fill("Acme has no error code 'NOT_FOUN'"));
      // A list or table of several codes names a right one as well.
      assert.deepEqual(found(text.replaceAll('"NOT_FOUN"', '"NOT_FOUND"').replaceAll("NOT_FOUN:", "INTERNAL:")), []);
      assert.deepEqual(found(text.replaceAll("api.acme.dev", "nobody.example")), []);
    });
  }

  it("leads to no other promise of those that are waited for together", () => {
    const settled = (promises: string, body: string) =>
      `export async function f(p: Promise<void>) { try { const [a, b] = await Promise.allSettled([${promises}]); ${body} } catch (e: any) { return e.code === "NOT_FOUN"; } }`;
    const asked = `if (b.status === "rejected") return b.reason.code === "NOT_FOUN";`;
    assert.deepEqual(found(start + settled("own(), api()", asked)).length, 1);
    assert.deepEqual(found(start + settled("api(), own()", asked)), []);
    assert.deepEqual(found(start + settled("api(), p", asked)), []);
    assert.deepEqual(found(start + settled("api()", asked)), []);
    assert.deepEqual(found(start + settled("own(), api()", `return b.code === "NOT_FOUN" || b.reason[0].code === "NOT_FOUN";`)), []);
    const shadowed = `const Promise = own;\n${start}export async function f() { const [a] = await Promise.allSettled([api()]); return a.reason.code === "NOT_FOUN"; }`;
    assert.deepEqual(found(shadowed), []);
  });

  it("is lost where nobody waits for what a list is gone through with", () => {
    const each = (method: string) =>
      `export async function f(ids: string[]) { try { await own(ids.${method}(async (id) => { await api(); })); } catch (e: any) { if (e.code === "NOT_FOUN") return 1; } }`;
    assert.deepEqual(found(start + each("map").replace("await own", "own")), []);
    assert.deepEqual(found(start + each("forEach").replace("await own", "")), []);
  });
});
