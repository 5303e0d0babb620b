import assert from "node:assert/strict";
import { differs, isUsed, lookOf, messageOf, type Node, nodesIn, nodesOf, retryColor, roots } from "../../client/tree";
import type { ProviderList } from "../../server/lsp/protocol";
import { code, detail, group, retry, row } from "./provider";

const list = (providers: ProviderList["providers"], done = 5, total = 5): ProviderList => ({ providers, counting: { done, total } });
const labels = (nodes: readonly Node[]): readonly string[] => nodes.map((node) => `${lookOf(node).label} | ${lookOf(node).description}`);

describe("the tree of the explorer", () => {
  it("has the providers that the workspace uses, and one node for all others", () => {
    const providers = [
      row({ key: "a", name: "Alpha", uses: 3, usedIn: 2 }),
      row({ key: "b", name: "Beta", codes: 7 }),
      row({ key: "c", name: "Gamma", usedIn: 1 }),
      row({ key: "/w/d.json", name: "Delta", bundled: false, files: ["file:///w/d.json"] }),
      row({ key: "e", name: "Epsilon", files: ["file:///w/e.json"], uses: 1, usedIn: 1 }),
      row({ key: "f", name: "Zeta", codes: 0, statuses: 4 }),
    ];
    const [others] = roots({ providers }).slice(-1);
    assert.deepEqual(labels(roots({ providers })), [
      "Alpha | 3 usages",
      "Gamma | in 1 file",
      "Delta | own",
      "Epsilon | extended here · 1 usage",
      "2 other providers | ",
    ]);
    assert.ok(others?.kind === "others");
    assert.deepEqual(labels(others.rows.map((one) => ({ kind: "provider", row: one }))), ["Beta | 7 codes", "Zeta | 4 statuses"]);
    assert.deepEqual(labels(roots({ providers: providers.filter(isUsed) })).length, 4, "without others there is no node for them");
  });

  it("has the statuses of a provider, their codes and the groups of codes", () => {
    const given = detail({
      groups: [
        group({
          status: 403,
          title: "Forbidden",
          uses: 1,
          codes: [code({ code: "NO", uses: 2, retry: retry("never") }), code({ code: "X" })],
        }),
        group({ status: 429, title: "", retry: retry("after-header") }),
        group({
          codes: [code({ code: 40001, vocabulary: "number", main: false, deprecated: "use NO" })],
          families: [{ label: "auth/*", meaning: "", retry: retry("unspecified") }],
        }),
      ],
    });
    const statuses = nodesOf(given);
    assert.deepEqual(labels(statuses), ["403 Forbidden | 2 codes · 3 usages", "429 | after-header", "No status | 1 code"]);
    assert.deepEqual(
      statuses.map((node) => lookOf(node).collapsible),
      [true, false, true],
    );
    const [forbidden, , none] = given.groups.map((one) => nodesIn(given, one));
    assert.deepEqual(labels(forbidden ?? []), ["NO | never · 2 usages", "X | "]);
    assert.deepEqual(labels(none ?? []), ["40001 | number · deprecated", "auth/* | group of codes"]);
    assert.deepEqual(
      labels(nodesOf(detail({ groups: [group({ codes: [code({ code: "ONLY" })] })] }))),
      ["ONLY | "],
      "no level for nothing",
    );
  });

  it("gives every node an id of its own", () => {
    const same = [code({ code: "A" }), code({ code: "A", vocabulary: "type", main: false }), code({ code: "1" }), code({ code: 1 })];
    const given = detail({ groups: [group({ status: 400, codes: same }), group({ status: 401, codes: same }), group({ codes: same })] });
    const ids = nodesOf(given).flatMap((node) => [
      lookOf(node).id,
      ...(node.kind === "status" ? nodesIn(given, node.group) : []).map((one) => lookOf(one).id),
    ]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("says what can be done with a node", () => {
    const of = row({ docs: "https://docs.test", files: ["file:///w/a.json"] });
    const entry = code({ code: "A", docs: "https://docs.test/a", uses: 1 });
    const contexts = [
      lookOf({ kind: "provider", row: of }),
      lookOf({ kind: "code", of, status: 400, entry }),
      lookOf({ kind: "code", of, status: 400, entry: code({ code: "B" }) }),
      lookOf({ kind: "status", of, group: group({ status: 400, codes: [entry] }) }),
      lookOf({ kind: "status", of, group: group({ status: "4xx" }) }),
    ].map(({ context }) => context);
    assert.deepEqual(contexts, ["provider docs file", "code docs uses", "code", "status uses", "status"]);
  });

  it("has a colour for every policy that says something", () => {
    for (const policy of [
      "never",
      "fix-first",
      "after-header",
      "after-header-else-backoff",
      "backoff",
      "short-delay",
      "wait-reset",
      "conditional",
    ])
      assert.match(retryColor(policy) ?? "", /^charts\./, policy);
    assert.equal(retryColor("unspecified"), undefined);
  });

  it("says how far the count is, and why there is nothing to see", () => {
    assert.equal(messageOf(list([row({})], 3, 10)), "Counting usages: 3 of 10 files");
    assert.match(messageOf(list([row({})])) ?? "", /No API/);
    assert.equal(messageOf(list([row({ uses: 1 })])), undefined);
    assert.equal(differs(list([row({})], 1, 2), list([row({})], 2, 2)), false);
    assert.equal(differs(list([row({})]), list([row({ uses: 1 })])), true);
  });
});
