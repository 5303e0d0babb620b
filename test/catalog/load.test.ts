import assert from "node:assert/strict";
import { buildCodeTable, buildIndex, createCatalog, type IndexFile, type Loaded, readProvider } from "../../catalog/model/load";
import { extend, normalise } from "../../catalog/model/normalise";
import type { Provider } from "../../catalog/model/types";
import { bundledFiles, textOf } from "./bundled";

const acme = normalise({
  id: "acme",
  name: "zAcme",
  hosts: ["api.acme.dev", "*.acme.dev"],
  imports: ["acme", "@acme/*", "*/generated/acme"],
  codes: ["not_found", 40001],
});
const beta = normalise({
  id: "beta",
  name: "Beta",
  hosts: ["*.eu.acme.dev", "api.beta.io"],
  imports: ["beta-sdk", "acme"],
  codes: ["not_found", "40001", "__proto__"],
});
const index = JSON.parse(JSON.stringify(buildIndex([acme, beta]))) as IndexFile;
const codes = JSON.parse(JSON.stringify(buildCodeTable([acme, beta]))) as Loaded["codes"];
const loadedOf = (...providers: readonly Provider[]): Loaded => ({
  providers: new Map(providers.map((provider) => [provider.id, provider])),
  retriers: new Map(),
  codes,
});

describe("the catalog's index", () => {
  const catalog = createCatalog(index, loadedOf(beta));

  it("orders providers by name and says what is loaded", () => {
    assert.deepEqual(catalog.ids, ["beta", "acme"]);
    assert.equal(catalog.provider("beta"), beta);
    assert.equal(catalog.provider("acme"), "unloaded");
    assert.equal(catalog.provider("nobody"), undefined);
    assert.ok(catalog.has("acme") && !catalog.has("nobody") && !catalog.has("__proto__"));
  });

  it("sees what is loaded later", () => {
    const loaded = new Map<string, Provider>();
    const later = createCatalog(index, { ...loadedOf(), providers: loaded });
    assert.equal(later.provider("acme"), "unloaded");
    loaded.set("acme", acme);
    assert.equal(later.provider("acme"), acme);
  });

  it("finds hosts: exact ones first, then the longest pattern; a pattern is not the host itself", () => {
    assert.equal(catalog.byHost("api.acme.dev"), "acme");
    assert.equal(catalog.byHost("x.acme.dev"), "acme");
    assert.equal(catalog.byHost("x.eu.acme.dev"), "beta");
    assert.equal(catalog.byHost("acme.dev"), undefined);
    assert.equal(catalog.byHost("evilacme.dev"), undefined);
    assert.equal(catalog.byHost("api.acme.dev.evil.com"), undefined);
  });

  it("finds imports: packages, their files, scopes", () => {
    assert.deepEqual(catalog.byImport("acme"), ["beta", "acme"]);
    assert.deepEqual(catalog.byImport("beta-sdk/lib/errors"), ["beta"]);
    assert.deepEqual(catalog.byImport("@acme/client"), ["acme"]);
    assert.deepEqual(catalog.byImport("acme-other"), []);
    assert.deepEqual(catalog.byImport("./acme"), []);
    for (const name of ["../generated/acme", "@/generated/acme/client", "src/generated/acme/client.js"])
      assert.deepEqual(catalog.byImport(name), ["acme"]);
    for (const name of ["generated/acme", "./generated/acme2", "./ungenerated/acme", "../generated/other/acme"])
      assert.deepEqual(catalog.byImport(name), []);
  });

  it("finds codes strictly", () => {
    assert.deepEqual(catalog.byCode("not_found"), ["beta", "acme"]);
    assert.deepEqual(catalog.byCode(40001), ["acme"]);
    assert.deepEqual(catalog.byCode("40001"), ["beta"]);
    assert.deepEqual(catalog.byCode("__proto__"), ["beta"]);
    assert.deepEqual(catalog.byCode("toString"), []);
  });

  it("says so while the table of codes is not loaded, own codes or not", () => {
    const ours = normalise({ id: "ours", codes: ["mine"] });
    const loaded = { ...loadedOf(), codes: undefined as Loaded["codes"] };
    const later = createCatalog(index, loaded, [ours]);
    assert.equal(later.byCode("not_found"), "unloaded");
    assert.equal(later.byCode("mine"), "unloaded");
    loaded.codes = codes;
    assert.deepEqual([later.byCode("not_found"), later.byCode("mine"), later.byCode("none")], [["beta", "acme"], ["ours"], []]);
  });

  it("does not grow with the number of codes", () => {
    const more = normalise({ id: "acme", name: "zAcme", codes: Array.from({ length: 5000 }, (_, i) => `code_${i}`) });
    const size = (provider: Provider): number => JSON.stringify(buildIndex([provider])).length;
    assert.ok(size(more) - size(normalise({ id: "acme", name: "zAcme", codes: ["one"] })) < 10);
  });

  it("counts codes and says how complete they are", () => {
    assert.deepEqual(
      index.providers.map((entry) => [entry.id, entry.codes, entry.vocabulary]),
      [
        ["beta", 3, "listed"],
        ["acme", 2, "listed"],
      ],
    );
  });
});

