import type { Bind, Settings, Severity } from "../core/analysis";
import type { Span } from "../core/text";
import { covers, type Glob } from "./glob";
import { basename, relativeTo } from "./path";

export const CONFIGURATION_NAME = "faultline.json";

export const isConfiguration = (path: string): boolean => basename(path) === CONFIGURATION_NAME;

/** `"errors/acme.faultline.json"`: the names of files for which an editor that has our JSON Schemas knows the right one. */
export const hasSchema = (path: string): boolean => isConfiguration(path) || path.endsWith(`.${CONFIGURATION_NAME}`);

/** `{ path: "/w/faultline.json", line: 4, message: "No rule is named 'mesage-match'; did you mean 'message-match'?", … }`. */
export interface Problem {
  readonly path: string;
  readonly span: Span;
  /** From 1. */
  readonly line: number;
  /** What is wrong and what to do, without a full stop at the end. */
  readonly message: string;
  readonly severity: "error" | "warning";
  /** True if the file breaks its JSON Schema: an editor that has the schema says so by itself. */
  readonly schema: boolean;
}

export type RuleSeverity = Severity | "off";

export const isSeverity = (value: unknown): value is RuleSeverity => SEVERITIES.has(value);
const SEVERITIES: ReadonlySet<unknown> = new Set(["error", "warning", "information", "hint", "off"] satisfies readonly RuleSeverity[]);

/** One `faultline.json`, read. */
export interface Configuration {
  readonly path: string;
  /** Its folder: what its paths and globs are relative to. */
  readonly folder: string;
  readonly root: boolean;
  readonly rules: ReadonlyMap<string, RuleSeverity>;
  readonly binds: readonly ConfiguredBind[];
  readonly ignore: readonly Glob[];
  readonly catalogs: readonly FileReference[];
  readonly baseline?: FileReference;
}

export interface ConfiguredBind {
  readonly bind: Bind;
  /** Only for `files`. */
  readonly files?: Glob;
  /** Where the provider's id stands. */
  readonly place: Place;
}

/** A file that a configuration names. */
export interface FileReference {
  /** Whole path: inside the workspace by its spelling, not yet known to exist. */
  readonly path: string;
  readonly written: string;
  readonly place: Place;
}

export interface Place {
  readonly span: Span;
  readonly line: number;
}

/** What holds for one file: `chain` is its configurations, nearest first; `editor` the editor's own settings, the lowest layer. */
export function resolveSettings(chain: readonly Configuration[], editor: ReadonlyMap<string, RuleSeverity>, path: string): Settings {
  const rules = new Map(editor);
  for (const { rules: own } of chain.toReversed()) for (const [id, severity] of own) rules.set(id, severity);
  return { rules, binds: chain.flatMap((configuration) => bindsFor(configuration, path)) };
}

/** True if any configuration of the chain ignores the file or a folder that it is in. */
export function isIgnored(chain: readonly Configuration[], path: string): boolean {
  return chain.some(({ folder, ignore }) => {
    const relative = relativeTo(folder, path);
    return relative !== undefined && ignore.some((pattern) => covers(pattern, relative));
  });
}

function bindsFor({ folder, binds }: Configuration, path: string): readonly Bind[] {
  const relative = relativeTo(folder, path);
  return binds.filter(({ files }) => !files || (relative !== undefined && files.matches(relative))).map(({ bind }) => bind);
}
