import type { CodeFile, MessageFile, ProviderFile, RetryFile, StatusFile, VocabularyFile } from "../model/file";
import type { CodeValue } from "../model/types";
import { type Description, describe, versionOf } from "./description";
import { envelopesOf, type Shape } from "./envelopes";
import { addCode, addField, exemplified, type Gathered, newlyGathered, settle } from "./evidence";
import { listedErrors, sharedRetries } from "./extensions";
import { ImportError, type Imported } from "./imported";
import { phraseOf } from "./phrases";
import { type ErrorResponse, type Operation, operationsOf, serversOf } from "./responses";
import { codeRank, isWeakName, roleOf } from "./roles";
import { either, type Field, type Fields, fieldReader } from "./schema";
import { entriesOf, get, listOf, objectOf, plain, textOf } from "./value";

/**
 * The errors that an OpenAPI description (3.0, 3.1, Swagger 2) holds: codes of enums, constants, discriminators, lists of errors and
 * examples, their statuses and meanings where it says them, and retry policies out of Retry-After headers and `x-speakeasy-retries`
 * alone. What it leaves open stays open.
 */
export function readOpenApi(given: unknown, fileName: string): Imported {
  const root = objectOf(given);
  if (!root || versionOf(root) === undefined)
    throw new ImportError('This is no OpenAPI description: it says neither "openapi": "3.…" nor "swagger": "2.0" at its top');
  const description = describe(root);
  const operations = operationsOf(description);
  const reading = readAll(operations, description);
  const kept = vocabulariesOf(reading.gathered);
  const servers = serversOf(description);
  const title = plain(get(root, "info", "title"))?.slice(0, 80);
  const docs = textOf(get(root, "externalDocs", "url"));
  const version = get(root, "info", "version");
  const statuses = statusesOf(operations, description);
  const file: ProviderFile = {
    ...(title === undefined ? {} : { name: title }),
    ...(docs !== undefined && /^https:\/\/\S+$/.test(docs) ? { docs } : {}),
    sources: {
      description: {
        kind: "spec",
        ...(title && { title }),
        ...(version !== undefined && { version: String(version).slice(0, 40) }),
        file: fileName,
      },
    },
    ...filled(
      "baseUrls",
      servers.urls.filter((url) => !url.includes("*")),
    ),
    ...filled("hosts", [...new Set(servers.urls.filter((url) => url.includes("*")).map(hostOf))]),
    ...(kept.length > 0 && { vocabularies: Object.fromEntries(kept.map((one, index) => [idOf(one, index), vocabularyOf(one)])) }),
    ...filled(
      "envelopes",
      envelopesOf(
        reading.shapes,
        kept.map(({ name }, index) => [name, idOf({ name }, index)]),
      ),
    ),
    ...(Object.keys(statuses).length > 0 && { statuses }),
    ...filled(
      "codes",
      kept.flatMap((one, index) => codesOf(one, index === 0 ? undefined : idOf(one, index))),
    ),
    ...filled("messages", messagesOf(kept[0])),
    ...filled("issues", kept.flatMap(beyondEnums)),
  };
  return { file, notes: notesOf(file, description, servers.left) };
}

interface Reading {
  readonly gathered: ReadonlyMap<string, Gathered>;
  readonly shapes: readonly Shape[];
}

