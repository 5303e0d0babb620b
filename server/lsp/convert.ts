/** The only place where offsets and spans of the core meet positions and ranges of the protocol. Both count UTF-16 units. */
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
  InlayHint,
  Location,
  Position,
  Range,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type * as core from "../core/analysis";
import { lineAt, lineStarts, type Span } from "../core/text";
import type { Gap } from "./gap";
import { CodeActionKind, CompletionItemKind, DiagnosticSeverity, DiagnosticTag, MarkupKind } from "./lsp";
import {
  type DiagnosticData,
  type MissingCode,
  type MissingCodes,
  rulePageUri,
  showMissingCodesCommand,
  showRuleCommand,
  type WhyStep,
} from "./protocol";
import { toUri } from "./uris";

/** One version of a document; later edits do not reach it. */
export interface Snapshot {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly starts: readonly number[];
  /** Blanks that the editor's own text has not. */
  readonly gap?: Gap | undefined;
}

/** What the editor can show, from its capabilities. */
export interface Abilities {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly rulePages: boolean;
  readonly missingCodes: boolean;
  readonly versionedEdits: boolean;
  readonly annotatedEdits: boolean;
  readonly creates: boolean;
  readonly providerPages: boolean;
  readonly links: boolean;
  readonly markdown: boolean;
}

export const snapshot = (uri: string, version: number, text: string, gap?: Gap): Snapshot => ({
  ...{ uri, version, text, starts: lineStarts(text) },
  ...(gap && { gap }),
});

/** In `"a\r\nbc"` offset 4 is line 1, character 1. An offset between CR and LF is the end of its line. */
export function toPosition({ text, starts, gap }: Snapshot, offset: number): Position {
  const real = gap && gap.at < offset && offset <= gap.at + gap.length ? gap.at : offset;
  const inside = Math.max(0, Math.min(real, text.length));
  const line = lineAt(starts, inside);
  const end = lineEnd(text, starts, line);
  return { line, character: Math.min(inside, end) - (starts[line] as number) };
}

/** In `"a\r\nbc"` line 0, character 9 is offset 1: what lies behind the end of a line or text is that end. */
export function toOffset({ text, starts }: Snapshot, { line, character }: Position): number {
  if (line < 0) return 0;
  const start = starts[line];
  if (start === undefined) return text.length;
  return Math.min(start + Math.max(0, character), lineEnd(text, starts, line));
}

function lineEnd(text: string, starts: readonly number[], line: number): number {
  const start = starts[line] ?? 0;
  let end = starts[line + 1] ?? text.length;
  while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return end;
}

export const toRange = (document: Snapshot, { start, end }: Span): Range => ({
  start: toPosition(document, start),
  end: toPosition(document, end),
});

export const toSpan = (document: Snapshot, { start, end }: Range): Span => ({
  start: toOffset(document, start),
  end: toOffset(document, end),
});

const severities: Readonly<Record<core.Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A place in the document, or in another file, which is as it was when it was read. */
function toLocation(document: Snapshot, { span, file }: Pick<core.Related, "span" | "file">): Location {
  if (!file) return { uri: document.uri, range: toRange(document, span) };
  const { starts, path } = file;
  const at = (offset: number): Position => ({ line: lineAt(starts, offset), character: offset - (starts[lineAt(starts, offset)] ?? 0) });
  return { uri: toUri(path), range: { start: at(span.start), end: at(span.end) } };
}

