import type { Connection } from "vscode-languageserver";
import type { EditorSettings } from "./protocol";

/** The editor's settings as they hold for one folder, or (`folder` absent) for documents outside of every folder. */
export interface FolderSettings {
  readonly folder?: string;
  readonly enable: boolean;
  /** Whether lenses are shown. */
  readonly lens: boolean;
  /** Whether the status is shown behind a code. */
  readonly hints: boolean;
  readonly rules: Readonly<Record<string, unknown>>;
}

/** Asks for the section `faultline`, once for each folder and once for all; `given` stands in for an editor that is not asked. */
export async function readSettings(
  connection: Connection,
  folders: readonly string[],
  asks: boolean,
  given: unknown,
): Promise<readonly FolderSettings[]> {
  if (!asks) return [parse(given)];
  const items = [{ section: "faultline" }, ...folders.map((scopeUri) => ({ scopeUri, section: "faultline" }))];
  const answers: unknown = await connection.workspace.getConfiguration(items);
  const [all, ...each] = Array.isArray(answers) ? (answers as unknown[]) : [];
  return [parse(all), ...folders.map((folder, index) => parse(each[index], folder))];
}

/** From outside, so of any shape: what makes no sense counts as not set. */
function parse(value: unknown, folder?: string): FolderSettings {
  const { enable, rules, lens, inlayHints } = isObject(value) ? (value as { [Key in keyof EditorSettings]: unknown }) : {};
  return {
    ...(folder === undefined ? {} : { folder }),
    enable: enable !== false,
    lens: !isObject(lens) || lens.enable !== false,
    hints: isObject(inlayHints) && inlayHints.status === true,
    rules: isObject(rules) ? rules : {},
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
