import type { Analysis, Step } from "../analysis";
import { codePlace, readingsOf } from "../flow/readings";
import type { Site } from "../flow/sites";
import { placed } from "../link/modules";
import { contains } from "../text";

/** Why Faultline says what it says at an offset, step by step, or where the trail was lost. */
export function why(analysis: Analysis, offset: number): readonly Step[] {
  return steps(analysis, offset).map(({ text, span }) => ({ text, ...(span ? placed(analysis.linker.units, span) : {}) }));
}

function steps(analysis: Analysis, offset: number): readonly Step[] {
  const site = siteAt(analysis, offset);
  if (!site) return [{ text: "no comparison with a code, status or message stands here" }];
  const place = { span: site.place.span, text: `${quote(analysis, site.place.span)} is compared` };
  if (!site.view) return [place, { text: "nothing in this file tells which call its value comes from", span: site.place.span }];
  const readings = readingsOf(analysis.flow.narrower, site);
  const found: Step[] = [place];
  for (const reading of readings.all) {
    found.push(...reading.member.origin.evidence);
    found.push({
      text: `read as ${said(reading.field.field)}${reading.member.side === "error" ? " of the error it throws" : " of what it gives"}`,
      span: site.place.span,
    });
  }
  if (readings.all.length === 0) found.push({ text: "it is an error, but no request in sight can have thrown it", span: site.place.span });
  if (readings.foreign !== "none")
    found.push({ text: "errors of other calls can be here too, so only a near miss of a known code is reported", span: site.place.span });
  const known = codePlace(readings);
  if (readings.silenced) found.push({ text: "the configuration says that this is no API's error" });
  else if (known)
    found.push({
      text: `it holds an error code of ${known.provider.name} (${known.vocabulary.completeness} vocabulary)`,
      span: site.place.span,
    });
  return found;
}

/** The comparison under the offset; else the first of its line. */
function siteAt(analysis: Analysis, offset: number): Site | undefined {
  const { sites } = analysis.flow;
  const at = sites.filter((s) => contains(s.span, offset)).sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  if (at[0]) return at[0];
  const { text } = analysis.file;
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const to = text.indexOf("\n", offset) < 0 ? text.length : text.indexOf("\n", offset);
  return sites.filter((s) => s.span.start >= from && s.span.start <= to).sort((a, b) => a.span.start - b.span.start)[0];
}

const quote = (analysis: Analysis, span: { start: number; end: number }): string =>
  `'${analysis.file.text.slice(span.start, Math.min(span.end, span.start + 60))}'`;

function said(field: string): string {
  const names: Record<string, string> = {
    code: "the error code",
    status: "the HTTP status",
    ok: "ok",
    message: "the error message",
    "transport-code": "the client's own code",
    absent: "a field that it does not have",
    body: "a field of the body that no documentation names",
    documented: "a documented field of the body",
    unknown: "something that is not known",
    whole: "the whole",
    response: "the response",
    part: "a part of the body",
    header: "a header",
  };
  return names[field] ?? field;
}
