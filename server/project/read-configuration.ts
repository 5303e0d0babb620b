import type { Node } from "jsonc-parser";
import { validateJson } from "../../catalog/validate";
import { remedy } from "../../catalog/validate/nearest";
import { problemAt, readable } from "../../catalog/validate/problem";
import { child, parse, property, type Segment } from "../../catalog/validate/tree";
import type { Configuration, ConfiguredBind, FileReference, Place, Problem, RuleSeverity } from "./configuration";
import schema from "./faultline.schema.json";
import { type Glob, glob } from "./glob";
import { dirname, isInside, join } from "./path";

/** `configuration` is absent where the file breaks its schema; an entry that is wrong by itself (an unknown rule) is only left out. */
export interface Reading {
  readonly configuration?: Configuration;
  readonly problems: readonly Problem[];
}

/** Reads the text of a `faultline.json`. `workspace` is the folder that no path may leave, `rules` are the ids of all rules. */
export function readConfiguration(path: string, text: string, workspace: string, rules: readonly string[]): Reading {
  const { value, problems: broken } = validateJson<Written>(schema, text);
  if (value === undefined) return { problems: broken.map((problem) => ({ ...problem, path, severity: "error", schema: true })) };
  const problems: Problem[] = [];
  const { root } = parse(text);
  const place = (...at: readonly Segment[]): Place => placeOf(text, child(root, ...at));
  const report = (at: Place, message: string, severity: Problem["severity"] = "error"): void =>
    void problems.push({ ...at, path, message: readable(message), severity, schema: false });

  const ruleMap = new Map<string, RuleSeverity>();
  for (const [id, severity] of Object.entries(value.rules ?? {})) {
    const at = placeOf(text, property(child(root, "rules"), id)?.key);
    const message = `No rule is named '${id}'${remedy(id, rules, "the rules are")}`;
    if (rules.includes(id)) ruleMap.set(id, severity);
    // A rule that another version has is none to stop for where it is to be silent anyway.
    else report(at, message, severity === "off" ? "warning" : "error");
  }
  const globs = (pattern: string, ...at: readonly Segment[]): readonly Glob[] => {
    const compiled = glob(pattern);
    if (typeof compiled !== "string") return [compiled];
    report(place(...at), `The pattern '${pattern}' ${compiled}`);
    return [];
  };
  const bind = ({ provider, call, host, env, files }: WrittenBind, index: number): readonly ConfiguredBind[] => {
    const at = place("bind", index, "provider");
    if (call !== undefined) return [{ bind: { kind: "call", call, provider }, place: at }];
    if (host !== undefined) return [{ bind: { kind: "host", host: host.toLowerCase(), provider }, place: at }];
    if (env !== undefined) return [{ bind: { kind: "env", env, provider }, place: at }];
    return globs(files ?? "", "bind", index, "files").map((pattern) => ({ bind: { kind: "files", provider }, files: pattern, place: at }));
  };
  const fileAt = (written: string, ...segments: readonly Segment[]): readonly FileReference[] => {
    const at = place(...segments);
    const target = join(dirname(path), written);
    const fault = pathFault(written) ?? (isInside(workspace, target) ? undefined : OUTSIDE);
    if (fault === undefined) return [{ path: target, written, place: at }];
    report(at, `The path '${written}' ${fault}`);
    return [];
  };

  const [baseline] = value.baseline === undefined ? [] : fileAt(value.baseline, "baseline");
  const configuration: Configuration = {
    path,
    folder: dirname(path),
    root: value.root ?? false,
    rules: ruleMap,
    binds: (value.bind ?? []).flatMap(bind),
    ignore: (value.ignore ?? []).flatMap((pattern, index) => globs(pattern, "ignore", index)),
    catalogs: (value.catalogs ?? []).flatMap((written, index) => fileAt(written, "catalogs", index)),
    ...(baseline && { baseline }),
  };
  return { configuration, problems };
}

export const OUTSIDE = "leads out of the workspace folder; only files inside it are read";

/** Why a path from a configuration is not even looked up: `"//server/share/a.json"` is a network path. */
function pathFault(written: string): string | undefined {
  if (/^(?:\\\\|\/\/)/.test(written)) return "is a network path; only files inside the workspace folder are read";
  if (/^[a-z][a-z0-9+.-]+:/i.test(written)) return "is a URL; only files inside the workspace folder are read";
  if (/^(?:\/|[a-z]:)/i.test(written)) return "is absolute; write it relative to this file";
  if (written.includes("\\")) return "has a backslash; write '/' between folders";
  if (written.includes("\0")) return "has a character that no path can have";
  return undefined;
}

function placeOf(text: string, node: Node | undefined): Place {
  const { span, line } = problemAt(text, node?.offset ?? 0, node ? node.offset + node.length : 0, "");
  return { span, line };
}

/** A file that its schema accepts. */
interface Written {
  readonly root?: boolean;
  readonly catalogs?: readonly string[];
  readonly bind?: readonly WrittenBind[];
  readonly rules?: Readonly<Record<string, RuleSeverity>>;
  readonly ignore?: readonly string[];
  readonly baseline?: string;
}

interface WrittenBind {
  readonly provider: string;
  readonly call?: string;
  readonly host?: string;
  readonly env?: string;
  readonly files?: string;
}
