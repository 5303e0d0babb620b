/**
 * One server for a long day: `FAULTLINE_EDITS` edits (100,000) over 50 files that import each other, with requests, files that open,
 * close, come and go. Its memory must not grow, each request is answered, and of what is closed or gone nothing is left.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { seeded } from "../core/syntax/invariants";
import { pick, type Random, seedFrom } from "../fuzz/random";
import { pushOnly } from "../protocol/abilities";
import { Editor } from "../protocol/editor";
import { byStdio } from "../protocol/transport";
import { acmeCatalog, type Workspace, workspace } from "../protocol/workspace";

const EDITS = Number(process.env.FAULTLINE_EDITS ?? 100_000);
const FILES = 50;
const CODES = ["no_such_user", "no_such_usr", "gone", "goen"];

const nameOf = (i: number): string => `src/f${i}.ts`;

/** A module that asks an API by the next one's function; the last one makes the request. */
const textOf = (i: number): string =>
  (i % 10 === 9
    ? 'export const request = (path: string) => fetch("https://api.acme.test" + path);\n'
    : `import { request as next } from "./f${i + 1}";\nexport const request = (path: string) => next(path);\n`) +
  `export async function load${i}(id: string) {
  const res = await request("/v1/users/" + id);
  const body = await res.json();
  if (!res.ok) {
    if (body.error.code === "no_such_usr") return undefined;
    throw new Error(body.error.code);
  }
  return body;
}
`;

describe("a long day", function () {
  this.timeout(0);
  let place: Workspace;
  let editor: Editor;
  beforeEach(() => {
    place = workspace({
      "faultline.json": JSON.stringify({ catalogs: ["own.json"] }),
      "own.json": acmeCatalog(["no_such_user", "gone"]),
      ...Object.fromEntries(Array.from({ length: FILES }, (_, i) => [nameOf(i), textOf(i)])),
    });
  });
  afterEach(() => {
    editor.kill();
    place.remove();
  });

  it(`of ${EDITS.toLocaleString("en")} edits`, async () => {
    const probe = memoryProbe();
    editor = await Editor.start({ folders: [place.folder] }, byStdio(probe.environment));
    const day = new Day(place, editor, seeded(seedFrom(1)));
    const early = Math.min(5000, EDITS / 20);
    let before = 0;
    for (let edit = 1; edit <= EDITS; edit++) {
      await day.edit();
      if (edit !== early && edit % Math.ceil(EDITS / 10) !== 0) continue;
      await day.answered();
      const used = await probe.used(editor);
      if (edit === early) before = used.heap;
      console.log(`      ${edit} edits, ${day.asked} requests: heap ${mb(used.heap)}, process ${mb(used.rss)}`);
    }
    await day.answered();
    assert.equal(day.open.size > 0, true);
    assert.equal(day.unanswered, 0);
    for (const uri of [...day.open]) await editor.close(uri);
    for (let i = 0; i < FILES; i++) assert.deepEqual(await editor.pull(place.uri(nameOf(i))), []);
    const after = await probe.used(editor);
    assert.ok(after.heap <= before * 1.2, `${mb(before)} after ${early} edits, ${mb(after.heap)} at the end`);
    assert.deepEqual(editor.logged, []);
    assert.equal(await editor.stop(), 0);
  });

  it("leaves nothing of what is closed or gone with an editor that cannot pull", async () => {
    editor = await Editor.start({ folders: [place.folder], capabilities: pushOnly });
    const day = new Day(place, editor, seeded(seedFrom(2)), false);
    for (let edit = 0; edit < Math.min(5000, EDITS); edit++) await day.edit();
    await day.answered();
    for (const uri of [...day.open]) await editor.close(uri);
    place.write("own.json", "{");
    fs.rmSync(path.join(place.folder, "own.json"));
    await day.tell("own.json", 3);
    place.write("faultline.json", "{}");
    await day.tell("faultline.json", 2);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const last = new Map(editor.published.map(({ uri, diagnostics }) => [uri, diagnostics.length]));
    assert.ok(last.size >= FILES / 2);
    assert.deepEqual(
      [...last].filter(([, count]) => count > 0),
      [],
    );
    assert.deepEqual(editor.logged, []);
  });
});

const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

class Day {
  readonly open = new Set<string>();
  asked = 0;
  unanswered = 0;

