/**
 * Retries that libraries make: the requests of a client that repeats by itself (`got(url)`), those of a client that is given to a library
 * (`axiosRetry(client)`), and those of a function that is (`pRetry(() => fetch(url))`). What each does stands in `catalog/retriers`.
 */
import { policyOf } from "../../../catalog/model/retrier";
import type { Call, Expr, Func, FuncId, New } from "../facts";
import { outcomeOf } from "../link/calls";
import { importedClient, originOf, standingOrigin } from "../link/requests";
import { isCall, isMadeWith, type RetrierUse, repeatsAlone, subjectOf, useOf } from "../link/retriers";
import type { Frame } from "../link/value";
import type { Span } from "../text";
import { eachExpression, eachStatement, expressions } from "../walk";
import { repeatedInFunction } from "./library-functions";
import { type OptionSource, type Options, optionsOf } from "./library-options";
import { attemptsOf, failuresOf, type Repeating, repeatedOf } from "./library-rows";
import type { Narrower } from "./narrow";
import { usedIn } from "./repeated";
import type { Library, Retry } from "./retry";
import { rowsIn } from "./rows";

/** A call of the file and the function that it stands in. */
interface Site {
  readonly call: Call | New;
  readonly func: FuncId;
  readonly frame: Frame;
}

/** Those in all functions of a file, for what is given to a library at one place is called at others. */
export function libraryRetries(narrower: Narrower, functions: readonly Func[]): readonly Retry[] {
  const { linker } = narrower;
  if (!linker.facts.imports.some((i) => linker.environment.catalog.retrierByImport(i.source))) return [];
  const sites = sitesIn(narrower, functions);
  return sites.flatMap((site): readonly Retry[] => {
    const use = useOf(linker, site.call, site.frame);
    if (!use) return [];
    const [{ repeats, gives }] = use.uses;
    if (repeats === "function") return ofFunction(narrower, use, site);
    if (repeats === "part") return ofPart(narrower, use, sites);
    if (repeats === "request" && gives === "outcome" && repeatsAlone(linker, use))
      return ofRequest(narrower, use, site, sourcesOf(use), use);
    return repeats === "client" && gives === "outcome" ? ofClient(narrower, use, sites) : [];
  });
}

function sitesIn({ linker }: Narrower, functions: readonly Func[]): readonly Site[] {
  const sites: Site[] = [];
  for (const { id, body } of functions) {
    const frame = linker.canonical(id);
    eachStatement(body, (stmt) => {
      for (const root of expressions(stmt)) {
        eachExpression(root, (e) => {
          if (e.kind === "call" || e.kind === "new") sites.push({ call: e, func: id, frame });
        });
      }
    });
  }
  return sites;
}

/** The options of a call and of what it is called on, the nearest first. */
const sourcesOf = (use: RetrierUse): readonly OptionSource[] => [
  ...use.uses.map((u) => ({ use: u, args: use.call.args, frame: use.frame })),
  ...(use.on ? sourcesOf(use.on) : []),
];

function repeatingBy({ linker }: Narrower, use: RetrierUse, sources: readonly OptionSource[]): Repeating & { readonly version?: string } {
  const { retrier } = use;
  const { versions } = linker.environment;
  const version = retrier.packages.map((name) => versions.get(name)).find((found) => found !== undefined);
  const options = optionsOf(linker, retrier, sources);
  const own = [use, ...(use.on ? [use.on] : [])].flatMap(({ uses }) => uses).find(({ defaults }) => defaults);
  const policy = policyOf(retrier, version, options.values, own);
  const blurred = [...options.values].some(([name, value]) => isUnknown(value) && retrier.options.get(name)?.list !== undefined);
  return { policy, options, blurred, ...(version === undefined ? {} : { version }) };
}

const isUnknown = (value: unknown): boolean => typeof value === "object" && value !== null && "unknown" in value;

/** What a use leaves open can be set where it cannot be seen: then only options that the program gives here say anything. */
const isOpen = ({ uses: [use], retrier }: RetrierUse, { values }: Options): boolean =>
  use.ambient === true &&
  ![...values].some(([name, value]) => {
    const option = retrier.options.get(name);
    const decides = option?.number === "retries" || option?.number === "attempts" || (option?.function && "truth" in option.function);
    return decides && !isUnknown(value);
  });

