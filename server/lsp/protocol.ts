/**
 * What client and server say to each other beside the Language Server Protocol: names and plain data.
 * Every request names its direction; an editor that knows none of them still gets diagnostics, hover, completion and fixes.
 */
import type { Location, TextDocumentPositionParams, TextEdit } from "vscode-languageserver";

export type { Location } from "vscode-languageserver";
export type { Entry, Stat } from "../project/host";

/** What the client tells the server at `initialize`; everything is optional, any editor may start the server. */
export interface InitializationOptions {
  /** The client opens `faultline-rule:/unknown-code.md` and has the command `faultline.showRule`. */
  readonly rulePages?: boolean;
  /** The client opens `faultline-provider:/stripe.json`. */
  readonly providerPages?: boolean;
  /** The client has the command `faultline.showMissingCodes`. */
  readonly missingCodes?: boolean;
  /** The client answers `faultline/readAsset`: the server cannot read its own folder (a worker). */
  readonly assets?: boolean;
  /** The client answers `faultline/readFile`, `stat` and `list` for URIs whose scheme is not `file`. */
  readonly files?: boolean;
  /** The client shows `faultline/status`. */
  readonly status?: boolean;
  /** The client takes `faultline/usesChanged`. */
  readonly uses?: boolean;
  /** The client holds faultline.json and *.faultline.json against their JSON Schemas by itself; the server keeps to what no schema can say. */
  readonly schemas?: boolean;
  /** Settings for an editor that does not answer `workspace/configuration`. */
  readonly settings?: EditorSettings;
  /** A document that holds `faultline-test-throw` makes its analysis throw. For tests of the server's own robustness. */
  readonly testHook?: boolean;
}

/** The section `faultline` of the editor's settings; the lowest layer, below every faultline.json. */
export interface EditorSettings {
  readonly enable?: boolean;
  readonly lens?: { readonly enable?: boolean };
  readonly inlayHints?: { readonly status?: boolean };
  readonly rules?: Readonly<Record<string, string>>;
}

/** The scheme of the read-only pages of the rules in an editor that has set `rulePages`. */
export const rulePageScheme = "faultline-rule";

/** `rulePageUri("unknown-code")` is `faultline-rule:/unknown-code.md`. */
export const rulePageUri = (rule: string): string => `${rulePageScheme}:/${rule}.md`;

/** Client command that opens the page of the rule it is given. */
export const showRuleCommand = "faultline.showRule";

/** The scheme of the read-only pages of bundled providers in an editor that has set `providerPages`. */
export const providerPageScheme = "faultline-provider";

/** `providerPageUri("stripe")` is `faultline-provider:/stripe.json`. */
export const providerPageUri = (provider: string): string => `${providerPageScheme}:/${provider}.json`;

/** The file of a bundled provider as its page shows it: what is shipped on one line, for reading. */
export const providerPage = (shipped: string): string => `${JSON.stringify(JSON.parse(shipped), undefined, 2)}\n`;

/** `data` of a diagnostic: what its fixes need, for editors and tools that apply them without asking for code actions. */
export interface DiagnosticData {
  readonly provider?: string;
  readonly code?: string | number;
  readonly fixes: readonly {
    readonly title: string;
    readonly preferred: boolean;
    /** Keeps the meaning and is the only candidate: `source.fixAll.faultline` applies it too. */
    readonly safe: boolean;
    readonly edits: readonly TextEdit[];
  }[];
}

/** Server to client, after the start and whenever it changes. */
export const statusNotification = "faultline/status";

export interface Status {
  /** `loading`: the core is not in memory yet. */
  readonly state: "loading" | "ready";
  /** Providers in the catalog of the first folder. */
  readonly providers: number;
  /** What is wrong in configuration and catalog files of all folders. */
  readonly problems: number;
  /** Open documents that get no findings, and why. */
  readonly silent: readonly { readonly uri: string; readonly reason: Silence }[];
}

/** Why a document gets no findings: by the editor's settings, by `ignore`, by what it is, or because its analysis failed (the log says how). */
export type Silence = "off" | "ignored" | "unreadable" | "too long" | "binary" | "minified" | "failed";

/** One code, ready to show: `{ code: "FORBIDDEN_SCOPE", provider: "Vantaprism", statuses: [403], … }`. */
export interface CodeRow {
  readonly code: string;
  readonly provider: string;
  readonly statuses: readonly number[];
  readonly meaning: string;
  readonly action: string;
  /** Whether and how to retry, in words. */
  readonly retry: string;
  readonly docs?: string;
}

/** Client to server: whether anybody looks at usage counts. Nothing is counted before the first does, nor while nobody does. */
export const watchUsesNotification = "faultline/watchUses";

export interface WatchUsesParams {
  readonly on: boolean;
  /** Everything is counted again, whatever is known to have changed. */
  readonly again?: boolean;
}

/** Server to client, while it counts and where counts or providers may be others now: at most every 300 ms. Brings `Counting`. */
export const usesChangedNotification = "faultline/usesChanged";

/** How many files are counted, of how many. */
export interface Counting {
  readonly done: number;
  readonly total: number;
}

/** Client to server: every provider that the workspace knows; no bundled one is loaded for it. Gives `ProviderList`. */
export const providersRequest = "faultline/providers";

export interface ProviderList {
  readonly counting: Counting;
  /** By name. */
  readonly providers: readonly ProviderRow[];
}

