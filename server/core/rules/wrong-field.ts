import { codeEntry, codesOf, vocabularyOf } from "../../../catalog/model/lookup";
import type { CodeValue, Provider } from "../../../catalog/model/types";
import type { Edit, Fix } from "../contract";
import type { Misread } from "../flow/notes";
import { type Reading, type Readings, readingsOf } from "../flow/readings";
import { isSuccess, rowsIn } from "../flow/rows";
import type { Candidate, Site } from "../flow/sites";
import { pathKey } from "../link/value";
import { rewrite } from "../rewrite";
import { sibling } from "./places";
import { either, fix, type Pass, quoted, type Rule, textOf } from "./rule";
import { isTest } from "./tests";

export const wrongField: Rule = {
  id: "wrong-field",
  summary: "An error has no such field, or the field holds another type",
  severity: "warning",
  run(pass) {
    for (const misread of pass.flow.misreads) reportMisread(pass, misread);
    for (const site of pass.flow.sites) {
      if (pass.taken.has(site) || site.form === "relation" || site.form === "key") continue;
      const readings = readingsOf(pass.flow.narrower, site);
      if (readings.silenced) continue;
      if (absent(pass, site, readings) || elsewhere(pass, site, readings) || otherType(pass, site, readings) || numericErrno(pass, site))
        pass.taken.add(site);
    }
  },
};

/** `body.error.code` where `error` is a string: wrong wherever it is read. */
function reportMisread(pass: Pass, { expr, absent, view }: Misread): void {
  if (absent.because === "missing" || (absent.because === "platform" && view.subject.error)) return;
  const { instead, why } = absent;
  const fixes =
    instead === undefined ? [] : [fix(`Change to ${quoted(instead)}`, [reread(pass, expr, instead)], { preferred: true, safe: true })];
  const message = absent.because === "platform" ? upper(why) : `${upper(why)}: it has no field '${expr.name ?? ""}'`;
  pass.report({
    span: expr.nameSpan.end > expr.nameSpan.start ? expr.nameSpan : expr.span,
    message,
    ...(absent.provider ? { provider: absent.provider.id } : {}),
    fixes,
  });
  for (const site of pass.flow.sites) if (site.place === expr || overlaps(site.place.span, expr.span)) pass.taken.add(site);
}

const overlaps = (outer: { start: number; end: number }, inner: { start: number; end: number }): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Another name in the place of the one read: `.statusCode` becomes `.status`, `["Retry-After"]` becomes `.get("Retry-After")`. */
function reread(pass: Pass, expr: Misread["expr"], instead: string): Edit {
  const { text } = pass.file;
  const bracket = text.lastIndexOf("[", expr.nameSpan.start);
  if (bracket < expr.object.span.end || text.slice(bracket + 1, expr.nameSpan.start).trim().length > 1)
    return { span: expr.nameSpan, newText: instead };
  const optional = text.slice(bracket - 2, bracket) === "?.";
  return { span: { start: optional ? bracket - 2 : bracket, end: expr.span.end }, newText: `${optional ? "?." : "."}${instead}` };
}

/** A comparison of a field that the documents do not have, or that the client's error does not. */
function absent(pass: Pass, site: Site, readings: Readings): boolean {
  const [first] = readings.all;
  if (first?.field.field !== "absent" || readings.foreign !== "none" || !readings.all.every((r) => r.field.field === "absent"))
    return false;
  const { field } = first;
  const texts = site.candidates.filter((c) => typeof c.value === "string" && c.value !== "");
  if (texts.length === 0) return false;
  if (field.because === "platform" && !texts.some((c) => /^(?:E[A-Z0-9_]+|UND_ERR_\w+)$/.test(String(c.value)))) return false;
  const place = site.place.kind === "member" ? site.place : undefined;
  const fixes: Fix[] = [];
  if (field.instead !== undefined && place) {
    fixes.push(
      fix(`Change to ${quoted(field.instead)}`, [{ span: place.nameSpan, newText: field.instead }], {
        preferred: true,
        safe: field.because === "platform",
      }),
    );
  }
  pass.report({
    span: place?.nameSpan ?? site.place.span,
    message: upper(field.why),
    ...(field.provider ? { provider: field.provider.id } : {}),
    fixes,
  });
  return true;
}

