import assert from "node:assert/strict";
import pc from "picocolors";
import type { Log } from "sarif";
import { githubReport } from "../../server/cli/report/github";
import type { Report } from "../../server/cli/report/report";
import { sarifReport } from "../../server/cli/report/sarif";
import { textReport } from "../../server/cli/report/text";
import type { Finding } from "../../server/core/analysis";
import { lineStarts } from "../../server/core/text";

/** A report of one file, whose findings lie on the parts of its text between `«` and `»`. */
function reportOf(marked: string, file = "src/a.ts", change: Partial<Finding> = {}): Report {
  const spans: { start: number; end: number }[] = [];
  let text = "";
  for (const part of marked.split(/([«»])/)) {
    if (part === "«") spans.push({ start: text.length, end: text.length });
    else if (part === "»") spans.push({ start: spans.pop()?.start ?? 0, end: text.length });
    else text += part;
  }
  const findings = spans.map(
    (span): Finding => ({
      rule: "unknown-code",
      severity: "warning",
      span,
      message: "Acme has no code 'x'",
      fixes: [],
      related: [],
      ...change,
    }),
  );
  return {
    files: [{ file, text, starts: lineStarts(text), findings }],
    found: 3,
    analyzed: 2,
    skipped: new Map([["binary", 1]]),
    problems: [],
    durationMs: 1234,
  };
}

const text = (report: Report, columns = 100) => textReport(report, { colors: pc.createColors(false), columns, summary: false });

/** The line of code and the marks below it. */
const frame = (report: Report, columns?: number) =>
  text(report, columns)
    .split("\n")
    .slice(3, 5)
    .map((line) => line.slice(line.indexOf("│") + 2));

const fixes = [
  { title: "Change to 'y'", edits: [{ span: { start: 4, end: 7 }, newText: "'y'" }], preferred: true, safe: true },
  {
    title: "Disable unknown-code for this line",
    edits: [{ span: { start: 0, end: 0 }, newText: "// faultline-disable-next-line unknown-code\n" }],
    preferred: false,
    safe: false,
  },
];

describe("the report for people", () => {
  it("shows the place, the rule, the line with marks, and the way out", () => {
    const report = reportOf("let a;\n  if (code === «'x'») b();\n", "src/a.ts", {
      fixes,
      related: [{ span: { start: 0, end: 3 }, message: "Declared here" }],
    });
    assert.equal(
      text(report),
      [
        "src/a.ts:2:16 unknown-code",
        "  warning Acme has no code 'x'",
        "",
        "  2 │ if (code === 'x') b();",
        "    │              ^^^",
        "    └ Declared here (line 1)",
        "    └ Change to 'y' (--fix does it)",
        "",
        "",
      ].join("\n"),
    );
  });

  it("sums up", () => {
    const { files, ...rest } = reportOf("«a» «b»", "a.ts", { fixes });
    const report = { ...rest, files: [...files, ...reportOf("«c»", "b.ts", { severity: "error" }).files] };
    const summary = textReport(report, { colors: pc.createColors(false), columns: 100, summary: true })
      .split("\n")
      .slice(-4);
    assert.deepEqual(summary, ["Checked 2 files in 1.2 s: 1 error, 2 warnings", "2 can be fixed with --fix", "Skipped: 1 binary", ""]);
  });

  it("puts the marks below what they mean behind tabs, wide and combining characters", () => {
    assert.deepEqual(frame(reportOf("\tif (\t«ab»)")), ["if (  ab)", "      ^^"]);
    assert.deepEqual(frame(reportOf("'日本😀' + «ab»")), ["'日本😀' + ab", "           ^^"]);
    assert.deepEqual(frame(reportOf("'e\u0301' + «ab»")), ["'e\u0301' + ab", "      ^^"]);
  });

  it("cuts a long line around the place", () => {
    const [line = "", caret = ""] = frame(reportOf(`${"a".repeat(300)}«xyz»${"b".repeat(300)}`), 80);
    assert.ok(line.length <= 80);
    assert.ok(line.startsWith("…a") && line.endsWith("b…"));
    assert.equal(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1), "xyz");
  });

  it("marks the first line of a place of several, and one column of an empty one", () => {
    assert.deepEqual(frame(reportOf("if («a ||\n  b») {")), ["if (a ||", "    ^^^^"]);
    assert.deepEqual(frame(reportOf("f(«»)")), ["f()", "  ^"]);
    assert.deepEqual(frame(reportOf("a\r\nf(«x»)\r\n")), ["f(x)", "  ^"]);
  });

  it("lets no control character of a file reach the terminal", () => {
    const evil = "\u001b]0;owned\u0007\u001b[2J\u202e\u009b31m\u0008";
    const printed = text(
      reportOf(`f('${evil}', «x»)`, `src/${evil}.ts`, {
        message: `No ${evil}`,
        fixes: [{ title: evil, edits: [], preferred: true, safe: false }],
      }),
    );
    assert.doesNotMatch(printed.replaceAll("\n", ""), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    assert.deepEqual(
      frame(reportOf(`f('${evil}', «x»)`)).map((line) => line.length),
      ["f(']0;owned[2J31m', x)".length, "f(']0;owned[2J31m', ^".length],
    );
  });

  it("has colours where they are wanted", () => {
    const printed = textReport(reportOf("«a»"), { colors: pc.createColors(true), columns: 100, summary: true });
    assert.ok(printed.includes("\u001b[33m"));
  });
});

