import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { fits } from "../../scripts/install.mjs";
import { licences } from "../../scripts/licences.mjs";
import { mochaCounts } from "../../scripts/step.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

describe("the scripts", () => {
  it("count what mocha says, in colour and over several runs", () => {
    const output =
      "\n  \u001b[32m12 passing\u001b[0m (3s)\n  1 pending\n  2 failing\n\n  1) a case\n     3 passing cars\n  30 passing (1m)\n";
    assert.deepEqual(mochaCounts(output), { passed: 42, failed: 2 });
    assert.deepEqual(mochaCounts("Checked 4 files"), { passed: 0, failed: 0 });
  });

  it("install when a package is missing, is another one, or the lock file moved on", () => {
    const wanted = {
      "": {},
      "node_modules/a": { version: "1.0.0", integrity: "x" },
      "node_modules/b": { version: "2.0.0", integrity: "y", optional: true },
    };
    const a = wanted["node_modules/a"];
    assert.equal(fits(wanted, { "node_modules/a": a }), true, "a package for another platform is not there");
    assert.equal(fits(wanted, {}), false);
    assert.equal(fits(wanted, { "node_modules/a": { ...a, version: "1.0.1" } }), false);
    assert.equal(fits(wanted, { "node_modules/a": { ...a, integrity: "z" } }), false);
  });

  it("collect the licences of what was bundled", () => {
    const text = licences(root, [
      "server/cli/main.ts",
      "node_modules/typescript/lib/typescript.js",
      "typescript-cut:/x/node_modules/typescript/lib/typescript.js",
    ]);
    assert.equal(text.match(/^typescript /gm)?.length, 1);
    assert.doesNotMatch(text, /server/);
  });

  it("of package.json name files and programs that are there", () => {
    for (const command of Object.values<string>(manifest.scripts)) {
      for (const [, file] of command.matchAll(/\bnode (\S+)/g)) assert.ok(fs.existsSync(path.join(root, String(file))), command);
    }
  });

  it("of start and test import nothing that is not installed yet", () => {
    const pending = ["start.mjs", "test.mjs"];
    for (const name of pending) {
      const source = fs.readFileSync(path.join(root, "scripts", name), "utf8");
      for (const [, specifier] of source.matchAll(/^import .* from "(.*)";$/gm)) {
        if (specifier?.startsWith("./")) pending.push(specifier);
        else assert.match(String(specifier), /^node:/, `${name} imports ${specifier}`);
      }
    }
  });
});
