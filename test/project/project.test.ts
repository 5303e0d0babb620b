import assert from "node:assert/strict";
import { open } from "./workspace";

const needing = (providers: readonly string[], retriers: readonly string[] = []) => ({ providers, retriers, modules: [] });

describe("analysis of a file in its workspace", () => {
  it("loads the providers that the core needs, and only those", async () => {
    const { project, assets, engine } = open({}, ({ catalog }) => ({
      needs: needing(catalog.provider("mail") === "unloaded" ? ["mail"] : []),
    }));
    const { analysis } = await project.analyze("/w/src/a.ts", "fetch()");
    assert.equal(analysis?.file.path, "src/a.ts");
    assert.deepEqual(analysis?.needs, needing([]));
    assert.equal(engine.calls.length, 2);
    assert.deepEqual(
      assets.reads.filter((name) => name.includes("providers")),
      ["catalog/providers/mail.json"],
    );
    await project.analyze("/w/src/b.ts", "fetch()");
    assert.equal(engine.calls.length, 3);
  });

  it("reads the table of codes once, when the core first asks for a code", async () => {
    const { project, assets, engine } = open({}, ({ catalog }) => ({
      needs: catalog.byCode("no_stock") === "unloaded" ? { ...needing([]), codes: true } : needing([]),
    }));
    const tables = () => assets.reads.filter((name) => name === "catalog/codes.json").length;
    await project.catalogFor("/w/a.ts");
    assert.equal(tables(), 0);
    await Promise.all([project.analyze("/w/a.ts", ""), project.analyze("/w/b.ts", "")]);
    assert.equal(tables(), 1);
    assert.deepEqual(engine.calls.at(-1)?.catalog.byCode("no_stock"), ["shop"]);
    assert.deepEqual(await project.providersWith("bounced", "/w/a.ts"), ["mail"]);
    assert.equal(tables(), 1);
  });

  it("gives two files at once what both of them need", async () => {
    const { project } = open({}, ({ catalog }) => ({ needs: needing(catalog.provider("mail") === "unloaded" ? ["mail"] : []) }));
    const both = await Promise.all([project.analyze("/w/a.ts", ""), project.analyze("/w/b.ts", "")]);
    assert.deepEqual(
      both.map(({ analysis }) => analysis?.needs),
      [needing([]), needing([])],
    );
  });

  it("gives up on a provider that cannot be loaded", async () => {
    const { project, engine, logged } = open({}, () => ({ needs: needing(["gone"]) }));
    assert.deepEqual((await project.analyze("/w/a.ts", "")).analysis?.needs, needing(["gone"]));
    assert.equal(engine.calls.length, 1);
    assert.match(logged.join(), /'gone' could not be loaded/);
  });

  it("answers a bug in the core with the error, and goes on", async () => {
    let broken = true;
    const { project, logged } = open({}, () => {
      if (broken) throw new Error("a bug");
      return {};
    });
    const first = await project.analyze("/w/a.ts", "");
    assert.equal(first.analysis, undefined);
    assert.match(String(first.error), /a bug/);
    assert.match(logged.join(), /analysis of \/w\/a\.ts failed: Error: a bug/);
    broken = false;
    assert.ok((await project.analyze("/w/a.ts", "")).analysis);
  });

  it("parses anew, or from the previous tree and the one change", async () => {
    const { project } = open({});
    const { reading } = await project.analyze("/w/a.ts", "a");
    assert.equal(reading?.parsed.tree, "parsed");
    assert.equal(
      (await project.analyze("/w/a.ts", "ab", { reading: reading as NonNullable<typeof reading> })).reading?.parsed.tree,
      "reparsed",
    );
  });

  it("leaves out what no person wrote", async () => {
    const { project } = open({});
    const { analysis, unfit } = await project.analyze("/w/a.js", `${"function a(){return 1};".repeat(500)}\n`);
    assert.equal(analysis, undefined);
    assert.equal(unfit, "minified");
  });
});
