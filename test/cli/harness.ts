import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Io, Output } from "../../server/cli/io";
import { run } from "../../server/cli/run";
import type { Finding, Severity } from "../../server/core/analysis";
import type { Engine } from "../../server/project/engine";
import { nodeHost } from "../../server/project/node-host";
import { scriptedEngine, sourceAssets } from "../project/memory";

const assets = sourceAssets();
const folders: string[] = [];

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Folder {
  readonly path: string;
  read(name: string): string;
  write(name: string, content: string | Uint8Array, mode?: number): void;
  run(argv: readonly string[], io?: Partial<Io> & { readonly input?: string }): Promise<Result>;
}

/** Keeps what is written to it. */
export function sink(isTerminal = false): Output & { readonly text: () => string } {
  let written = "";
  const write = (text: string): void => {
    written += text;
  };
  return { write, isTerminal, columns: 100, text: () => written };
}

/** A folder of its own with these files, in which command lines run without a process of theirs. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "faultline-cli-")));
  folders.push(path);
  const write = (name: string, content: string | Uint8Array, mode?: number): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
    if (mode !== undefined) chmodSync(join(path, name), mode);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path,
    write,
    read: (name) => readFileSync(join(path, name), "utf8"),
    async run(argv, { input, ...io } = {}) {
      const out = sink();
      const err = sink();
      const code = await run(argv, {
        cwd: path,
        stdout: out,
        stderr: err,
        stdin: async () => input ?? "",
        env: {},
        host: nodeHost,
        assets,
        ...io,
      });
      return { code, out: out.text(), err: err.text() };
    },
  };
}

/**
 * A core that finds words: each `Wrod` is a misspelled one with a safe fix, each `ERROR`, `HINT` or `INFORMATION` a finding of that
 * severity, and `CRASH` a bug. What the command line makes of findings needs no more than that.
 */
export const wordEngine = async (): Promise<Engine> =>
  scriptedEngine(({ text }) => {
    if (text.includes("CRASH")) throw new Error("a bug in the core");
    return { findings: [...text.matchAll(/Wrod|ERROR|HINT|INFORMATION/g)].map(({ 0: word, index }) => finding(word, index)) };
  });

function finding(word: string, start: number): Finding {
  const span = { start, end: start + word.length };
  const common = { rule: "unknown-code", span, related: [] };
  if (word !== "Wrod") return { ...common, severity: word.toLowerCase() as Severity, message: `Found ${word}`, fixes: [] };
  const fix = { title: "Change to 'Word'", edits: [{ span, newText: "Word" }], preferred: true, safe: true };
  const other = { title: "Change to 'Rod'", edits: [{ span, newText: "Rod" }], preferred: false, safe: false };
  return { ...common, severity: "warning", message: "Acme has no word 'Wrod'", provider: "acme", code: "Wrod", fixes: [fix, other] };
}