describe("a workspace's own providers", () => {
  const ours = normalise({ id: "ours", name: "Alpha", hosts: ["api.acme.dev"], codes: ["mine"] });
  const more = extend(acme, { extends: "acme", codes: ["extra"] });

  it("stand among the others, and their hosts come first", () => {
    const catalog = createCatalog(index, loadedOf(), [ours]);
    assert.deepEqual(catalog.ids, ["ours", "beta", "acme"]);
    assert.equal(catalog.byHost("api.acme.dev"), "ours");
    assert.deepEqual(catalog.byCode("mine"), ["ours"]);
    assert.equal(catalog.provider("ours"), ours);
  });

  it("replace a bundled one only by extending it", () => {
    const catalog = createCatalog(index, loadedOf(), [more]);
    assert.equal(catalog.provider("acme"), more);
    assert.deepEqual(catalog.byCode("extra"), ["acme"]);
    assert.deepEqual(catalog.byCode("not_found"), ["acme", "beta"]);
    assert.deepEqual(catalog.ids, ["beta", "acme"]);
    const thief = createCatalog(index, loadedOf(acme), [normalise({ id: "acme", codes: ["stolen"] })]);
    assert.equal(thief.provider("acme"), acme);
    assert.deepEqual(thief.byCode("stolen"), []);
    assert.equal(thief.revision, index.revision);
  });

  it("change the revision with their content, and with nothing else", () => {
    const revision = (...own: readonly Provider[]): string => createCatalog(index, loadedOf(), own).revision;
    assert.equal(revision(more), revision(extend(acme, { extends: "acme", codes: ["extra"] })));
    assert.equal(new Set([revision(), revision(ours), revision(more), revision(ours, more)]).size, 4);
    const edited = buildIndex([extend(acme, { codes: [{ code: 40001, retry: "never" }] }), beta]);
    assert.notEqual(edited.revision, index.revision);
    assert.equal(buildIndex([beta, acme]).revision, index.revision);
  });
});

describe("the shipped index", () => {
  const providers = bundledFiles.map((file) => readProvider(textOf(file)));
  const shipped = createCatalog(buildIndex(providers), { ...loadedOf(), codes: buildCodeTable(providers) });

  it("attributes the five hosts", () => {
    const hosts = ["api.vantaprism.me", "api.technologychecker.io", "sandbox.api.erynoa.group", "api.reput.io", "api.elestrals.com"];
    assert.deepEqual(hosts.map(shipped.byHost), ["vantaprism", "technologychecker", "erynoa", "reputio", "elestrals"]);
    for (const host of ["docs.erynoa.com", "status.reput.io", "reput.io", "technologychecker.io", "localhost"])
      assert.equal(shipped.byHost(host), undefined);
  });

  it("leads a shared code to all that have it", () => {
    assert.deepEqual(shipped.byCode("rate_limit_exceeded"), ["elestrals", "erynoa", "openai", "resend"]);
    assert.deepEqual(shipped.byCode("VALIDATION_ERROR"), ["paypal", "technologychecker", "vantaprism"]);
    assert.deepEqual(shipped.byCode("ENOENT"), ["node"]);
    assert.deepEqual(shipped.byCode("ETIMEDOUT"), ["axios", "node"]);
  });

  it("leads the modules of Node that fail to Node, and packages that hand their errors on", () => {
    for (const name of ["fs", "node:fs", "node:fs/promises", "fs/promises", "net"]) assert.deepEqual(shipped.byImport(name), ["node"]);
    for (const name of ["fs-extra", "graceful-fs"]) assert.deepEqual(shipped.byImport(name), ["node"]);
    for (const name of ["path", "node:path", "node:util", "fs-mock"]) assert.deepEqual(shipped.byImport(name), []);
  });

  it("has the completeness that `providers` prints", () => {
    const rows = buildIndex(providers).providers.map((entry) => `${entry.id} ${entry.codes} ${entry.vocabulary}`);
    for (const row of [
      "elestrals 9 closed",
      "erynoa 16 listed",
      "reputio 0 closed",
      "technologychecker 7 listed",
      "vantaprism 13 listed",
      "http 0 open",
    ])
      assert.ok(rows.includes(row), row);
  });
});
