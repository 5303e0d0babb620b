/** A person at an editor who does anything, over the real protocol. */
import assert from "node:assert/strict";
import type { Diagnostic, Position, Range } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { seeded } from "../core/syntax/invariants";
import { Editor } from "../protocol/editor";
import { acme, acmeCatalog, vantaprism, type Workspace } from "../protocol/workspace";
import type { Sample } from "./corpus";
import { randomEdit } from "./edits";
import { pick, type Random, shuffled } from "./random";

const LANGUAGES: Readonly<Record<string, string>> = { ts: "typescript", tsx: "typescriptreact", js: "javascript" };
const languageOf = (name: string): string => {
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return LANGUAGES[extension] ?? extension;
};

export class Desk {
  /** The open files, by URI. */
  private readonly open = new Map<string, string>();
  private asked = 0;

  private constructor(
    private readonly place: Workspace,
    private readonly samples: readonly Sample[],
    readonly editor: Editor,
  ) {}

  static async start(place: Workspace, samples: readonly Sample[]): Promise<Desk> {
    // The invented API of the fixtures has a host that nothing bundled knows: half of the files ask one that is.
    const texts = samples.map(({ path, text }, i) => ({
      path,
      text: i % 2 === 0 ? text.replaceAll("api.acme.dev", "api.vantaprism.me") : text,
    }));
    const more = [
      { path: "src/one.ts", text: vantaprism },
      { path: "src/own.ts", text: acme("no_such_usr") },
    ];
    place.write("own.json", acmeCatalog(["no_such_user"]));
    return new Desk(place, [...texts, ...more], await Editor.start({ folders: [place.folder] }));
  }

  get logged(): readonly string[] {
    return this.editor.logged.filter((line) => !/ took \d/.test(line));
  }

  get actions(): number {
    return this.asked;
  }

  /** One thing that a person, or a tool beside them, does; each answer has to come, with places inside the text. */
  async act(random: Random): Promise<void> {
    this.asked++;
    const uris = [...this.open.keys()];
    const uri = uris.length > 0 ? pick(random, uris) : undefined;
    switch (random(uri === undefined ? 1 : 14)) {
      case 0:
        return this.openOne(random);
      case 1:
        if (this.open.size > 4) return this.close(uri as string, random);
        return this.openOne(random);
      case 2:
        return this.changeData(random);
      case 3:
        return this.writeFile(random);
      case 4:
        return this.ask(uri as string, random);
      case 5:
        return this.check(uri as string);
      default:
        await this.edit(uri as string, random);
        if (random(3) === 0) await this.ask(uri as string, random);
    }
  }

  /** Opens what is open in another server, in another order, and compares; nothing is left of what was closed. */
  async compareWithFresh(): Promise<void> {
    await this.settle();
    const fresh = await Editor.start({ folders: [this.place.folder] });
    try {
      for (const [uri, language] of shuffled([...this.open], seeded(3))) await fresh.open(uri, this.editor.text(uri), language);
      for (const uri of this.open.keys()) {
        const [here, there] = [await this.pull(uri), await fresh.pull(uri)];
        assert.deepEqual(here, there, `${uri}:\n${this.editor.text(uri)}`);
      }
      for (const { uri } of this.samples.map(({ path }) => ({ uri: this.place.uri(path) })))
        if (!this.open.has(uri)) assert.deepEqual(await this.editor.pull(uri), [], `${uri} is closed`);
    } finally {
      fresh.kill();
    }
  }

  end(): void {
    this.editor.kill();
  }

