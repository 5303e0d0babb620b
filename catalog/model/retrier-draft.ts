/** A policy while options are put into it: `retryCondition: isNetworkError` after `retries: 5` after the defaults. */
import type { OptionValue, Wait } from "./retrier";
import type { ListMeaning, NumberMeaning, OptionFile, PolicyFile, RetryAfterFile, StatusesFile } from "./retrier-file";
import { FAILURES, rangesOf, type StatusRange, without } from "./status-ranges";

export interface Draft {
  statuses: readonly StatusRange[] | "unknown";
  /** What `except` takes from. */
  base: readonly StatusRange[];
  onlyWithRetryAfter: readonly number[];
  /** A number: as if that had been the status. */
  network: boolean | number | "unknown";
  methods: readonly string[] | "all" | "unknown";
  networkMethods: readonly string[] | "all" | "unknown" | undefined;
  attempts: number | "unknown";
  wait: Wait;
  retryAfter: RetryAfterFile | false | "unknown";
  idempotencyKey: boolean;
  serverDecides: string | undefined;
}

export function draftOf(defaults: PolicyFile): Draft {
  const draft: Draft = {
    statuses: [],
    base: [],
    onlyWithRetryAfter: [],
    network: false,
    methods: "all",
    networkMethods: undefined,
    attempts: 1,
    wait: { kind: "none" },
    retryAfter: false,
    idempotencyKey: false,
    serverDecides: undefined,
  };
  patch(draft, defaults);
  return draft;
}

/** What the part names takes the place of what was. */
export function patch(draft: Draft, part: PolicyFile): void {
  if (part.statuses !== undefined) setStatuses(draft, part.statuses);
  if (part.onlyWithRetryAfter !== undefined) draft.onlyWithRetryAfter = part.onlyWithRetryAfter;
  if (part.network !== undefined) draft.network = part.network;
  if (part.methods !== undefined) draft.methods = part.methods;
  if (part.networkMethods !== undefined) draft.networkMethods = part.networkMethods;
  if (part.retries !== undefined) draft.attempts = part.retries === "unlimited" ? Number.POSITIVE_INFINITY : part.retries + 1;
  if (part.wait !== undefined) draft.wait = part.wait;
  if (part.retryAfter !== undefined) draft.retryAfter = part.retryAfter === true ? {} : part.retryAfter;
  if (part.idempotencyKey !== undefined) draft.idempotencyKey = part.idempotencyKey;
  if (part.serverDecides !== undefined) draft.serverDecides = part.serverDecides;
}

/** A value that is no function. */
export function given(draft: Draft, option: OptionFile, value: OptionValue): void {
  if (option.opaque) unknownPolicy(draft);
  else if (typeof value === "number" && option.number) {
    if (value !== 0 || option.zero === undefined) setNumber(draft, option.number, value);
    else if (option.zero === "unlimited") draft.attempts = Number.POSITIVE_INFINITY;
  } else if (typeof value === "boolean" || value === null) {
    const part = option[`${value}`];
    if (part) patch(draft, part);
  } else if (typeof value === "string") {
    const part = option.string && Object.hasOwn(option.string, value) ? option.string[value] : undefined;
    if (part) patch(draft, part);
  } else if (Array.isArray(value) && option.list) {
    if (!setList(draft, option.list, value)) unknownList(draft, option.list);
  } else if (typeof value === "object" && !Array.isArray(value)) unknownOption(draft, option);
}

/** Nothing is known of the value, so nothing is of all that it can change. */
export function unknownOption(draft: Draft, option: OptionFile): void {
  if (option.opaque) unknownPolicy(draft);
  if (option.number === "retries" || option.number === "attempts") draft.attempts = "unknown";
  if (option.number === "waitMs" || option.number === "waitMaxMs") draft.wait = { kind: "unknown" };
  if (option.number === "retryAfterMaxMs" && draft.retryAfter !== false) draft.retryAfter = "unknown";
  if (option.list) unknownList(draft, option.list);
  const parts = [option.true, option.false, option.null, option.function, ...Object.values(option.string ?? {})];
  for (const part of parts) {
    if (!part) continue;
    if ("truth" in part || part.statuses !== undefined) draft.statuses = "unknown";
    if ("truth" in part || part.network !== undefined) draft.network = "unknown";
    const policy: PolicyFile | undefined = "truth" in part ? part.then : part;
    if (policy?.methods !== undefined) draft.methods = "unknown";
    if (policy?.retries !== undefined || ("truth" in part && part.bounded === false)) draft.attempts = "unknown";
    if (policy?.wait !== undefined) draft.wait = { kind: "unknown" };
    if (policy?.retryAfter !== undefined) draft.retryAfter = "unknown";
  }
}

function unknownPolicy(draft: Draft): void {
  Object.assign(draft, { statuses: "unknown", network: "unknown", attempts: "unknown", wait: { kind: "unknown" }, retryAfter: "unknown" });
}

function setStatuses(draft: Draft, file: StatusesFile): void {
  const { of, except } = typeof file === "object" && "of" in file ? file : { of: file, except: [] };
  draft.base = of === "failures" ? FAILURES : rangesOf(of);
  draft.statuses = without(draft.base, rangesOf(except));
}

function setNumber(draft: Draft, meaning: NumberMeaning, value: number): void {
  if (meaning === "retries") draft.attempts = Math.max(1, value + 1);
  else if (meaning === "attempts") draft.attempts = Math.max(1, value);
  else if (meaning === "waitMs") draft.wait = waiting(draft.wait, value);
  else if (meaning === "waitMaxMs") draft.wait = { ...draft.wait, maxMs: value };
  else if (typeof draft.retryAfter === "object") draft.retryAfter = { ...draft.retryAfter, maxMs: value };
}

/** The first wait of one that grows, or the wait itself. */
function waiting(wait: Wait, ms: number): Wait {
  if (wait.kind === "exponential" || wait.kind === "linear" || wait.kind === "quadratic")
    return ms === 0 ? { kind: "none" } : { ...wait, firstMs: ms };
  return ms === 0 ? { kind: "none" } : { kind: "constant", firstMs: ms };
}

/** False where an entry is not known. */
function setList(draft: Draft, meaning: ListMeaning, list: readonly OptionValue[]): boolean {
  if (meaning === "methods") {
    const names = list.filter((entry) => typeof entry === "string");
    if (names.length === list.length) draft.methods = names.map((name) => name.toUpperCase());
    return names.length === list.length;
  }
  const ranges = meaning === "ranges" ? list.map(pairOf) : list.map((entry) => (typeof entry === "number" ? entry : undefined));
  const known = ranges.filter((range) => range !== undefined);
  if (known.length < list.length) return false;
  if (meaning === "except") draft.statuses = without(draft.base, rangesOf(known));
  else if (meaning !== "retryAfterStatuses") draft.statuses = rangesOf(known);
  else if (typeof draft.retryAfter === "object") draft.retryAfter = { ...draft.retryAfter, statuses: known };
  return true;
}

function pairOf(entry: OptionValue): StatusRange | undefined {
  const [first, last] = Array.isArray(entry) ? entry : [];
  return typeof first === "number" && typeof last === "number" ? [first, last] : undefined;
}

function unknownList(draft: Draft, meaning: ListMeaning): void {
  if (meaning === "methods") draft.methods = "unknown";
  else if (meaning === "retryAfterStatuses") draft.retryAfter = "unknown";
  else draft.statuses = "unknown";
}
