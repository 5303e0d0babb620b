import { promises as fs } from "node:fs";
import type { Imported, Read } from "../../../catalog/import/imported";
import { merge, withMarks } from "../../../catalog/import/merge";
import { print } from "../../../catalog/import/print";
import { rewrite } from "../../../catalog/import/rewrite";
import { fromValues } from "../../../catalog/import/typescript";
import type { ImportedFile, ProviderFile } from "../../../catalog/model/file";
import type { Provider } from "../../../catalog/model/types";
import { validateProvider } from "../../../catalog/validate";
import { remedy } from "../../../catalog/validate/nearest";
import { basename, dirname, join, relativeFrom } from "../../project/path";
import type { Project } from "../../project/project";
import { colorsFor } from "../color";
import { decode } from "../decode";
import { replaceText } from "../edits";
import { EXIT, type Io, UsageError } from "../io";
import { printable } from "../printable";
import { loadReaders } from "../readers";
import { changesText } from "../report/changes";
import { absolute, existing } from "../sources";
import { openProject } from "../workspace";

export interface ImportOptions {
  readonly id?: string;
  /** A bundled provider that the catalog adds to, in place of an id of its own. */
  readonly extends?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly color?: boolean;
}

export type Form = ImportedFile["by"];

/** Larger files are read by nobody: the largest descriptions that are published have ten. */
const MAX_MEGABYTES = { openapi: 16, table: 2, typescript: 4 } as const satisfies Record<Form, number>;

/** Makes a catalog of an OpenAPI description, an error page or a type, or brings one that it made up to date. */
export async function importCatalog(
  form: Form,
  written: string,
  type: string | undefined,
  options: ImportOptions,
  io: Io,
): Promise<number> {
  if (form === "typescript" && type === undefined)
    throw new UsageError("Name the type after the file: faultline import typescript src/errors.ts ErrorCode");
  if (form !== "typescript" && type !== undefined) throw new UsageError(`Only 'import typescript' takes a type; '${type}' is one too many`);
  const path = await existing(io, written);
  const text = await textAt(path, written, MAX_MEGABYTES[form], io);
  const found = await read(form, path, text, type);
  if ("problem" in found) throw new UsageError(`${written}${found.line === undefined ? "" : `:${found.line}`}: ${found.problem}`);
  const project = await openProject(io, [path]);
  const bundled = (await project.index()).providers.map(({ id }) => id);
  const about = { by: form, from: relativeFrom(io.cwd, path) };
  const out = options.out === undefined ? undefined : absolute(io.cwd, options.out);
  const there = out !== undefined && (await io.host.stat(out)) !== undefined;
  if (out !== undefined && there) return update(out, found, about, options, project, io);
  const base = await baseFor(options.extends, project);
  const owner = base ? { extends: base.id } : { id: idFor(options, out, found, bundled) };
  const file = withMarks({ ...owner, ...beyond(found.file, base) }, about);
  const made = `${print(file, "", Number.POSITIVE_INFINITY)}\n`;
  assertValid(made, bundled);
  if (out === undefined) io.stdout.write(made);
  else if (!options.dryRun) await create(out, made, options.out ?? "", io);
  if (out !== undefined) io.stdout.write(`${options.dryRun ? "Would write" : "Wrote"} ${shown(out, io)}: ${summary(file)}\n`);
  notes(found, io);
  if (out !== undefined && !options.dryRun)
    io.stderr.write(printable(`To use it, name it in faultline.json: "catalogs": ["./${shown(out, io)}"]`).concat("\n"));
  return EXIT.clean;
}

async function read(form: Form, path: string, text: string, type: string | undefined): Promise<Read> {
  const name = basename(path);
  if (form === "typescript") return readType(path, text, type ?? "");
  const readers = await loadReaders();
  return form === "openapi" ? readers.readDescription(text, name) : readers.readPage(text, name);
}

async function readType(path: string, text: string, type: string): Promise<Read> {
  const { namedValues } = await import("../../core/syntax/named-values");
  const { found, names } = namedValues(path, text, type);
  if (!found)
    return {
      problem: `There is no union, enum or constant object '${type}' of literals in it${remedy(type, names.slice(0, 20), "there are")}`,
    };
  return fromValues(found, type, basename(path));
}