function readAll(operations: readonly Operation[], description: Description): Reading {
  const fieldsOf = fieldReader(description);
  const gathered = new Map<string, Gathered>();
  const shapes: Shape[] = [];
  const at = (name: string): Gathered => {
    const known = gathered.get(name.toLowerCase()) ?? newlyGathered(name);
    gathered.set(name.toLowerCase(), known);
    return known;
  };
  const readResponse = (response: ErrorResponse): void => {
    const read = response.schemas.map((schema) => fieldsOf(schema, response.success ? (name) => /^errors?$/i.test(name) : undefined));
    const fields = either(read);
    const roles = [...fields.values()].flatMap((field) => {
      const role = roleOf(
        { path: field.path, types: field.types, values: [...field.values.keys()], examples: field.examples },
        response.problem,
      );
      return role === undefined || (response.success && role === "code" && field.values.size === 0) ? [] : [{ role, field }];
    });
    const status = response.status ?? statusIn(roles);
    for (const { role, field } of roles) {
      if (role !== "code") continue;
      const into = at(nameOf(field.path));
      addField(into, field, status);
      if (field.values.size === 0)
        for (const { path, code } of ownExamples(field, fields, response.problem)) addCode(at(nameOf(path)), code);
    }
    const examples = response.success
      ? []
      : response.examples.map(({ value, meaning }) => ({ meaning, codes: exemplified(value, fields, response.problem) }));
    for (const { meaning, codes } of examples)
      for (const { path, code, message } of codes) {
        // What an example of one error is called says what its code means.
        const entry = addCode(at(nameOf(path)), code, codes.length === 1 ? meaning : undefined, status);
        if (message !== undefined) entry.message ??= message;
      }
    shapes.push({ roles, examples: examples.flatMap(({ codes }) => codes.map(({ path }) => path)), response });
  };
  for (const { responses } of operations) for (const response of responses) readResponse(response);
  const { root } = description;
  const owners = [
    root,
    root.info,
    root.components,
    ...entriesOf(root.paths).map(([, item]) => item),
    ...operations.map(({ value }) => value),
  ];
  const main = (): Gathered => mainOf(gathered) ?? at("code");
  for (const listed of owners.flatMap((owner) => listedErrors(owner, description))) {
    const into = main();
    into.listed = true;
    addCode(into, listed.code, listed.meaning, listed.status).alone = true;
  }
  if (mainOf(gathered) === undefined) for (const response of schemasNamedErrors(description)) readResponse(response);
  if (mainOf(gathered) === undefined) for (const field of enumsNamedErrors(description)) addField(at("code"), field, undefined);
  for (const one of gathered.values()) settle(one);
  return { gathered, shapes };
}

const nameOf = (path: readonly string[]): string => path.findLast((part) => part !== "0") ?? "code";

/** A property's own example stands for a body of which no more is known. */
const ownExamples = ({ path, examples }: Field, fields: Fields, problem: boolean) =>
  examples.flatMap((value) =>
    exemplified(
      path.reduceRight<unknown>((inner, name) => (name === "0" ? [inner] : { [name]: inner }), value),
      fields,
      problem,
    ),
  );

/** A body whose `status` can be one alone says which status it comes with. */
function statusIn(roles: Shape["roles"]): number | undefined {
  const values = roles.filter(({ role }) => role === "status").flatMap(({ field }) => [...field.values.keys()]);
  return values.length === 1 ? Number(values[0]) : undefined;
}

/** Schemas called `Error` or `ApiErrorResponse`, for a description whose responses do not use them. */
function schemasNamedErrors({ root, follow }: Description): readonly ErrorResponse[] {
  const named = [...entriesOf(get(root, "components", "schemas")), ...entriesOf(root.definitions)];
  return named
    .filter(
      ([name, schema]) =>
        /(?:error|problem|fault)s?(?:response|body|details?|object|info|model|payload|schema|dto)?$/i.test(name) &&
        objectOf(follow(schema)),
    )
    .map(([, schema]) => ({ schemas: [schema], problem: false, examples: [], headers: [], success: false }));
}

function enumsNamedErrors(description: Description): readonly Field[] {
  const { root } = description;
  const named = [...entriesOf(get(root, "components", "schemas")), ...entriesOf(root.definitions)];
  const holder = {
    properties: Object.fromEntries(named.filter(([name]) => /err(?:or)?_?-?(?:code|type|kind|name|reason)s?$/i.test(name))),
  };
  return [...fieldReader(description)(holder).values()].filter(({ path, values }) => path.length === 1 && values.size > 0);
}

/** Those that say something, the main one first. */
function vocabulariesOf(gathered: ReadonlyMap<string, Gathered>): readonly Gathered[] {
  const telling = [...gathered.values()].filter(
    ({ name, codes, listed }) => codes.size > 0 && (listed || !isWeakName([name]) || gathered.size === 1),
  );
  return telling.map(ofOneType).sort((a, b) => (codeRank([a.name]) ?? 99) - (codeRank([b.name]) ?? 99));
}

const mainOf = (gathered: ReadonlyMap<string, Gathered>): Gathered | undefined => vocabulariesOf(gathered)[0];

/** Codes of a vocabulary are all strings or all numbers. */
function ofOneType(one: Gathered): Gathered {
  const numbers = [...one.codes.keys()].filter((code) => typeof code === "number").length;
  const type = numbers * 2 > one.codes.size ? "number" : "string";
  return numbers === 0 || numbers === one.codes.size
    ? one
    : { ...one, codes: new Map([...one.codes].filter(([code]) => typeof code === type)) };
}

const idOf = ({ name }: Pick<Gathered, "name">, index: number): string => (index === 0 ? "code" : name);

