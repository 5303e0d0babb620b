import assert from "node:assert/strict";
import { catalogCodes } from "../../server/project/catalog-codes";
import { codeInCatalog, ownPlaces } from "../../server/project/code-places";
import { filesNaming } from "../../server/project/code-uses";
import { open } from "./workspace";

const acme = {
  id: "acme",
  vocabularies: { kind: "open", code: "listed" },
  codes: ["gone", { code: "gone", vocabulary: "kind" }, { code: "left", deprecated: { replacement: "gone" } }],
  errorClasses: [{ name: "GoneError", codes: ["gone"] }],
};
const name = { provider: "acme", vocabulary: "code", code: "gone" };

describe("codes in catalogs", () => {
  it("are entries and what refers to them, with places", () => {
    const text = '{ "id": "a", "codes": [1, { "code": "x", "deprecated": "y" }, {}], "messages": [{ "pattern": "p", "code": 1 }] }';
    const { provider, mentions } = catalogCodes(text) ?? assert.fail();
    assert.equal(provider, "a");
    assert.deepEqual(
      mentions.map(({ span, entry }) => [text.slice(span.start, span.end), entry]),
      [
        ["1", true],
        ['"x"', true],
        ['"y"', false],
        ["1", false],
      ],
    );
    for (const broken of ["", "{", '{ "codes": [1] }', "[]"]) assert.equal(catalogCodes(broken), undefined);
  });

  it("of one vocabulary are not those of another", async () => {
    const { project, files } = open({ "/w/faultline.json": { catalogs: ["acme.json"] }, "/w/acme.json": acme });
    const text = String(files.get("/w/acme.json"));
    const at = async (wanted: typeof name) =>
      (await ownPlaces(project, wanted, "/w/a.ts")).flatMap(({ mentions }) => mentions.map(({ entry, vocabulary }) => [entry, vocabulary]));
    assert.deepEqual(await at(name), [
      [true, undefined],
      [false, undefined],
      [false, undefined],
    ]);
    assert.deepEqual(await at({ ...name, vocabulary: "kind" }), [
      [true, "kind"],
      [false, undefined],
    ]);
    const found = await codeInCatalog(project, "/w/acme.json", text, text.indexOf('"gone"') + 2);
    assert.deepEqual(found?.name, name);
    assert.equal(await codeInCatalog(project, "/w/other.json", text, text.indexOf('"gone"') + 2), undefined);
  });
});

describe("files that may name a code", () => {
  const looked = async (identity: string, texts: ReadonlyMap<string, string> = new Map()) => {
    const { project } = open({
      "/w/faultline.json": { catalogs: ["acme.json"], ignore: ["gen/**"] },
      "/w/acme.json": acme,
      "/w/a.ts": '"gone"',
      "/w/b.ts": '"left"',
      "/w/gen/c.ts": '"gone"',
      "/w/node_modules/d.js": '"gone"',
      "/w/in/faultline.json": { root: true, catalogs: ["own.json"] },
      "/w/in/own.json": { id: "acme", codes: ["gone"] },
      "/w/in/e.ts": '"gone"',
    });
    const found: string[] = [];
    let total = 0;
    for await (const file of filesNaming(project, name, identity, texts, () => [])) {
      total = file.total;
      if (file.analysis) found.push(file.path);
    }
    return { found, total };
  };

  it("hold its text and know the provider by the same catalog", async () => {
    assert.deepEqual(await looked("/w/acme.json"), { found: ["/w/a.ts"], total: 3 });
    assert.deepEqual((await looked("/w/in/own.json")).found, ["/w/in/e.ts"]);
  });

  it("count as they stand in the editor", async () => {
    const texts = new Map([
      ["/w/a.ts", "nothing"],
      ["/w/b.ts", '"gone"'],
    ]);
    assert.deepEqual((await looked("/w/acme.json", texts)).found, ["/w/b.ts"]);
  });
});
