import assert from "node:assert";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const vsix = path.join(root, "dist/faultline.vsix");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const inRoot = (file: string): string => path.join(root, file);
const names = (folder: string): string[] => fs.readdirSync(inRoot(folder)).map((name) => `${folder}/${name}`);

describe("the package", function () {
  this.timeout(120_000);

  before(() => {
    const built = Math.max(
      ...["dist/client.js", "dist/server.js", "package.json", ".vscodeignore", "README.md", "scripts/package.mjs"].map(
        (file) => fs.statSync(inRoot(file)).mtimeMs,
      ),
    );
    if (!fs.existsSync(vsix) || fs.statSync(vsix).mtimeMs < built) node("scripts/package.mjs");
  });

  it("holds what is needed and nothing else", () => {
    const expected = [
      ...["package.json", "README.md", "CHANGELOG.md", "LICENSE", "docs/icon.png"],
      ...[
        "dist/client.js",
        "dist/library.js",
        "dist/client.browser.js",
        "dist/server.js",
        "dist/server.browser.js",
        "dist/THIRD-PARTY-LICENSES.txt",
      ],
      ...["dist/catalog/index.json", "dist/catalog/codes.json", ...names("dist/catalog/providers"), ...names("dist/catalog/retriers")],
      ...[...names("dist/rules"), ...names("dist/schemas")],
    ];
    const listed = node("node_modules/@vscode/vsce/vsce", "ls", "--no-dependencies").trim().split(/\r?\n/);
    assert.deepEqual(listed.sort(), expected.sort());
  });

  it("is no larger than 1.5 MB", () => {
    const { size } = fs.statSync(vsix);
    assert.ok(size <= 1.5 * 1024 * 1024, `${size} bytes`);
  });

  it("has a README without pictures that nobody could see", () => {
    const [source, packed] = ["README.md", "out/package/README.md"].map((file) => fs.readFileSync(inRoot(file), "utf8"));
    assert.equal(source?.match(/!\[[^\]]+\]\(docs\/images\//g)?.length, 5);
    assert.ok(packed && !packed.includes("![") && packed.length > 5000);
  });

  it("has everything that the marketplace asks of a manifest", () => {
    for (const key of ["displayName", "description", "publisher", "license", "icon", "galleryBanner", "engines"])
      assert.ok(manifest[key], key);
    assert.ok(manifest.categories.length > 0 && manifest.keywords.length <= 30);
    const icon = fs.readFileSync(inRoot(manifest.icon));
    assert.equal(icon.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
    assert.match(fs.readFileSync(inRoot("CHANGELOG.md"), "utf8"), new RegExp(`^## ${manifest.version.replaceAll(".", "\\.")}$`, "m"));
  });

  it("names only files that it holds", () => {
    const schemas = manifest.contributes.jsonValidation.map(({ url }: { url: string }) => url);
    for (const file of [manifest.main, manifest.browser, ...schemas]) assert.ok(fs.existsSync(inRoot(file)), file);
  });

  it("brings the licence of everything that it bundles", () => {
    const text = fs.readFileSync(inRoot("dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    assert.match(text, /^typescript 6\.0\.3 \(Apache-2\.0\)$/m);
    assert.match(text, /Licensed under the Apache License|Apache License/);
    for (const name of [
      "vscode-languageclient",
      "vscode-languageserver",
      "vscode-jsonrpc",
      "jsonc-parser",
      "htmlparser2",
      "@vue/compiler-core",
    ])
      assert.match(text, new RegExp(`^${name} \\d`, "m"));
  });

  for (const file of ["package-lock.json", "catalog/generate/packages/package-lock.json"]) {
    it(`names no host in ${file}`, () => {
      const lock = JSON.parse(fs.readFileSync(inRoot(file), "utf8"));
      const named = Object.entries(lock.packages as Record<string, { resolved?: string }>).filter(
        ([, entry]) => entry.resolved !== undefined,
      );
      assert.deepEqual(named, []);
    });
  }

  it("is installed from a lock file that is whole, for every platform", () => {
    const lock: { readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Record<string, string> }>> } = JSON.parse(
      fs.readFileSync(inRoot("package-lock.json"), "utf8"),
    );
    const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    assert.ok(wanted.length > 20, "esbuild and Biome have a package per platform");
    assert.deepEqual(
      wanted.filter((name) => !Object.keys(lock.packages).some((at) => at.endsWith(`node_modules/${name}`))),
      [],
    );
  });

  it("pins what it depends on exactly", () => {
    assert.equal(manifest.dependencies, undefined, "everything is bundled");
    for (const [name, version] of Object.entries(manifest.devDependencies)) assert.match(String(version), /^\d+\.\d+\.\d+$/, name);
    const sources = JSON.parse(fs.readFileSync(inRoot("catalog/generate/packages/package.json"), "utf8"));
    for (const [name, version] of Object.entries(sources.dependencies))
      assert.match(String(version), /^(?:npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/, name);
  });
});

/** Runs a script of the project with this Node and gives what it prints. */
const node = (...args: readonly string[]): string => execFileSync(process.execPath, [...args], { cwd: root, encoding: "utf8" });
