// @ts-check
/** What a person waits for in an editor, over real JSON-RPC with the built server: each time a server of its own. */
import fs from "node:fs";
import path from "node:path";
import { Editor, uriOf } from "../../test/protocol/editor";
import { peak, run } from "./measure.mjs";
import { sample, TYPED } from "./samples.mjs";

/** After so many milliseconds a line is not typed once more: a slow file has told what it has to tell. */
const LONG = 30_000;

/**
 * Types a line into the middle of a document and takes it out again, key by key, and waits for the diagnostics after each.
 *
 * @param {number} lines
 * @param {number} requests
 * @param {string} folder the workspace
 * @returns {Promise<{ readonly keys: readonly number[], readonly bytes: number | undefined }>} milliseconds a key
 */
export async function keystrokes(lines, requests, folder) {
  const text = sample(lines, requests);
  return within(folder, async (editor) => {
    const uri = uriOf(path.join(folder, "faultline-bench.ts"));
    await editor.open(uri, text);
    const found = await editor.pull(uri);
    if (found.length < requests) throw new Error(`Expected ${requests} findings or more, one a request, and got ${found.length}`);
    const line = text.slice(0, text.indexOf(TYPED, text.length / 2)).split("\n").length - 1;
    const typed = "  const total = orders.length;";
    /** @type {number[]} */
    const keys = [];
    /** @param {number} from @param {number} to @param {string} key */
    const press = async (from, to, key) => {
      const start = performance.now();
      const range = { start: { line, character: from }, end: { line, character: to } };
      void editor.change(uri, [{ range, text: key }]);
      await editor.pull(uri);
      keys.push(performance.now() - start);
    };
    await press(0, 0, "\n");
    const end = performance.now() + LONG;
    for (let round = 0; round < 3 && (round < 1 || performance.now() < end); round++) {
      for (const [at, key] of [...typed].entries()) await press(at, at, key);
      for (let at = typed.length; at > 0; at--) await press(at - 1, at, "");
    }
    // The first third is for the compiler of Node.
    return { keys: keys.slice(Math.ceil(keys.length / 3)), bytes: peak(editor.transport.process?.pid) };
  });
}

/**
 * From nothing to the first diagnostics of a file with one request, beside Node that only starts.
 *
 * @param {string} folder the workspace
 */
export async function start(folder) {
  const bare = await run({ command: process.execPath, args: ["-e", "0"] });
  const begun = performance.now();
  const ms = await within(folder, async (editor) => {
    const uri = uriOf(path.join(folder, "faultline-bench.ts"));
    await editor.open(uri, sample(25, 1));
    if ((await editor.pull(uri)).length === 0) throw new Error("Expected a finding in the first diagnostics");
    return performance.now() - begun;
  });
  return { bare: bare.ms, ms };
}

/**
 * Asks for every place of a workspace that names ENOENT, twice: the first time every file is looked at.
 *
 * @param {string} folder the workspace
 */
export const index = (folder) =>
  within(folder, async (editor) => {
    const text = `import fs from "node:fs";
try { fs.readFileSync("a"); } catch (error) { if (error.code === "ENOENT") console.log("none"); }
`;
    const uri = uriOf(path.join(folder, "faultline-bench.ts"));
    await editor.open(uri, text);
    const position = editor.at(uri, "ENO|ENT");
    const [first, second] = [await asked(), await asked()];
    return { first: first.ms, second: second.ms, places: first.places, bytes: peak(editor.transport.process?.pid) };

    async function asked() {
      const begun = performance.now();
      const params = { textDocument: { uri }, position, context: { includeDeclaration: false } };
      const places = /** @type {readonly unknown[]} */ (await editor.connection.sendRequest("textDocument/references", params));
      if (places.length === 0) throw new Error("Expected a place that names ENOENT");
      return { ms: performance.now() - begun, places: places.length };
    }
  });

/**
 * @template Result
 * @param {string} folder
 * @param {(editor: Editor) => Promise<Result>} measure
 * @returns {Promise<Result>}
 */
async function within(folder, measure) {
  const editor = await Editor.start({ folders: [fs.realpathSync(folder)] });
  try {
    return await measure(editor);
  } finally {
    editor.kill();
    await editor.ended();
    editor.connection.dispose();
  }
}
