/**
 * Error pages laid out as those of the five documents: with the heads, codes and statuses that they have, and words of our own. What an
 * import makes of each agrees with the catalog that a person wrote.
 */
import assert from "node:assert/strict";
import { readPage } from "../../../catalog/import/readers";
import type { CodeFile, ProviderFile } from "../../../catalog/model/file";
import type { Provider } from "../../../catalog/model/types";
import { validateProvider } from "../../../catalog/validate";
import { bundled } from "../bundled";

function imported(text: string): ProviderFile {
  const read = readPage(text, "errors.md");
  assert.ok("file" in read, JSON.stringify(read));
  assert.deepEqual(validateProvider(JSON.stringify({ id: "acme", ...read.file })).problems, []);
  return read.file;
}

const codes = ({ codes: all = [] }: ProviderFile): readonly string[] =>
  all.map((given) => {
    const { code, status, statuses = status === undefined ? [] : [status] } = given as CodeFile;
    return [code, ...(statuses.length > 0 ? [statuses.join("/")] : [])].join(" ");
  });

const entryAt = ({ codes: all = [] }: ProviderFile, index: number): CodeFile => all[index] as CodeFile;

const written = ({ codes: all }: Provider): readonly string[] => all.map(({ code, statuses }) => `${code} ${statuses.join("/")}`);

const entries = (id: string) =>
  bundled(id).codes.map(({ code, statuses, meaning, action }) => ({ code: String(code), status: String(statuses[0]), meaning, action }));