export interface ProviderRow {
  /** What tells it from others: the id of a bundled one, else the file that describes it, as another folder may use its id too. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly docs?: string;
  /** Ships with Faultline; the workspace may add to it. */
  readonly bundled: boolean;
  /** URIs of the workspace's own files on it, nearest first. */
  readonly files: readonly string[];
  readonly codes: number;
  readonly statuses: number;
  /** Places that name one of its codes or statuses. */
  readonly uses: number;
  /** Files that import its package, make requests to it, or name its codes. */
  readonly usedIn: number;
}

/** Client to server: all that is known of one provider, which is loaded for it. Gives `ProviderDetail | null`. */
export const providerRequest = "faultline/provider";

export interface ProviderParams {
  readonly key: string;
}

export interface ProviderDetail extends ProviderRow {
  readonly hosts: readonly string[];
  readonly imports: readonly string[];
  /** How complete its list of codes is: `closed`, `listed` or `open`; of its statuses where it has no codes. */
  readonly completeness: string;
  /** Where its errors hold the code: `"error.code"`, and the request id that support asks for. */
  readonly codeAt: readonly string[];
  readonly requestIdAt: readonly string[];
  readonly sources: readonly { readonly title: string; readonly url?: string; readonly retrieved: string }[];
  /** What its documentation contradicts itself in, or leaves out. */
  readonly issues: readonly string[];
  /** In order; what has no status last. */
  readonly groups: readonly StatusGroup[];
}

/** A status, what the provider says of it, and what comes with it. A code with two statuses stands with both. */
export interface StatusGroup {
  readonly status?: number | "4xx" | "5xx";
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  readonly retry: RetryView;
  readonly docs?: string;
  /** Places that compare the status itself. */
  readonly uses: number;
  readonly codes: readonly CodeDetail[];
  readonly families: readonly FamilyDetail[];
}

export interface CodeDetail {
  readonly code: string | number;
  readonly vocabulary: string;
  /** False where its vocabulary is not the provider's main one. */
  readonly main: boolean;
  readonly meaning: string;
  readonly action: string;
  readonly retry: RetryView;
  readonly docs?: string;
  /** What to say of a code that is going away; empty where that is all. */
  readonly deprecated?: string;
  readonly uses: number;
}

/** Codes that are documented as a group: `auth/*`, 30001–30999. */
export interface FamilyDetail {
  readonly label: string;
  readonly meaning: string;
  readonly retry: RetryView;
}

export interface RetryView {
  /** `never`, `fix-first` … */
  readonly policy: string;
  /** In a word or two, and in a sentence. */
  readonly word: string;
  readonly text: string;
}

/** Client to server: the codes that fit what somebody has typed so far. Gives `FoundCodes`. */
export const searchCodesRequest = "faultline/searchCodes";

export interface SearchCodesParams {
  readonly query: string;
  readonly limit: number;
}

export interface FoundCodes {
  /** The best first. */
  readonly rows: readonly FoundCode[];
  /** How many there are in all. */
  readonly total: number;
}

export interface FoundCode extends CodeRow {
  readonly key: string;
  readonly vocabulary: string;
  /** False where its vocabulary is not the provider's main one. */
  readonly main: boolean;
  readonly value: string | number;
  readonly policy: string;
  readonly retryWord: string;
  readonly uses: number;
  /** The workspace uses the provider. */
  readonly used: boolean;
}

/** Client to server: where the workspace names a code, or a status and the codes that come with it. Gives `Location[]`. */
export const codeUsesRequest = "faultline/codeUses";

export type CodeUsesParams = { readonly key: string } & (
  | { readonly vocabulary: string; readonly code: string | number }
  | { readonly status: number }
);

/** Client to server: why something is said at a place, or nothing. Gives `WhyStep[]`, or null for a document that is not looked at. */
export const whyRequest = "faultline/why";

/** The place under the cursor; where nothing stands there, its line. */
export type WhyParams = TextDocumentPositionParams;

/** One step of the reasoning, in order: `'res' is 'fetch(…)'`, with where that stands. */
export interface WhyStep {
  readonly text: string;
  readonly location?: Location;
  /** `lost`: nothing is known from here on. `remedy`: what a person can say in `faultline.json`. */
  readonly role?: "lost" | "remedy";
}

/** Client command that shows the codes which a switch or chain leaves out; its one argument is a `MissingCodes`. */
export const showMissingCodesCommand = "faultline.showMissingCodes";

export interface MissingCodes {
  /** The document, and the version of it that `edits` fit. */
  readonly uri: string;
  readonly version: number;
  /** The lens's own: "handles 4 of 13 codes of VantaPrism". */
  readonly title: string;
  readonly missing: readonly MissingCode[];
  /** What `edits` do, as a verb phrase; they are empty where nothing can be added. */
  readonly add: string;
  readonly edits: readonly TextEdit[];
}

export interface MissingCode extends CodeRow {
  /** Whether to retry, in a word or two: "fix first". */
  readonly retryWord: string;
}

/** Server to client: the text of a file of the extension's `dist` folder, or null. */
export const readAssetRequest = "faultline/readAsset";

export interface ReadAssetParams {
  /** `catalog/index.json`: relative, with `/`, without `..`. */
  readonly name: string;
}

/** Server to client: the text of a file, or null where there is none. */
export const readFileRequest = "faultline/readFile";
/** Server to client: `Stat`, or null where there is nothing. */
export const statRequest = "faultline/stat";
/** Server to client: `Entry[]` of a folder; empty where there is none. */
export const listRequest = "faultline/list";

export interface FileParams {
  readonly uri: string;
}