/** A documented code compared with another field: `e.code` of axios, `body.code` where it is `body.error.code`, the message. */
function elsewhere(pass: Pass, site: Site, readings: Readings): boolean {
  const provider = onlyProvider(pass, readings);
  if (!provider || readings.foreign === "async") return false;
  const codes = site.candidates.filter((c) => typeof c.value === "string" && codeEntry(provider, c.value) !== undefined);
  if (codes.length === 0 || site.candidates.length !== codes.length || site.form === "contains" || site.form === "affix") return false;
  const at = readings.all.map((r) => misplaced(pass, site, r, provider));
  const [from] = at;
  if (!from || at.some((p) => p === undefined || p.what !== from.what)) return false;
  const to = codePath(provider);
  if (!to) return false;
  const where = from.what === "client" ? `${from.client}'s own code` : `'${from.path.join(".")}'`;
  const message = `${provider.name}'s error code ${either(codes.map((c) => quoted(c.value as CodeValue)))} is at '${to.join(".")}' of the body, not in ${where}`;
  const text = from.what === "client" ? clientPlace(pass, site, to) : sibling(pass, site.place, site.frame, from.path, to);
  const direct = site.place.kind === "member" && text !== undefined;
  const fixes = direct
    ? [fix(`Change to ${quoted(text)}`, [{ span: site.place.span, newText: text }], { preferred: true, safe: from.what === "body" })]
    : [];
  pass.report({ span: site.place.span, message, provider: provider.id, code: codes[0]?.value as CodeValue, fixes });
  return true;
}

type Misplaced = { readonly what: "client"; readonly client: string } | { readonly what: "body"; readonly path: readonly string[] };

function misplaced(pass: Pass, site: Site, reading: Reading, provider: Provider): Misplaced | undefined {
  const { field, member } = reading;
  if (field.field === "transport-code") return { what: "client", client: member.origin.transport.name };
  if (field.field === "body" && besideEnvelope(field.path, provider) && isOfError(pass, site, reading, field.path))
    return { what: "body", path: field.path };
  if (field.field === "message" && field.path) return { what: "body", path: field.path };
  if (field.field === "documented" && field.entry.type === "string") return { what: "body", path: field.entry.path };
  return undefined;
}

/** `body.code`, or a field within the envelope; not one of a list's elements or deep in the data, which may well have codes of their own. */
const besideEnvelope = (path: readonly string[], provider: Provider): boolean =>
  path.length === 1 ||
  (path.length > 1 &&
    !path.includes("[]") &&
    provider.envelopes.some((e) => e.fields.some((f) => f.path.length > 1 && f.path[0] === path[0])));

/** The data of a success may hold the same word: `build.status === "CANCELLED"`. So the field is named like a code, or the call has failed. */
function isOfError(pass: Pass, site: Site, { index, rows }: Reading, path: readonly string[]): boolean {
  if (/code|err|reason/i.test(path.join("."))) return true;
  const subject = site.view?.subject;
  return subject !== undefined && !rowsIn(pass.flow.narrower.tableOf(subject, index), rows).some(isSuccess);
}

/** `e.code` of axios becomes `e.response?.data?.error?.code`. */
function clientPlace(pass: Pass, site: Site, to: readonly string[]): string | undefined {
  if (site.place.kind !== "member" || pathKey(site.view?.path ?? []) !== "code") return undefined;
  const client = site.view?.subject.members[0]?.origin.transport.id;
  if (client !== "axios") return undefined;
  return [textOf(pass, site.place.object.span), "response", "data", ...to].join("?.").replace("?.", ".");
}

const codePath = (provider: Provider): readonly string[] | undefined => {
  const vocabulary = vocabularyOf(provider);
  return provider.envelopes.flatMap((e) => e.fields).find((f) => f.in === "body" && f.role === "code" && f.vocabulary === vocabulary?.id)
    ?.path;
};

