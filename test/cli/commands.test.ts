import assert from "node:assert/strict";
import { rules } from "../../server/core/analysis";
import { folder } from "./harness";

const ACME = {
  id: "acme",
  name: "Acme",
  hosts: ["api.acme.test"],
  codes: [{ code: "no_such_user", status: 404, meaning: "Nobody has that name." }],
};
const OWN = { "faultline.json": '{"catalogs": ["acme.json"]}', "acme.json": JSON.stringify(ACME) };

describe("faultline explain", () => {
  const explain = async (term: string, files = {}) => JSON.parse((await folder(files).run(["explain", term, "--format", "json"])).out);

  it("prints every provider's word on a code", async () => {
    const all = (await explain("rate_limit_exceeded")).matches;
    const matches = all.filter(({ provider }: { provider: string }) => ["elestrals", "erynoa"].includes(provider));
    assert.deepEqual(
      matches.map(({ provider, statuses }: { provider: string; statuses: number[] }) => [provider, statuses]),
      [
        ["elestrals", [429]],
        ["erynoa", [429]],
      ],
    );
    for (const match of matches) {
      assert.deepEqual(Object.keys(match), ["provider", "code", "statuses", "meaning", "action", "retry", "docs"]);
      assert.equal(match.code, "rate_limit_exceeded");
      assert.equal(match.retry.policy, match.provider === "erynoa" ? "after-header-else-backoff" : "after-header");
      assert.match(match.docs, /^https:\/\//);
    }
  });

  it("keeps what a document does not say", async () => {
    const { matches } = await explain("CONFLICT");
    assert.equal(matches.find(({ provider }: { provider: string }) => provider === "technologychecker").retry.policy, "unspecified");
  });

  it("compares strictly, and explains a status where that is all a provider has", async () => {
    const { matches } = await explain("502");
    const reputio = matches.find(({ provider }: { provider: string }) => provider === "reputio");
    assert.equal(reputio.code, null);
    assert.deepEqual([reputio.statuses, reputio.retry.maxRetries], [[502], 3]);
    const { matches: quotas } = await explain("quota_exceeded");
    const quota = quotas.find(({ provider }: { provider: string }) => provider === "elestrals");
    assert.deepEqual([quota.retry.policy, quota.retry.reset], ["wait-reset", "1st of next month, UTC"]);
  });

  it("knows the codes of the workspace", async () => {
    const { matches } = await explain("no_such_user", OWN);
    assert.deepEqual([matches[0].provider, matches[0].meaning], ["acme", "Nobody has that name."]);
  });

  it("reads well", async () => {
    const { out, code } = await folder({}).run(["explain", "quota_exceeded"]);
    assert.equal(code, 0);
    assert.match(out, /(?:^|\n)quota_exceeded · Elestrals \(elestrals\)\n {2}Status {6}429\n {2}Meaning /);
    assert.match(out, /\n {2}Retry {7}\S.*1st of next month, UTC/);
    assert.match(out, /\n {2}Docs {8}https:\/\//);
    assert.ok(out.split("\n").every((line) => line.length <= 110));
  });

  for (const { id } of rules) {
    it(`shows the page of ${id}`, async () => {
      const { out, code } = await folder({}).run(["explain", id]);
      assert.equal(code, 0);
      assert.ok(out.length > 0);
      const { rule, matches } = await explain(id);
      assert.deepEqual([rule.id, rule.page, matches], [id, out, []]);
    });
  }

  it("lets no control character of a workspace's catalog reach the terminal", async () => {
    const evil = { ...ACME, codes: [{ code: "x_y_z", meaning: "\u001b[2Jgone" }] };
    const { out } = await folder({ ...OWN, "acme.json": JSON.stringify(evil) }).run(["explain", "x_y_z"]);
    assert.match(out, /Meaning {5}\[2Jgone/);
  });
});

describe("faultline providers", () => {
  const providers = async (files = {}) => JSON.parse((await folder(files).run(["providers", "--format", "json"])).out).providers;

  it("prints the bundled ones as the contract says", async () => {
    const found = await providers();
    assert.deepEqual(
      found.find(({ id }: { id: string }) => id === "elestrals"),
      {
        id: "elestrals",
        name: "Elestrals",
        hosts: ["api.elestrals.com"],
        codes: 9,
        vocabulary: "closed",
      },
    );
    const counts = Object.fromEntries(found.map(({ id, codes }: { id: string; codes: number }) => [id, codes]));
    assert.deepEqual([counts.vantaprism, counts.technologychecker, counts.erynoa, counts.reputio], [13, 7, 16, 0]);
  });

  it("prints the workspace's own, and what they add", async () => {
    const more = { extends: "elestrals", codes: ["one_more"] };
    const found = await providers({
      ...OWN,
      "faultline.json": '{"catalogs": ["acme.json", "more.json"]}',
      "more.json": JSON.stringify(more),
    });
    const codes = (of: string) => found.find(({ id }: { id: string }) => id === of).codes;
    assert.deepEqual([codes("acme"), codes("elestrals")], [1, 10]);
  });

  it("reads well", async () => {
    const { out } = await folder(OWN).run(["providers"]);
    assert.match(out, /^acme +Acme +1 codes, listed +api\.acme\.test$/m);
    assert.match(out, /^reputio +Reputio +api\.reput\.io$/m);
  });
});

describe("faultline why", () => {
  const code =
    'const res = await fetch("https://api.elestrals.com/v1/cards");\nconst body = await res.json();\nif (body.error.code === "not_found") go();\nconst n = 1;\n';

  it("tells step by step where a code comes from", async () => {
    const { code: exit, out } = await folder({ "a.ts": code }).run(["why", "a.ts:3:17"]);
    assert.equal(exit, 0);
    assert.match(out, /^1\. .*\(a\.ts:\d+:\d+\)\n2\. /);
    assert.match(out, /api\.elestrals\.com/);
    assert.match(out, /\(a\.ts:1:/);
  });

  it("takes the best place of a line", async () => {
    const at = folder({ "a.ts": code });
    assert.equal((await at.run(["why", "a.ts:3"])).out, (await at.run(["why", "a.ts:3:17"])).out);
  });

  it("leads into other files, and says what can be done where it was lost", async () => {
    const at = folder({
      "lib/send.ts": "const base = process.env.SHOP_URL;\nexport const send = (path: string) => fetch(base + path);\n",
      "src/use.ts": 'import { send } from "../lib/send";\nif ((await send("/x")).status === 404) stop();\n',
    });
    const { out } = await at.run(["why", "src/use.ts:2"]);
    assert.equal(
      out,
      [
        "1. 'send(…).status' is compared (src/use.ts:2:5)",
        "2. 'send(…)' calls 'send' of send.ts (src/use.ts:2:12)",
        "3. a request of fetch (lib/send.ts:2:39)",
        "4. 'base' is 'process.env.SHOP_URL' (lib/send.ts:1:14)",
        "5. the environment variable SHOP_URL holds the URL, and nothing binds it (lib/send.ts:1:14)",
        "6. read as the HTTP status of what it gives (src/use.ts:2:5)",
        '7. if you know whose it is, say so in faultline.json: "bind": [{ "env": "SHOP_URL", "provider": "…" }]',
        "",
      ].join("\n"),
    );
  });

  it("says so where there is nothing to tell", async () => {
    const { code: exit, out } = await folder({ "a.ts": code }).run(["why", "a.ts:4"]);
    assert.equal(exit, 0);
    assert.match(out, /^1\. 'n' is 1 \(a\.ts:4:11\)\n2\. 1 is no outcome of a request \(a\.ts:4:11\)\n$/);
  });
});

describe("faultline init", () => {
  it("writes a configuration that the other commands accept", async () => {
    const at = folder({ "a.ts": "" });
    assert.equal((await at.run(["init"])).code, 0);
    assert.deepEqual(JSON.parse(at.read("faultline.json")), { catalogs: [], bind: [], rules: {}, ignore: [] });
    const { code, err } = await at.run(["check"]);
    assert.deepEqual([code, err], [0, ""]);
  });

  it("names the schema where it is installed beside", async () => {
    const schema = "node_modules/faultline/dist/schemas/faultline.schema.json";
    const at = folder({ [schema]: "{}" });
    await at.run(["init"]);
    assert.equal(JSON.parse(at.read("faultline.json")).$schema, `./${schema}`);
  });

  it("leaves one that is there as it is", async () => {
    const at = folder({ "faultline.json": '{"root": true}' });
    const { code, err } = await at.run(["init"]);
    assert.deepEqual([code, err], [2, "faultline: There is a faultline.json here already\n"]);
    assert.equal(at.read("faultline.json"), '{"root": true}');
  });
});