describe("the report for GitHub", () => {
  it("is one command for each finding", () => {
    assert.equal(
      githubReport(reportOf("\n  «'x'»")),
      "::warning file=src/a.ts,line=2,endLine=2,col=3,endColumn=6,title=faultline%3A unknown-code::Acme has no code 'x'\n",
    );
    const levels = (["error", "warning", "information", "hint"] as const).map(
      (severity) => githubReport(reportOf("«x»", "a.ts", { severity })).split(" ")[0],
    );
    assert.deepEqual(levels, ["::error", "::warning", "::notice", "::notice"]);
  });

  it("names lines alone where a finding has several, as GitHub shows columns in one only", () => {
    assert.match(githubReport(reportOf("«a\nb»")), /^::warning file=src\/a\.ts,line=1,endLine=2,title=/);
  });

  it("lets no text end a command or begin another", () => {
    const evil = "a,b:c%\r\n::stop-commands::x";
    assert.equal(
      githubReport(reportOf("«x»", evil, { message: evil })),
      "::warning file=a%2Cb%3Ac%25%0D%0A%3A%3Astop-commands%3A%3Ax,line=1,endLine=1,col=1,endColumn=2,title=faultline%3A unknown-code::a,b:c%25%0D%0A::stop-commands::x\n",
    );
  });

  it("says what is wrong in the configuration too", () => {
    const problem = {
      path: "faultline.json",
      span: { start: 0, end: 1 },
      line: 3,
      message: "No rule",
      severity: "error",
      schema: false,
    } as const;
    assert.equal(githubReport({ ...reportOf("x"), problems: [problem] }), "::error file=faultline.json,line=3,title=faultline::No rule\n");
  });
});

describe("the report in SARIF", () => {
  const rules = [
    { id: "wrong-field", summary: "A field", severity: "off" as const },
    { id: "unknown-code", summary: "A code", severity: "information" as const },
  ];
  const sarif = (report: Report): Log => JSON.parse(sarifReport(report, rules, new Map([["unknown-code", "# unknown-code\n"]])));

  it("holds rules with their pages, results with places, and suggestions as fixes", () => {
    const log = sarif(reportOf("a;\nif («'x'») {}", "src/a b#.ts", { fixes: fixes.slice(0, 1), provider: "acme", code: 7 }));
    const [run] = log.runs;
    assert.equal(log.version, "2.1.0");
    assert.equal(run?.columnKind, "utf16CodeUnits");
    assert.equal(run?.tool.driver.name, "Faultline");
    assert.deepEqual(run?.tool.driver.rules, [
      { id: "wrong-field", shortDescription: { text: "A field" }, help: { text: "A field" }, defaultConfiguration: { enabled: false } },
      {
        id: "unknown-code",
        shortDescription: { text: "A code" },
        help: { text: "# unknown-code\n", markdown: "# unknown-code\n" },
        defaultConfiguration: { level: "note" },
      },
    ]);
    const artifactLocation = { uri: "src/a%20b%23.ts", uriBaseId: "%SRCROOT%" };
    assert.deepEqual(run?.results, [
      {
        ruleId: "unknown-code",
        ruleIndex: 1,
        level: "warning",
        message: { text: "Acme has no code 'x'" },
        locations: [{ physicalLocation: { artifactLocation, region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 } } }],
        fixes: [
          {
            description: { text: "Change to 'y'" },
            artifactChanges: [
              {
                artifactLocation,
                replacements: [
                  { deletedRegion: { startLine: 2, startColumn: 2, endLine: 2, endColumn: 5 }, insertedContent: { text: "'y'" } },
                ],
              },
            ],
          },
        ],
        properties: { provider: "acme", code: 7 },
      },
    ]);
  });

  it("keeps related places", () => {
    const [run] = sarif(reportOf("«a»\nb", "a.ts", { related: [{ span: { start: 2, end: 3 }, message: "See" }] })).runs;
    assert.deepEqual(run?.results?.[0]?.relatedLocations?.[0]?.message, { text: "See" });
    assert.equal(run?.results?.[0]?.relatedLocations?.[0]?.physicalLocation?.region?.startLine, 2);
  });

  it("says in its invocation that the configuration was wrong", () => {
    const problem = {
      path: "faultline.json",
      span: { start: 0, end: 1 },
      line: 3,
      message: "No rule",
      severity: "error",
      schema: false,
    } as const;
    const [run] = sarif({ ...reportOf("x"), problems: [problem] }).runs;
    assert.equal(run?.invocations?.[0]?.executionSuccessful, false);
    assert.equal(run?.invocations?.[0]?.toolConfigurationNotifications?.[0]?.message.text, "No rule");
    assert.deepEqual(run?.results, []);
  });
});