describe("an error page", () => {
  it("laid out as Elestrals': a table right below a line, rows without outer bars, a line right below it", () => {
    const rows = entries("elestrals").map(({ code, status, meaning }) => `${code} | ${status} | ${meaning} |`);
    const page = `All error codes\n| Code | HTTP | Meaning |\n|---|---|---|\n${rows.join("\n")}\nHandling errors\nTell errors apart by code:- those that you mend.\n\`bad_request\`, \`not_found\`. Do not repeat.\n`;
    assert.deepEqual(codes(imported(page)), written(bundled("elestrals")));
  });

  it("laid out as Erynoa's: several tables in a row under headings that are lines", () => {
    const rows = entries("erynoa").map(({ code, status, meaning, action }) => `\`${code}\` | ${status} | ${meaning} | ${action} |`);
    const head = "| Code | Status | Description | Action |\n|---|---|---|---|\n";
    const page = `Error codes\nAuthentication errors (401, 403)\n${head}${rows.slice(0, 6).join("\n")}\nValidation errors (400, 422)\n${head}${rows.slice(6).join("\n")}`;
    const read = imported(page);
    assert.deepEqual(codes(read), written(bundled("erynoa")));
    assert.equal(entryAt(read, 1).action, bundled("erynoa").codes[1]?.action);
  });

  it("copied as text like VantaPrism's, whose cells have run together, with a table about repeating", () => {
    const rows = entries("vantaprism").map(({ code, status, meaning }) => `${code}${status}${meaning}`);
    const retry =
      "400Don’t retry without mending the request\n401 / 403Don’t retry without fixing the key\n404Don’t retry\n429Retry after Retry-After seconds\n500Safe to retry with exponential backoff\n503Retry after a short delay\n".replace(
        "mending",
        "fixing",
      );
    const sample = '{\n  "error": {\n    "code": "VALIDATION_ERROR",\n    "message": "x",\n    "request_id": "req_1"\n  }\n}\n';
    const read = imported(
      `Errors\n\n${sample}\ncodeHTTP statusMeaning\n${rows.slice(0, 5).join("\n")}\n\nValidation (400)\n\ncodeHTTP statusMeaning\n${rows.slice(5).join("\n")}\n\nStatusRetry guidance\n${retry}`,
    );
    const own = bundled("vantaprism");
    assert.deepEqual(codes(read), written(own));
    assert.deepEqual(read.envelopes, [{ fields: { code: "error.code", message: "error.message", requestId: "error.request_id" } }]);
    const retries = Object.entries(read.statuses ?? {}).map(([status, entry]) => [Number(status), entry.retry]);
    assert.deepEqual(
      retries,
      [...own.statuses.values()].map(({ status, retry: { policy } }) => [status, policy]),
    );
  });

  it("copied as text like TechnologyChecker's, status before code", () => {
    const rows = entries("technologychecker").map(({ code, status, meaning }) => `${status}${code}${meaning}`);
    const sample = '{\n  "success": false,\n  "error": {\n    "code": "ERROR_CODE",\n    "message": "x"\n  }\n}\n';
    const read = imported(`${sample}\nStatusCodeDescription\n${rows.join("\n")}\n`);
    assert.deepEqual(codes(read), written(bundled("technologychecker")));
    assert.deepEqual(read.envelopes?.[0]?.fields.discriminator, { path: "success", failure: false });
  });

  it("copied as text like Reputio's, whose column of codes holds statuses", () => {
    const titles: Readonly<Record<number, string>> = {
      400: "Bad Request",
      401: "Unauthorized",
      403: "Forbidden",
      404: "Not Found",
      429: "Too Many Requests",
      500: "Internal Server Error",
      502: "Bad Gateway",
      503: "Service Unavailable",
    };
    const own = bundled("reputio");
    const rows = [...own.statuses.keys()].map((status) => `${status}${titles[status]}Something is wrong; and moreDo something about it`);
    const read = imported(`CodeMeaningCommon causesWhat to do\n${rows.join("\n")}\n`);
    assert.deepEqual(codes(read), []);
    assert.deepEqual(Object.keys(read.statuses ?? {}), [...own.statuses.keys()].map(String));
    assert.deepEqual(read.statuses?.["429"], { meaning: "Something is wrong; and more", action: "Do something about it" });
  });

  it("in HTML: cells that reach over rows, tables in tables, code in cells, scripts that are not run", () => {
    const read =
      imported(`<!doctype html><html><head><title>Acme &amp; errors</title><script>document.write("<table><tr><td>evil</td></tr></table>")</script></head><body>
<h2>Errors</h2>
<table><thead><tr><th>HTTP status</th><th>Error code</th><th>Description</th></tr></thead><tbody>
<tr><td rowspan="2">404 Not Found</td><td><code>no_order</code></td><td>There is <b>no</b> such order.</td></tr>
<tr><td><code>no_item</code></td><td>There is no such item.<script>x</script></td></tr>
<tr><td>409<td><code>twice</code><td>It was <table><tr><td>sent</td></tr></table> twice.
<tr><td colspan=3>Others</td></tr>
</table>
<pre>{
  "errors": [{ "code": "no_order", "message": "x" }]
}</pre></body></html>`);
    assert.deepEqual(codes(read), ["no_order 404", "no_item 404", "twice 409"]);
    assert.equal(entryAt(read, 0).meaning, "There is no such order.");
    assert.equal(read.sources?.page?.title, "Acme & errors");
    assert.equal(read.envelopes?.[0]?.fields.code, "errors.0.code");
  });

  it("in Markdown with HTML tables and marks, numbers as codes, several statuses, headings that give the status", () => {
    const read = imported(
      "# Errors\n\n<table>\n<tr><th>Code</th><th>Meaning</th></tr>\n\n<tr><td>\n\n**10001**\n\n</td><td>Left.</td></tr>\n<tr><td>10002</td><td>Gone.</td></tr></table>\n",
    );
    assert.deepEqual(read.codes, [
      { code: 10001, meaning: "Left." },
      { code: 10002, meaning: "Gone." },
    ]);
    const several = imported(
      "## Conflict (409)\n\n| Error | What it means | Retryable |\n|:-|-|-|\n| [`in_use`](#x) | In *use* | No |\n| `locked` | Locked | yes |\n",
    );
    assert.deepEqual(several.codes, [
      { code: "in_use", status: 409, meaning: "In use", retry: "never" },
      {
        code: "locked",
        status: 409,
        meaning: "Locked",
        retry: { policy: "backoff", basis: "derived", note: "The page says that it may be repeated, not how." },
      },
    ]);
    assert.deepEqual(codes(imported("| Code | Status |\n|-|-|\n| a_b | 400, 422 |\n| a_b | 409 |\n| c_d | 5xx |\n")), [
      "a_b 400/422/409",
      "c_d",
    ]);
  });

  const none: readonly (readonly [what: string, page: string, problem: RegExp])[] = [
    ["no table", "# Errors\n\nThere are none.\n", /^This page has no table: a table needs/],
    ["HTML without one", "<html><body><p>Nothing</p></body></html>", /^This page has no table/],
    [
      "a table of something else",
      "| Name | Type |\n|-|-|\n| id | string |\n| amount | number |\n",
      /^This page has no table with error codes or HTTP statuses/,
    ],
    ["numbers that are no statuses", "| City | Number |\n|-|-|\n| Bonn | 228 |\n| Ulm | 731 |\n", /no table with error codes/],
    ["an empty table", "<table></table>", /has no table/],
  ];
  for (const [what, page, problem] of none) {
    it(`with ${what} is refused`, () => {
      const read = readPage(page, "a.md");
      assert.ok("problem" in read, JSON.stringify(read));
      assert.match(read.problem, problem);
    });
  }
});
