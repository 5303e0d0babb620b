import assert from "node:assert/strict";
import { open } from "./workspace";

const ACME = { id: "acme", name: "Acme", hosts: ["api.acme.test"], codes: ["no_such_user"] };

describe("configuration of a workspace", () => {
  it("is merged from the nearest file up to the workspace folder", async () => {
    const { project } = open({
      "/faultline.json": { rules: { "wrong-field": "off" } },
      "/w/faultline.json": { rules: { "message-match": "error", "unknown-code": "hint" } },
      "/w/a/faultline.json": { rules: { "message-match": "off" } },
    });
    const rules = async (path: string) => Object.fromEntries((await project.settingsFor(path)).rules);
    assert.deepEqual(await rules("/w/a/b/c.ts"), { "message-match": "off", "unknown-code": "hint" });
    assert.deepEqual(await rules("/w/c.ts"), { "message-match": "error", "unknown-code": "hint" });
    assert.deepEqual(await rules("/elsewhere/c.ts"), {});
  });

  it("stops at a root", async () => {
    const { project } = open({ "/w/faultline.json": { rules: { "unknown-code": "hint" } }, "/w/a/faultline.json": { root: true } });
    assert.deepEqual([...(await project.settingsFor("/w/a/b.ts")).rules], []);
  });

  it("stands above the editor's settings, which may differ by folder", async () => {
    const { project } = open({ "/w/faultline.json": { rules: { "unknown-code": "hint" } } });
    project.setFolders(["/w", "/v"]);
    project.setRules({ "unknown-code": "error", "wrong-field": "error", "message-match": "loud" });
    project.setRules({ "wrong-field": "off" }, "/v");
    assert.deepEqual(Object.fromEntries((await project.settingsFor("/w/a.ts")).rules), { "unknown-code": "hint", "wrong-field": "error" });
    assert.deepEqual(Object.fromEntries((await project.settingsFor("/v/a.ts")).rules), { "wrong-field": "off" });
  });

  it("is read again when it changes, appears or goes, and a broken one leaves the last good one in use", async () => {
    const { project, files, problems } = open({ "/w/faultline.json": { rules: { "unknown-code": "hint" } } });
    const severity = async () => (await project.settingsFor("/w/a/b.ts")).rules.get("unknown-code");
    assert.equal(await severity(), "hint");
    files.set("/w/faultline.json", '{"rules": {"unknown-code": ');
    assert.ok(project.changed(["/w/faultline.json"]));
    assert.equal(await severity(), "hint");
    assert.match((await problems())[0] ?? "", /^\/w\/faultline\.json:1 /);
    files.set("/w/a/faultline.json", '{"rules": {"unknown-code": "error"}}');
    assert.ok(project.changed(["/w/a/faultline.json"]));
    assert.equal(await severity(), "error");
    files.delete("/w/a/faultline.json");
    assert.ok(project.changed(["/w/a"]));
    assert.equal(await severity(), "hint");
    files.delete("/w/faultline.json");
    project.changed(["/w/faultline.json"]);
    assert.equal(await severity(), undefined);
    assert.deepEqual(await problems(), []);
  });

  it("says what changes nothing", () => {
    const { project } = open({});
    assert.equal(project.changed(["/w/package.json", "/w/src/a.ts", "/elsewhere/faultline.json"]), false);
  });

  it("is not read where a link leads out of the workspace", async () => {
    const { project, problems } = open({
      "/secret/faultline.json": { rules: { "unknown-code": "off" } },
      "/w/faultline.json": { link: "/secret/faultline.json" },
      "/w/inside.json": { rules: { "unknown-code": "hint" } },
      "/w/a/faultline.json": { link: "/w/inside.json" },
    });
    assert.deepEqual(await problems(), ["/w/faultline.json:1 This file leads out of the workspace folder; only files inside it are read"]);
    assert.equal((await project.settingsFor("/w/b.ts")).rules.size, 0);
    assert.equal((await project.settingsFor("/w/a/b.ts")).rules.get("unknown-code"), "hint");
  });

  it("ignores by pattern, and dependencies always", async () => {
    const { project } = open({ "/w/faultline.json": { ignore: ["gen/**"] } });
    const ignored = (path: string) => project.ignored(path);
    assert.deepEqual(await Promise.all(["/w/gen/a.ts", "/w/a.ts", "/w/x/node_modules/y/a.ts"].map(ignored)), [true, false, true]);
  });

  it("works over the paths of a virtual file system", async () => {
    const root = "vscode-vfs://github/me/repo";
    const { project } = open({
      [`${root}/faultline.json`]: { rules: { "unknown-code": "off" }, catalogs: ["./acme.json"] },
      [`${root}/acme.json`]: ACME,
    });
    project.setFolders([root]);
    assert.equal((await project.settingsFor(`${root}/src/a.ts`)).rules.get("unknown-code"), "off");
    assert.ok((await project.catalogFor(`${root}/src/a.ts`)).has("acme"));
  });
});