function onlyProvider(pass: Pass, readings: Readings): Provider | undefined {
  const ids = new Set(readings.all.map((r) => r.member.origin.provider));
  const [id] = ids;
  return ids.size === 1 && id !== undefined && id !== "none" ? pass.provider(id) : undefined;
}

/** `status === "429"`, `error.code === 404`: never equal, as the types differ. */
function otherType(pass: Pass, site: Site, readings: Readings): boolean {
  if (site.expr.kind === "compare" && (site.expr.op === "==" || site.expr.op === "!=")) return false;
  if (site.form !== "equality" && site.form !== "case" && site.form !== "list") return false;
  if (readings.foreign !== "none" || readings.all.length === 0) return false;
  const fields = readings.all.map((r) => r.field);
  const [first] = fields;
  if (first?.field === "status" && fields.every((f) => f.field === "status")) {
    return each(
      site,
      (c) => typeof c.value === "string" && /^\d{3}$/.test(c.value),
      (c) => {
        const number = Number(c.value);
        const fixes = c.literal
          ? [
              fix(`Change to ${number}`, [{ span: c.literal.span, newText: String(number) }], {
                preferred: true,
                safe: c.literal.span.start === c.span.start,
              }),
            ]
          : [];
        pass.report({ span: c.span, message: `The status is a number: it never equals the string '${c.value}'`, fixes });
      },
    );
  }
  if (
    first?.field !== "code" ||
    !fields.every((f) => f.field === "code" && f.provider === first.provider && f.vocabulary === first.vocabulary)
  )
    return false;
  const { provider, vocabulary } = first;
  const wanted = vocabulary.type === "string" ? "string" : "number";
  return each(
    site,
    (c) =>
      (typeof c.value === "string" || typeof c.value === "number") &&
      c.value !== "" &&
      typeof c.value !== wanted &&
      // Beside numbers of its own, an SDK's error may carry the platform's names: `ECONNREFUSED`.
      !(first.own && wanted === "number" && !/^-?\d+$/.test(String(c.value))) &&
      !codeEntry(provider, c.value),
    (c) => {
      const codes = codesOf(provider, vocabulary.id);
      const twin = codes.find((e) => String(e.code) === String(c.value));
      const atStatus = wanted === "string" ? codes.filter((e) => e.statuses.includes(Number(c.value))) : [];
      const options = twin ? [twin] : atStatus;
      const literal = c.literal;
      const fixes = literal
        ? options.slice(0, 4).map((e) =>
            fix(`Change to ${quoted(e.code)}`, [rewrite(pass.file.text, literal, e.code)], {
              preferred: options.length === 1,
              safe: twin !== undefined && literal.span.start === c.span.start,
            }),
          )
        : [];
      pass.report({
        span: c.span,
        message: `${provider.name}'s error codes are ${wanted}s: they never equal the ${typeof c.value} ${quoted(c.value as CodeValue)}`,
        provider: provider.id,
        fixes,
      });
    },
  );
}

function each(site: Site, wrong: (c: Candidate) => boolean, report: (c: Candidate) => void): boolean {
  const all = site.candidates.filter(wrong);
  for (const candidate of all) report(candidate);
  return all.length > 0;
}

/** Node's `errno` is a number; the name that people look for is in `code`. */
function numericErrno(pass: Pass, site: Site): boolean {
  if (isTest(pass.file.path)) return false;
  if (site.property !== "errno" || site.place.kind !== "member" || !(site.form === "equality" || site.form === "case")) return false;
  const names = site.candidates.filter((c) => typeof c.value === "string" && /^E[A-Z0-9]+$/.test(c.value));
  if (names.length === 0) return false;
  const fixes = [fix("Change to 'code'", [{ span: site.place.nameSpan, newText: "code" }], { preferred: true, safe: true })];
  pass.report({
    span: site.place.nameSpan,
    message: `'errno' is a number; the name ${quoted(names[0]?.value as string)} is in 'code'`,
    provider: "node",
    fixes,
  });
  return true;
}
