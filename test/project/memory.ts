import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildCodeTable, buildIndex, readProvider, readRetrierText } from "../../catalog/model/load";
import { type Analysis, type Environment, numbers, type SourceFile } from "../../server/core/analysis";
import type { Engine } from "../../server/project/engine";
import type { Assets, Host } from "../../server/project/host";
import { basename, dirname } from "../../server/project/path";
import type { Soon } from "../../server/project/soon";
import { retriers, retrierTexts } from "../retriers/bundled";

/** Files by path; a value `{ link }` is a symbolic link to a file or folder. Tests change them as a person would. */
export type Files = Map<string, string | { readonly link: string }>;

/** As a disk does, or as an editor that has to be asked. */
export type Answers = "at once" | "later";

export function memoryHost(files: Files, answers: Answers = "later"): Host & { readonly reads: string[] } {
  const reads: string[] = [];
  const give = <T>(value: T): Soon<T> => (answers === "at once" ? value : Promise.resolve(value));
  const real = (path: string, depth = 0): string | undefined => {
    if (depth > 20) return undefined;
    for (let at = path; ; at = dirname(at)) {
      const entry = files.get(at);
      if (entry !== undefined && typeof entry !== "string") return real(entry.link + path.slice(at.length), depth + 1);
      if (dirname(at) === at) return path;
    }
  };
  const isFolder = (path: string): boolean => [...files.keys()].some((file) => file.startsWith(`${path}/`));
  return {
    reads,
    atOnce: () => answers === "at once",
    read: (path) => {
      reads.push(path);
      const found = files.get(real(path) ?? "");
      return give(typeof found === "string" ? found : undefined);
    },
    stat: (path) => {
      const target = real(path) ?? "";
      const found = files.get(target);
      if (typeof found === "string") return give({ kind: "file", size: found.length, mtime: 0 } as const);
      return give(isFolder(target) ? ({ kind: "directory", size: 0, mtime: 0 } as const) : undefined);
    },
    realpath: (path) => {
      const target = real(path) ?? "";
      return give(files.has(target) || isFolder(target) ? target : undefined);
    },
    list: (directory) => {
      const target = real(directory) ?? "";
      const children = new Map<string, "file" | "directory" | "link">();
      for (const [path, entry] of files) {
        if (dirname(path) === target) children.set(basename(path), typeof entry === "string" ? "file" : "link");
        else if (path.startsWith(`${target}/`)) children.set(path.slice(target.length + 1).split("/")[0] as string, "directory");
      }
      return give([...children].map(([name, kind]) => ({ name, kind })));
    },
  };
}

/** The bundled data as the build makes it, straight from the sources. */
export function sourceAssets(): Assets {
  const root = join(__dirname, "../..");
  const folders = ["catalog/providers", "catalog/generated"].map((folder) => join(root, folder));
  const texts = new Map<string, string>(
    folders.flatMap((folder) =>
      jsonFiles(folder).map((name) => [`catalog/providers/${name}`, readFileSync(join(folder, name), "utf8")] as const),
    ),
  );
  const providers = [...texts.values()].map(readProvider);
  for (const [id, text] of retrierTexts) texts.set(`catalog/retriers/${id}.json`, text);
  const index = JSON.stringify(buildIndex(providers, retriers));
  const codes = JSON.stringify(buildCodeTable(providers));
  const pages = join(root, "server/core/rules");
  return {
    read: async (name) => {
      if (name === "catalog/index.json") return index;
      if (name === "catalog/codes.json") return codes;
      if (name.startsWith("rules/"))
        return readdirSync(pages).includes(basename(name)) ? readFileSync(join(pages, basename(name)), "utf8") : undefined;
      return texts.get(name);
    },
  };
}

/** Two invented bundled providers and a retry library, so that what the shipped ones say decides no test here. */
export function inventedAssets(answers: Answers = "later"): Assets & { readonly reads: string[] } {
  const reads: string[] = [];
  const texts = new Map<string, string>(
    [
      { id: "shop", name: "Shop", hosts: ["api.shop.test"], codes: [{ code: "no_stock", status: 409 }] },
      { id: "mail", name: "Mail", hosts: ["api.mail.test"], codes: [{ code: "bounced", status: 422 }, "muted"] },
    ].map((file) => [`catalog/providers/${file.id}.json`, JSON.stringify(file)]),
  );
  const providers = [...texts.values()].map(readProvider);
  const again = { id: "again", name: "Again", packages: ["@again/core", "again"], range: ">=1", sees: "errors", uses: [] };
  const text = JSON.stringify({ ...again, verified: [], defaults: {}, options: {} });
  texts.set("catalog/retriers/again.json", text);
  texts.set("catalog/index.json", JSON.stringify(buildIndex(providers, [readRetrierText(text)])));
  texts.set("catalog/codes.json", JSON.stringify(buildCodeTable(providers)));
  return {
    reads,
    read: (name) => {
      reads.push(name);
      return answers === "at once" ? texts.get(name) : Promise.resolve(texts.get(name));
    },
    ...(answers === "at once" && { atOnce: true }),
  };
}

const jsonFiles = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith(".json"));

/** A core that does what the test says; every call of it is kept. */
export function scriptedEngine(
  analyze: (file: SourceFile, environment: Environment) => Partial<Analysis>,
): Engine & { readonly calls: Environment[] } {
  const calls: Environment[] = [];
  const facts = {
    base: 0,
    functions: [],
    bindings: [],
    classes: [],
    imports: [],
    exports: [],
    comments: [],
    errors: [],
    ends: [0],
  };
  const rule = (id: string) => ({ id, summary: `About ${id}`, severity: "warning" as const });
  return {
    calls,
    rules: ["unknown-code", "wrong-field", "message-match", "impossible-branch"].map(rule),
    read: async (path, text, previous) => ({ parsed: { path, text, facts, tree: previous ? "reparsed" : "parsed" } }),
    fixAll: ({ findings }) => findings.flatMap(({ fixes }) => fixes.filter(({ safe }) => safe).flatMap(({ edits }) => edits)),
    why: () => [],
    prefilter: () => () => true,
    numbers,
    analyze: (file, environment) => {
      calls.push(environment);
      return {
        file,
        environment,
        findings: [],
        needs: { modules: [], providers: [], retriers: [] },
        ...analyze(file, environment),
      } as Analysis;
    },
  };
}