const libraryOf = (use: RetrierUse, { policy, options, version }: Repeating & { readonly version?: string }): Library => ({
  ...{ retrier: use.retrier, policy, use: use.call, options: options.given },
  ...(version === undefined ? {} : { version }),
});

/** A request of a client that repeats; `head` is the call that brings the library in. */
function ofRequest(narrower: Narrower, use: RetrierUse, site: Site, sources: readonly OptionSource[], head: RetrierUse): readonly Retry[] {
  const { linker } = narrower;
  const made = requestOf(narrower, site, use);
  if (!made || made.origin.provider === "none") return [];
  const { call, origin } = made;
  const repeating = repeatingBy(narrower, use, sources);
  const subject = outcomeOf(linker, origin);
  const table = narrower.tableOf(subject, 0);
  const failures = failuresOf(narrower, origin, `${use.retrier.id} ${origin.id}`);
  const policy = { ...repeating.policy, attempts: attemptsOf(narrower, repeating, failures) };
  if (policy.attempts !== "unknown" && policy.attempts <= 1) return [];
  const rows = (certain: boolean) => rowsIn(table, repeatedOf(narrower, repeating, table, origin.method, failures, certain));
  const possible = rows(false);
  if (possible.length === 0) return [];
  const { func, frame } = site;
  const used = origin.transport.standing === true || usedIn(linker, func, frame).subjects.has(subject.id);
  const library = libraryOf(head, { ...repeating, policy });
  const place = { form: "library" as const, func, frame, span: call.span, head: headOf(head.call) };
  return [{ ...place, library, origin, call, rows: rows(true), possible, used }];
}

/** The call itself, the request that it is called on (`request.get(url).retry(3)`), or the client whose requests are made elsewhere. */
function requestOf({ linker }: Narrower, site: Site, { on }: RetrierUse): Pick<Retry, "call" | "origin"> | undefined {
  for (const { call, frame } of [site, ...(on ? [on] : [])]) {
    const origin = originOf(linker, call, frame) ?? standingOrigin(linker, call, frame);
    if (origin) return { call, origin };
  }
  return undefined;
}

/** `from` of `from([a, b])` and of `ApolloLink.from([a, b])`. */
function nameOf({ linker }: Narrower, { call: { callee }, frame }: Site): string | undefined {
  const value = linker.valueOf(callee, frame);
  return value.kind === "module" ? value.path.at(-1) : callee.kind === "member" ? callee.name : undefined;
}

/** Of a long chain of calls only the last name. */
const headOf = ({ callee }: Call | New): Span =>
  callee.kind === "member" && callee.object.kind === "call" ? callee.nameSpan : callee.span;

/** The requests of what is made with a part that repeats: `wretch(url).middlewares([retry()]).get()`, `from([retryLink, httpLink])`. */
function ofPart(narrower: Narrower, use: RetrierUse, sites: readonly Site[]): readonly Retry[] {
  const { linker } = narrower;
  return sites.flatMap((site): readonly Retry[] => {
    const standing = standingOrigin(linker, site.call, site.frame);
    if (!standing && !makesRequest(narrower, site)) return [];
    const isPart = (expr: Expr) => expr === use.call;
    const joins = standing?.transport.joins ?? [];
    const joined = sites.filter((each) => joins.includes(nameOf(narrower, each) ?? ""));
    const around = [site, ...joined.filter((each) => isMadeWith(linker, each, (expr) => expr === site.call))];
    if (!around.some((each) => isMadeWith(linker, each, isPart))) return [];
    const own = useOf(linker, site.call, site.frame);
    const sources = own?.retrier === use.retrier ? [...sourcesOf(own), ...sourcesOf(use)] : sourcesOf(use);
    return ofRequest(narrower, use, site, sources, use);
  });
}