  constructor(
    private readonly place: Workspace,
    private readonly editor: Editor,
    private readonly random: Random,
    private readonly pulls = true,
  ) {}

  /** One edit, and now and then something else. */
  async edit(): Promise<void> {
    const { random, editor, place } = this;
    const name = nameOf(random(FILES));
    const uri = place.uri(name);
    if (!this.open.has(uri)) {
      this.open.add(uri);
      await editor.open(uri, textOf(Number(/\d+/.exec(name)?.[0])));
    }
    const text = editor.text(uri);
    const code = /"(\w+)"\) return/.exec(text)?.[1];
    // A code is typed, or a name: what others import changes now and then too.
    if (code !== undefined && random(3) > 0) await editor.replace(uri, `"${code}") return`, `"${pick(random, CODES)}") return`);
    else if (random(2) === 0) await editor.replace(uri, "/v1/", pick(random, ["/v1/", "/v1/"]));
    else await editor.replace(uri, "\n", pick(random, ["\n", " // x\n".slice(random(2) * 5)]));
    if (editor.text(uri).length > 2000) await this.close(uri);
    if (random(4) === 0) this.ask(uri);
    if (random(200) === 0) await this.close(uri);
    if (random(500) === 0) await this.comeAndGo(name);
    if (random(1000) === 0) await this.tell("own.json", 2);
    // The server's pipe must not fill up without end.
    if (this.unanswered > 20) await this.answered();
  }

  async tell(name: string, type: 1 | 2 | 3): Promise<void> {
    await this.editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: this.place.uri(name), type }] });
  }

  /** Until each request has its answer. */
  async answered(): Promise<void> {
    const end = performance.now() + 120_000;
    while (this.unanswered > 0) {
      assert.ok(performance.now() < end, `${this.unanswered} requests have no answer`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await this.editor.connection.sendRequest("faultline/providers", {});
  }

  private ask(uri: string): void {
    const { editor, random } = this;
    const textDocument = { uri };
    const position = { line: random(12), character: random(40) };
    const requests = [
      () => editor.hover(uri, position),
      () => editor.complete(uri, position),
      () => editor.connection.sendRequest("textDocument/codeLens", { textDocument }),
      () => editor.connection.sendRequest("faultline/why", { textDocument, position }),
    ];
    const request = this.pulls && random(3) > 0 ? () => editor.report(uri) : pick(random, requests);
    this.asked++;
    this.unanswered++;
    request()
      // A document that changes meanwhile is an answer too: the editor asks again.
      .catch(() => {})
      .finally(() => this.unanswered--);
  }

  private async close(uri: string): Promise<void> {
    this.open.delete(uri);
    await this.editor.close(uri);
  }

  private async comeAndGo(name: string): Promise<void> {
    const uri = this.place.uri(name);
    const text = this.open.has(uri) ? this.editor.text(uri) : textOf(Number(/\d+/.exec(name)?.[0]));
    fs.rmSync(path.join(this.place.folder, name), { force: true });
    await this.tell(name, 3);
    this.place.write(name, text);
    await this.tell(name, 1);
  }
}

/** What the server's process holds after a collection of its garbage: it writes that to a file when it is asked by a signal. */
function memoryProbe() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "faultline-probe-"));
  const [script, report] = [path.join(folder, "probe.cjs"), path.join(folder, "used.json")];
  fs.writeFileSync(
    script,
    `require("v8").setFlagsFromString("--expose-gc");
    const gc = require("vm").runInNewContext("gc");
    process.on("SIGUSR2", () => {
      gc(); gc();
      const { heapUsed, external, rss } = process.memoryUsage();
      require("fs").writeFileSync(${JSON.stringify(`${report}.tmp`)}, JSON.stringify({ heap: heapUsed + external, rss }));
      require("fs").renameSync(${JSON.stringify(`${report}.tmp`)}, ${JSON.stringify(report)});
    });`,
  );
  return {
    environment: { NODE_OPTIONS: `--require ${script}` },
    async used({ transport }: Editor): Promise<{ readonly heap: number; readonly rss: number }> {
      fs.rmSync(report, { force: true });
      transport.process?.kill("SIGUSR2");
      for (let i = 0; i < 3000 && !fs.existsSync(report); i++) await new Promise((resolve) => setTimeout(resolve, 10));
      return JSON.parse(fs.readFileSync(report, "utf8"));
    },
  };
}
