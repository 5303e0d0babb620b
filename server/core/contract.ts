/** What goes into an analysis and what comes out of it: plain data that link, flow, rules and features share and the facade hands on. */
import type { Catalog } from "../../catalog/model/catalog";
import type { CodeEntry, CodeValue, Provider } from "../../catalog/model/types";
import type { Facts } from "./facts";
import type { Span } from "./text";

export type Severity = "error" | "warning" | "information" | "hint";

export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** A way out of a finding. `safe`: keeps the meaning and is the only candidate, so `--fix` and fix-all may apply it. */
export interface Fix {
  /** A verb phrase: "Change to 'card_declined'". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** At most one fix of a finding; the editor's "fix this" applies it. */
  readonly preferred: boolean;
  readonly safe: boolean;
}

/** A place that has to do with a finding: the request, the retry. */
export interface Related {
  readonly span: Span;
  readonly message: string;
  /** Where the place lies in another file than the finding. */
  readonly file?: OtherFile;
}

/** Another file of the workspace, for a span of its text. */
export interface OtherFile {
  /** Absolute, with `/`. */
  readonly path: string;
  /** The offset at which each of its lines starts. */
  readonly starts: readonly number[];
}

export interface Finding {
  /** Rule id. */
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong, with provider and code; no full stop at the end. */
  readonly message: string;
  /** Provider id. */
  readonly provider?: string;
  readonly code?: CodeValue;
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
  readonly tag?: "unnecessary" | "deprecated";
}

/** `call`, `host` and `env` are firm; `files` fills in only where nothing else attributes; provider `none` silences. */
export type Bind =
  | { readonly kind: "call"; readonly call: string; readonly provider: string }
  | { readonly kind: "host"; readonly host: string; readonly provider: string }
  | { readonly kind: "env"; readonly env: string; readonly provider: string }
  | { readonly kind: "files"; readonly provider: string };

/** Configuration as it holds for one file: `files` patterns already matched, nearest bind first. */
export interface Settings {
  readonly rules: ReadonlyMap<string, Severity | "off">;
  readonly binds: readonly Bind[];
}

export interface SourceFile {
  /** For messages and for rules that are silent in tests: a path with `/`, relative to the workspace where there is one. */
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
  /** Of a file that holds scripts among other things. */
  readonly embedded?: Embedded;
}

/** The code in a Vue, Svelte, Astro or HTML file. */
export interface Embedded {
  /** In which its scripts are read, all together. */
  readonly language: "js" | "jsx" | "ts" | "tsx";
  /** Where its scripts stand, in order. */
  readonly scripts: readonly Span[];
  /** Where the markup's own comments may stand: between its tags. */
  readonly markup: readonly Span[];
}

/** A file of the workspace that another one imports, its facts relocated to a base of its own. */
export interface Module extends OtherFile {
  readonly facts: Facts;
  /** The configuration's, as they hold for it. */
  readonly binds: readonly Bind[];
}

/** The imports of a workspace, resolved as its project resolves them. */
export interface Modules {
  /** The analysed file's own path, absolute. */
  readonly path: string;
  /** What `import "source"` in the file `from` names; `own` for the analysed file itself, nothing for packages and for what is not there. */
  find(from: string, source: string): Module | "own" | "unloaded" | undefined;
}

/** The modules of a file that stands alone. */
export const NO_MODULES: Modules = { path: "", find: () => undefined };

export interface ImportRequest {
  readonly from: string;
  readonly source: string;
}

export interface Environment {
  readonly catalog: Catalog;
  readonly settings: Settings;
  /** Of the packages of retry libraries that the file imports: the installed version, else the range that is declared. */
  readonly versions: ReadonlyMap<string, string>;
  readonly modules: Modules;
}

/** What is not loaded yet: parts of the catalog, by id, and files that others import. */
export interface Needs {
  readonly modules: readonly ImportRequest[];
  readonly providers: readonly string[];
  readonly retriers: readonly string[];
  /** The table that leads from a code to its providers. */
  readonly codes?: true;
}

export interface Hover {
  readonly span: Span;
  /** CommonMark; everything that comes from a catalog or a source file is escaped, links are https only. */
  readonly markdown: string;
}

export interface Completion {
  readonly label: string;
  /** What `newText` replaces: the inside of the string, or the whole literal where it is a number. */
  readonly span: Span;
  readonly newText: string;
  /** One line: provider, status, retry policy. */
  readonly detail: string;
  readonly documentation: string;
  readonly sortText: string;
}

/** A line over a switch or chain, and what it leads to. */
export interface Lens {
  /** The word that begins it. */
  readonly span: Span;
  /** "handles 4 of 13 codes of VantaPrism" */
  readonly title: string;
  readonly provider: Provider;
  /** The documented codes that can be there and that nothing handles. */
  readonly missing: readonly CodeEntry[];
  /** What adds them; none where they are all handled, or where only the author can. */
  readonly edits: readonly Edit[];
}

/** What is written behind a code in the source, without being part of it: " 403". */
export interface Hint {
  readonly offset: number;
  readonly label: string;
  /** The card of the code, as in a hover. */
  readonly markdown: string;
}

/** A code as the catalog knows it: `{ provider: "acme", vocabulary: "code", code: "NOT_FOUND" }`. */
export interface CodeName {
  readonly provider: string;
  readonly vocabulary: string;
  readonly code: CodeValue;
}

/** A place in the source that names a code. */
export interface CodeUse {
  readonly name: CodeName;
  /** The inside of a string, or the name of a constant. */
  readonly span: Span;
  /** All that can be there is this provider's. */
  readonly firm: boolean;
}

/** Where another file holds a code in a constant. */
export interface CodeElsewhere {
  readonly path: string;
  /** Of that file's own text. */
  readonly span: Span;
  readonly firm: boolean;
  /** False for a text in which something else is there by now. */
  readonly standsIn: (text: string) => boolean;
  /** Gives it another name in that text. */
  readonly edit: (text: string, to: CodeValue) => Edit;
}

/** A code that a comparison waits for and its provider does not have, as a catalog could name it. */
export interface Uncatalogued {
  /** Id and name. */
  readonly provider: string;
  readonly name: string;
  readonly code: CodeValue;
  /** Absent where it is the one that a catalog need not name. */
  readonly vocabulary?: string;
  /** The only status that can be at the comparison. */
  readonly status?: number;
}

/** A place in the source that compares the status of a provider's answer with a number. */
export interface StatusUse {
  readonly provider: string;
  readonly status: number;
  readonly span: Span;
}

/** A code under the cursor; not `attributed` where nothing tells whose it is, and its provider is one of those that have it. */
export interface CodeHere extends CodeUse {
  readonly attributed: boolean;
}

/** What a comparison may be about of which nothing is known: `{ calls: ["acme.request"], hosts: [], envs: [], providers: ["acme"] }`. */
export interface Lost {
  readonly calls: readonly string[];
  readonly hosts: readonly string[];
  /** Environment variables that hold the URL. */
  readonly envs: readonly string[];
  /** Whose it looks like, by its codes or by what the file imports. */
  readonly providers: readonly string[];
}

/** One step of an attribution, in the order of reasoning: "this is the body of the response of fetch at line 3". */
export interface Step {
  readonly text: string;
  readonly span?: Span;
  /** Where the span is of another file than the one that was asked about. */
  readonly file?: OtherFile;
  /** `lost`: nothing is known from here on. `remedy`: what a person can say where it was lost. */
  readonly role?: "lost" | "remedy";
}