/** Merges into a catalog that is there. What is wrong in it has to be put right first. */
async function update(
  out: string,
  found: Imported,
  about: Omit<ImportedFile, "marks">,
  options: ImportOptions,
  project: Project,
  io: Io,
): Promise<number> {
  const name = shown(out, io);
  const before = await textAt(out, name, 5, io);
  const bundled = (await project.index()).providers.map(({ id }) => id);
  const { file, problems } = validateProvider(before, { bundled });
  if (!file) {
    const lines = problems.map(({ line, message }) => `${name}:${line}: ${message}`);
    throw new UsageError(`Nothing was imported, since the catalog has mistakes:\n${lines.join("\n")}`);
  }
  const own = file.id ?? file.extends;
  const asked = options.extends ?? options.id;
  if (asked !== undefined && asked !== own)
    throw new UsageError(
      `${name} is the catalog of '${own}'; leave ${options.extends ? "--extends" : "--id"} out, or choose another --out`,
    );
  const base = await baseFor(file.extends, project);
  const merged = merge(file, beyond(found.file, base), about);
  const after = rewrite(before, file, merged);
  assertValid(after, bundled);
  const done = merged.changes.filter(({ kind }) => kind === "added" || kind === "changed" || kind === "removed").length;
  io.stdout.write(changesText(merged.changes, about.from, colorsFor(options.color, io.stdout, io)));
  if (after !== before && !options.dryRun) {
    const refused = await replaceText(out, before, after);
    if (refused !== undefined) throw new UsageError(`${name} was not written: ${refused}`);
  }
  const news = done === 0 ? "nothing new" : `${done} ${done === 1 ? "change" : "changes"}`;
  io.stdout.write(`${options.dryRun ? "Would merge" : "Merged"} ${printable(about.from)} into ${name}: ${news}\n`);
  notes({ ...found, notes: found.notes.filter((note) => !note.startsWith("No host") || !(file.hosts ?? file.baseUrls)) }, io);
  return EXIT.clean;
}

async function textAt(path: string, written: string, megabytes: number, io: Io): Promise<string> {
  const stat = await io.host.stat(path);
  if (stat?.kind !== "file") throw new UsageError(`'${written}' is not a file`);
  if (stat.size > megabytes * 1_000_000) throw new UsageError(`'${written}' is larger than ${megabytes} MB and is not read`);
  const decoded = decode(await fs.readFile(path));
  if ("unfit" in decoded) throw new UsageError(`'${written}' cannot be imported: it ${decoded.unfit}`);
  return decoded.text;
}

async function baseFor(id: string | undefined, project: Project): Promise<Provider | undefined> {
  if (id === undefined) return undefined;
  const ids = (await project.index()).providers.map((entry) => entry.id);
  if (!ids.includes(id)) throw new UsageError(`There is no bundled provider '${id}' to extend${remedy(id, ids)}`);
  return project.bundledProvider(id);
}

/** What goes beyond a bundled provider: it knows its own name, and where its codes stand. */
function beyond(file: ProviderFile, base: Provider | undefined): ProviderFile {
  if (!base) return file;
  const { name: _, docs: __, envelopes: ___, vocabularies = {}, ...rest } = file;
  const others = Object.entries(vocabularies).filter(([id]) => !base.vocabularies.has(id));
  return { ...rest, ...(others.length > 0 && { vocabularies: Object.fromEntries(others) }) };
}

/** `--id`, else the name of the file that is written, else that of the API: `"acme-billing"` of `Acme Billing API`. */
function idFor({ id }: ImportOptions, out: string | undefined, { file }: Imported, bundled: readonly string[]): string {
  const fromOut = out === undefined ? undefined : slug(basename(out).replace(/(?:\.faultline)?\.jsonc?$/i, ""));
  const found = id ?? (fromOut || slug((file.name ?? "").replace(/\b(?:rest )?api\b.*$/i, "")) || slug(file.name ?? ""));
  if (!/^[a-z0-9][a-z0-9-]*$/.test(found))
    throw new UsageError(
      found === "" ? "Give the catalog an id: --id acme" : `'${found}' is no id: write lower-case letters, digits and hyphens`,
    );
  if (bundled.includes(found))
    throw new UsageError(`'${found}' is a bundled provider; choose another id with --id, or add to it with --extends ${found}`);
  return found;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");

async function create(out: string, text: string, written: string, { host }: Io): Promise<void> {
  if ((await host.stat(dirname(out)))?.kind !== "directory") throw new UsageError(`There is no folder for '${written}'; make it first`);
  try {
    await fs.writeFile(join(out, ""), text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(
      `'${written}' cannot be written: ${error instanceof Error && "code" in error ? String(error.code) : String(error)}`,
    );
  }
}

/** What is written can be read again: anything else would be a mistake of the import. */
function assertValid(text: string, bundled: readonly string[]): void {
  const [problem] = validateProvider(text, { bundled }).problems;
  if (problem) throw new Error(`The import made a catalog with a mistake, on its line ${problem.line}: ${problem.message}`);
}

const shown = (path: string, { cwd }: Io): string => relativeFrom(cwd, path);

/** `45 codes (12 with a status, 30 with a meaning), 8 statuses`. */
function summary({ codes = [], statuses = {} }: ProviderFile): string {
  const entries = codes.map((entry) => (typeof entry === "object" ? entry : { code: entry }));
  const known = entries.filter((entry) => entry.status !== undefined || entry.statuses !== undefined).length;
  const told = entries.filter((entry) => entry.meaning !== undefined).length;
  const count = Object.keys(statuses).length;
  return [
    `${plural(codes.length, "code")}${codes.length === 0 ? "" : ` (${known} with a status, ${told} with a meaning)`}`,
    ...(count > 0 ? [plural(count, "status")] : []),
  ].join(", ");
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : noun.endsWith("s") ? "es" : "s"}`;

function notes({ notes: told }: Imported, { stderr }: Io): void {
  for (const note of told) stderr.write(`${printable(note)}\n`);
}