export function toDiagnostic(document: Snapshot, finding: core.Finding, abilities: Abilities): Diagnostic {
  const data: DiagnosticData = {
    ...(finding.provider === undefined ? {} : { provider: finding.provider }),
    ...(finding.code === undefined ? {} : { code: finding.code }),
    fixes: finding.fixes.map(({ title, preferred, safe, edits }) => ({ title, preferred, safe, edits: toTextEdits(document, edits) })),
  };
  const related = finding.related.map((place) => ({ location: toLocation(document, place), message: place.message }));
  return {
    range: toRange(document, finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    ...(abilities.codeDescription && abilities.rulePages ? { codeDescription: { href: rulePageUri(finding.rule) } } : {}),
    source: "faultline",
    message: finding.message,
    ...(finding.tag === undefined ? {} : { tags: [finding.tag === "deprecated" ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary] }),
    ...(abilities.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    data,
  };
}

export const toTextEdits = (document: Snapshot, edits: readonly core.Edit[]): TextEdit[] =>
  edits.map(({ span, newText }) => ({ range: toRange(document, span), newText }));

export const toWhyStep = (document: Snapshot, { text, span, file, role }: core.Step): WhyStep => ({
  text,
  ...(span ? { location: toLocation(document, { span, ...(file ? { file } : {}) }) } : {}),
  ...(role ? { role } : {}),
});

/** The editor's own copy of a finding, where it has one: it joins action and underline by it. */
export function shownAs(document: Snapshot, finding: core.Finding, shown: readonly Diagnostic[], abilities: Abilities): Diagnostic {
  const own = toDiagnostic(document, finding, abilities);
  return shown.find((it) => it.code === own.code && it.message === own.message && sameRange(it.range, own.range)) ?? own;
}

/** The quick fixes of one finding, the preferred one first. */
export function toQuickFixes(document: Snapshot, finding: core.Finding, shown: readonly Diagnostic[], abilities: Abilities): CodeAction[] {
  const diagnostic = shownAs(document, finding, shown, abilities);
  const byWorth = finding.fixes.toSorted((one, other) => Number(other.preferred) - Number(one.preferred));
  return byWorth.map(({ title, preferred, edits }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(preferred ? { isPreferred: true } : {}),
    edit: toWorkspaceEdit(document, edits, abilities),
  }));
}

/** Opens what the rule says about itself, where the editor can show it. */
export const toRuleAction = (rule: string): CodeAction => {
  const title = `Show the page of the rule '${rule}'`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: showRuleCommand, arguments: [rule] } };
};

export const fixAllKind = `${CodeActionKind.SourceFixAll}.faultline`;

export const toFixAll = (document: Snapshot, edits: readonly core.Edit[], abilities: Abilities): CodeAction => ({
  title: "Fix everything that Faultline can fix safely",
  kind: fixAllKind,
  edit: toWorkspaceEdit(document, edits, abilities),
});

function toWorkspaceEdit(document: Snapshot, edits: readonly core.Edit[], { versionedEdits }: Abilities): WorkspaceEdit {
  const { uri, version } = document;
  const textEdits = toTextEdits(document, edits);
  return versionedEdits ? { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] } : { changes: { [uri]: textEdits } };
}

export const toHover = (document: Snapshot, { span, markdown }: core.Hover, abilities: Abilities): Hover => ({
  contents: { kind: abilities.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: markdown },
  range: toRange(document, span),
});

export const toCompletionItem = (document: Snapshot, completion: core.Completion, abilities: Abilities): CompletionItem => ({
  label: completion.label,
  kind: CompletionItemKind.EnumMember,
  detail: completion.detail,
  documentation: { kind: abilities.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: completion.documentation },
  sortText: completion.sortText,
  // What stands there already narrows the list; the label of a number or of a quoted literal may look different.
  filterText: completion.newText,
  textEdit: { range: toRange(document, completion.span), newText: completion.newText },
});

/** A hint stands a little apart from what it is about. */
export const toInlayHint = (document: Snapshot, { offset, label, markdown }: core.Hint, abilities: Abilities): InlayHint => ({
  position: toPosition(document, offset),
  label,
  paddingLeft: true,
  tooltip: { kind: abilities.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: markdown },
});

/** A lens; one that has nothing to show, or whose editor cannot show it, is a text alone. */
export function toCodeLens(
  document: Snapshot,
  { span, title, edits }: core.Lens,
  missing: readonly MissingCode[],
  abilities: Abilities,
): CodeLens {
  const { uri, version } = document;
  const add = missing.length === 1 ? "Add the missing case" : `Add the ${missing.length} missing cases`;
  const given: MissingCodes = { uri, version, title, missing, add, edits: toTextEdits(document, edits) };
  const acts = abilities.missingCodes && missing.length > 0;
  return {
    range: toRange(document, span),
    command: acts ? { title, command: showMissingCodesCommand, arguments: [given] } : { title, command: "" },
  };
}

const sameRange = (one: Range, other: Range): boolean =>
  one.start.line === other.start.line &&
  one.start.character === other.start.character &&
  one.end.line === other.end.line &&
  one.end.character === other.end.character;