  /** Until what was changed last has been looked at: the server waits for a pause. */
  private async settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }

  private async openOne(random: Random): Promise<void> {
    const { path, text } = pick(random, this.samples);
    const uri = this.place.uri(path);
    if (this.open.has(uri)) return this.check(uri);
    const language = languageOf(path);
    this.open.set(uri, language);
    await this.editor.open(uri, text, language);
    await this.check(uri);
  }

  private async close(uri: string, random: Random): Promise<void> {
    this.open.delete(uri);
    // Some close while a request is under way.
    const answer = random(2) === 0 ? this.editor.report(uri).catch(() => undefined) : undefined;
    await this.editor.close(uri);
    await answer;
    assert.deepEqual(await this.editor.pull(uri), []);
  }

  private async edit(uri: string, random: Random): Promise<void> {
    const before = this.editor.text(uri);
    const others = this.samples.map(({ text }) => text);
    const document = TextDocument.create(uri, "x", 1, before);
    const { span, text } = randomEdit(random, before, others);
    // A document that has grown out of hand begins anew.
    const edit =
      before.length > 60_000
        ? { range: rangeOf(document, 0, before.length), text: pick(random, others) }
        : { range: rangeOf(document, span.start, span.end), text };
    await this.editor.change(uri, [edit]);
    if (random(2) === 0) await this.check(uri);
  }

  private async changeData(random: Random): Promise<void> {
    const data: readonly (readonly [name: string, text: string])[] = [
      ["faultline.json", JSON.stringify({ catalogs: ["own.json"] })],
      ["faultline.json", JSON.stringify({ catalogs: ["own.json"], rules: { "unknown-code": "error" } })],
      ["faultline.json", JSON.stringify({ bind: [{ files: "**", provider: "none" }] })],
      ["faultline.json", '{ "rules": '],
      ["own.json", acmeCatalog(["no_such_user", "gone"])],
      ["own.json", acmeCatalog(["no_such_usr"])],
      ["own.json", "{"],
    ];
    const [name, text] = pick(random, data);
    this.place.write(name, text);
    await this.tell(name);
  }

  private async writeFile(random: Random): Promise<void> {
    const { path, text } = pick(random, this.samples);
    this.place.write(path, text);
    await this.tell(path);
  }

  private async tell(name: string): Promise<void> {
    await this.editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: this.place.uri(name), type: 2 }] });
  }

  private async check(uri: string): Promise<void> {
    const document = TextDocument.create(uri, "x", 1, this.editor.text(uri));
    for (const { range, message } of await this.pull(uri)) inside(document, range, String(message));
  }

  /** The diagnostics; an analysis that something else outdated is asked for again, as editors do. */
  private async pull(uri: string): Promise<readonly Diagnostic[]> {
    for (let times = 0; ; times++) {
      try {
        return await this.editor.pull(uri);
      } catch (error) {
        if (times === 20 || !(error instanceof Error) || !error.message.includes("changed")) throw error;
      }
    }
  }

  private async ask(uri: string, random: Random): Promise<void> {
    const document = TextDocument.create(uri, "x", 1, this.editor.text(uri));
    const position: Position = document.positionAt(random(document.getText().length + 1));
    const textDocument = { uri };
    const { connection } = this.editor;
    switch (random(6)) {
      case 0: {
        const hover = await this.editor.hover(uri, position);
        if (hover?.range) inside(document, hover.range, "hover");
        return;
      }
      case 1:
        return void (await this.editor.complete(uri, position));
      case 2: {
        const range = rangeOf(document, 0, document.getText().length);
        // Some write to faultline.json instead.
        const own = (await this.editor.actions(uri, range, [])).filter(({ edit }) =>
          edit?.documentChanges?.every((change) => "textDocument" in change && change.textDocument.uri === uri),
        );
        if (own.length > 0) this.editor.applied(uri, pick(random, own));
        return;
      }
      case 3:
        return void (await connection.sendRequest("textDocument/codeLens", { textDocument }));
      case 4:
        return void (await connection.sendRequest("faultline/why", { textDocument, position }));
      default:
        return void (await connection.sendRequest("textDocument/definition", { textDocument, position }));
    }
  }
}

const rangeOf = (document: TextDocument, start: number, end: number): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** The range is one of the document: its ends are places that there are. */
function inside(document: TextDocument, range: Range, what: string): void {
  for (const place of [range.start, range.end])
    assert.deepEqual(document.positionAt(document.offsetAt(place)), place, `${what}: ${JSON.stringify(range)}`);
  assert.ok(document.offsetAt(range.start) <= document.offsetAt(range.end), what);
}