/** The requests of a client that is given to a library: `axiosRetry(client, { retries: 3 })`. */
function ofClient(narrower: Narrower, use: RetrierUse, sites: readonly Site[]): readonly Retry[] {
  const { linker } = narrower;
  const subject = subjectOf(linker, use);
  const client = subject ? clientAt(narrower, subject.expr, subject.frame) : "default";
  if (client === undefined) return [];
  const elsewhere = use.retrier.uses.filter((u) => !isCall(u));
  return sites.flatMap((site): readonly Retry[] => {
    if (site.call.kind !== "call" || !makesRequest(narrower, site)) return [];
    const own = calledClient(narrower, site.call, site.frame);
    if (own !== client && !(client === "default" && typeof own === "string")) return [];
    const requests = elsewhere.filter((u) => u.level === "request");
    const args = site.call.args.filter((a) => linker.valueOf(a, site.frame).kind === "object" || a.kind === "spread").slice(-1);
    const sources: readonly OptionSource[] = [
      ...requests.flatMap((u) => (args.length > 0 ? [{ use: u, args, frame: site.frame }] : [])),
      ...elsewhere.flatMap((u) => (u.level === "instance" ? putOn(narrower, u, client) : [])),
      ...sourcesOf(use),
    ];
    return ofRequest(narrower, use, site, sources, use);
  });
}

const makesRequest = ({ linker }: Narrower, { call, frame }: Site): boolean => originOf(linker, call, frame) !== undefined;

/** What tells clients apart: the call that made one, or where it is imported from. */
type Client = Call | New | string;

function clientAt({ linker }: Narrower, expr: Expr, frame: Frame): Client | undefined {
  const value = linker.valueOf(expr, frame);
  if (value.kind === "client") return value.made.call;
  if (value.kind !== "module") return undefined;
  return importedClient(value.source, value.path) ? value.source : undefined;
}

function calledClient(narrower: Narrower, { callee }: Call, frame: Frame): Client | undefined {
  const own = clientAt(narrower, callee, frame);
  return own ?? (callee.kind === "member" ? clientAt(narrower, callee.object, frame) : undefined);
}

/** Options that are assigned to the client: `client.defaults.raxConfig = { retry: 3 }`. */
function putOn(narrower: Narrower, use: OptionSource["use"], client: Client): readonly OptionSource[] {
  const { linker } = narrower;
  const path = use.options?.path ?? [];
  const found: OptionSource[] = [];
  for (const { id, body } of linker.facts.functions) {
    const frame = linker.canonical(id);
    eachStatement(body, (stmt) => {
      for (const root of expressions(stmt)) {
        eachExpression(root, (e) => {
          if (e.kind !== "assign" || e.op !== "=") return;
          const object = objectOf(e.target, path);
          if (object && clientAt(narrower, object, frame) === client)
            found.push({ use: { ...use, options: { argument: 0 } }, args: [e.value], frame });
        });
      }
    });
  }
  return found;
}

/** `client` of `client.defaults.raxConfig`. */
function objectOf(target: Expr, path: readonly string[]): Expr | undefined {
  let at = target;
  for (const name of [...path].reverse()) {
    if (at.kind !== "member" || at.name !== name) return undefined;
    at = at.object;
  }
  return at;
}

/** The requests that a function makes which is given to a library. */
function ofFunction(narrower: Narrower, use: RetrierUse, { call, func, frame }: Site): readonly Retry[] {
  const { linker } = narrower;
  const subject = subjectOf(linker, use);
  if (!subject) return [];
  const client = linker.valueOf(subject.expr, subject.frame);
  if (client.kind === "client") return ofRequest(narrower, use, { ...client.made, func }, sourcesOf(use), use);
  const repeating = repeatingBy(narrower, use, sourcesOf(use));
  const { attempts } = repeating.policy;
  if ((attempts !== "unknown" && attempts <= 1) || isOpen(use, repeating.options)) return [];
  return repeatedInFunction(narrower, use, subject, repeating).map(({ policy, ...repeated }) => ({
    ...{ form: "library" as const, func, frame, span: call.span, head: call.callee.span },
    ...repeated,
    library: libraryOf(use, { ...repeating, policy }),
  }));
}