function vocabularyOf({ listed, open, codes }: Gathered): VocabularyFile {
  const type = typeof [...codes.keys()][0] === "number" ? "integer" : "string";
  if (!listed) return { type, completeness: "open", evidence: "The description has examples of them, no list." };
  return open
    ? { type, completeness: "open", evidence: "The description lists them, and allows others in places." }
    : { type, completeness: "listed", evidence: "The description lists them." };
}

function codesOf({ codes }: Gathered, vocabulary: string | undefined): readonly CodeFile[] {
  return [...codes.values()].map(({ code, statuses, meaning }) => {
    const [first, ...rest] = [...statuses].sort((a, b) => a - b);
    return {
      code,
      ...(vocabulary === undefined ? {} : { vocabulary }),
      ...(first === undefined ? {} : rest.length === 0 ? { status: first } : { statuses: [first, ...rest] }),
      ...(meaning === undefined ? {} : { meaning }),
    };
  });
}

/** Messages of the main vocabulary that lead to one code. `{}` would stand for what varies in a pattern. */
function messagesOf(main: Gathered | undefined): readonly MessageFile[] {
  const found = new Map<string, CodeValue | undefined>();
  for (const { code, message } of main?.codes.values() ?? []) {
    if (message !== undefined && !message.includes("{}")) found.set(message, found.has(message) ? undefined : code);
  }
  return [...found].flatMap(([pattern, code]) => (code === undefined ? [] : [{ pattern, code }]));
}

/** Contradictions are kept and told. */
function beyondEnums({ name, codes, listed, open, enums }: Gathered): readonly string[] {
  if (!listed || open) return [];
  const inEnums = new Set([...enums.values()].flatMap((group) => group.codes));
  if (inEnums.size === 0) return [];
  const others = [...codes.values()].filter(({ code, alone }) => !inEnums.has(code) && !alone).map(({ code }) => code);
  return others.length === 0
    ? []
    : [`Examples have values of ${name} that no enum lists: ${others.slice(0, 10).join(", ")}${others.length > 10 ? " …" : ""}.`];
}

function statusesOf(operations: readonly Operation[], { root }: Description): Readonly<Record<string, StatusFile>> {
  const retries = sharedRetries(
    root,
    operations.flatMap(({ value }) => (value === undefined ? [] : [value])),
  );
  const said = new Map<string, { readonly meanings: Set<string>; header?: string }>();
  for (const { status, meaning, headers } of operations.flatMap(({ responses }) => responses)) {
    if (status === undefined) continue;
    const known = said.get(String(status)) ?? { meanings: new Set() };
    if (meaning !== undefined) known.meanings.add(meaning);
    const header = headers.find((name) => /^retry-after$/i.test(name));
    if (header !== undefined) known.header = header;
    said.set(String(status), known);
  }
  for (const status of retries.keys()) if (!said.has(status)) said.set(status, { meanings: new Set() });
  const entries = [...said].map(([status, { meanings, header }]): readonly [string, StatusFile] => {
    const [meaning] = meanings;
    const retry: RetryFile | undefined = header === undefined ? (retries.get(status) ?? retries.get(`${status[0]}xx`)) : "after-header";
    const tells = meaning !== undefined && meanings.size === 1 && meaning.toLowerCase().replace(/[^a-z]/g, "") !== phraseOf(status);
    return [status, { ...(tells ? { meaning } : {}), ...(retry === undefined ? {} : { retry }) }];
  });
  return Object.fromEntries(entries.filter(([, entry]) => Object.keys(entry).length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const filled = <Key extends string, T>(key: Key, list: readonly T[]): Partial<Record<Key, readonly T[]>> =>
  list.length > 0 ? ({ [key]: list } as Partial<Record<Key, readonly T[]>>) : {};

const hostOf = (url: string): string => url.replace(/^https?:\/\//, "").replace(/\/.*$/, "");

function notesOf(file: ProviderFile, { outside }: Description, left: readonly string[]): readonly string[] {
  const [reference] = outside;
  return [
    ...(reference === undefined ? [] : [`${outside.size} references lead to other files, such as '${reference}', and were not followed`]),
    ...left.slice(0, 3).map((url) => `The server '${url}' is left out: it names no public host`),
    ...(file.baseUrls || file.hosts
      ? []
      : ['No host is known: add "baseUrls", or say under "bind" of faultline.json which calls are meant']),
    ...(listOf(file.codes).length > 0 ? [] : ["The description names no error codes"]),
  ];
}
