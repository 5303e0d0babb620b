import { glob } from "./glob";
import type { Host } from "./host";
import { dirname, isInside, join } from "./path";
import { answer, kept, once, type Soon, type Steps, soon, together } from "./soon";

/** A package of a workspace, and what of it an import asks for: of `@acme/errors/http` the `http`. */
export interface Part {
  readonly name: string;
  readonly directory: string;
  readonly rest: string;
}

/** The packages that a repository consists of, by the workspaces of npm, yarn and pnpm, and of Lerna. Nothing needs to be installed. */
export class Workspaces {
  /** By directory: the root's packages that hold for it. */
  private readonly roots = new Map<string, Soon<ReadonlyMap<string, string>>>();

  constructor(private readonly host: Host) {}

  clear(): void {
    this.roots.clear();
  }

  /** `package("/w/apps/web/src", "/w", "@acme/errors/http")` is the package in `/w/packages/errors`, of it `http`. */
  *package(directory: string, folder: string, source: string): Steps<Part | undefined> {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? "";
    const found = (yield* answer(this.above(directory, folder))).get(name);
    return found === undefined ? undefined : { name, directory: found, rest: source.slice(name.length + 1) };
  }

  /** The packages of the nearest root from a directory upwards. */
  private above(directory: string, folder: string): Soon<ReadonlyMap<string, string>> {
    return kept(this.roots, directory, () => soon(this.find(directory, folder)));
  }

  private *find(directory: string, folder: string): Steps<ReadonlyMap<string, string>> {
    const patterns = yield* this.patterns(directory);
    if (patterns.length > 0) return yield* this.packages(directory, patterns);
    const up = dirname(directory);
    return directory === folder || up === directory || !isInside(folder, up) ? NONE : yield* answer(this.above(up, folder));
  }

  /** What a root says where its packages are; nothing in a directory that is no root. */
  private *patterns(directory: string): Steps<readonly string[]> {
    const names = ["package.json", "lerna.json", "pnpm-workspace.yaml"];
    const [manifest, lerna, pnpm] = yield* answer(together(names.map((name) => soon(this.read(join(directory, name))))));
    const { workspaces } = json(manifest);
    const listed = Array.isArray(workspaces) ? workspaces : record(workspaces).packages;
    const ofPnpm = pnpm === undefined ? [] : record(yield* yaml(pnpm)).packages;
    return [listed, json(lerna).packages, ofPnpm]
      .flat()
      .filter((pattern): pattern is string => typeof pattern === "string")
      .slice(0, MAX_PATTERNS);
  }

  private *packages(root: string, patterns: readonly string[]): Steps<ReadonlyMap<string, string>> {
    const excluded = patterns.flatMap((p) => compiled(p.startsWith("!") ? p.slice(1) : undefined));
    const found = new Map<string, string>();
    for (const pattern of patterns) {
      for (const directory of pattern.startsWith("!") ? [] : yield* this.directories(root, pattern)) {
        if (excluded.some((g) => g.matches(directory.slice(root.length + 1)))) continue;
        const { name } = json(yield* this.read(join(directory, "package.json")));
        if (typeof name === "string" && !found.has(name)) found.set(name, directory);
      }
    }
    return found;
  }

  /** The directories that a pattern names: `packages/*` those in `packages`. */
  private *directories(root: string, pattern: string): Steps<readonly string[]> {
    const [matcher] = compiled(pattern.replace(/\/package\.json$/, ""));
    if (!matcher) return [];
    const segments = pattern.split("/").filter((segment) => segment !== "" && segment !== ".");
    const plain = segments.findIndex((segment) => /[*?{]/.test(segment));
    if (plain === -1) return [join(root, pattern)];
    const depth = segments.includes("**") ? MAX_DEPTH : segments.length - plain;
    const found: string[] = [];
    const { host } = this;
    function* visit(directory: string, left: number): Steps<void> {
      for (const { name, kind } of yield* answer(host.list(directory))) {
        if (kind !== "directory" || name === "node_modules" || name.startsWith(".") || found.length > MAX_PACKAGES) continue;
        const path = join(directory, name);
        if (matcher?.matches(path.slice(root.length + 1))) found.push(path);
        if (left > 1) yield* visit(path, left - 1);
      }
    }
    yield* visit(join(root, segments.slice(0, plain).join("/")), depth);
    return found.sort();
  }

  private *read(path: string): Steps<string | undefined> {
    const stat = yield* answer(this.host.stat(path));
    return stat?.kind === "file" && stat.size <= MAX_SIZE ? yield* answer(this.host.read(path)) : undefined;
  }
}

const MAX_SIZE = 1_000_000;
const MAX_PATTERNS = 100;
const MAX_PACKAGES = 5_000;
/** How deep `**` goes. */
const MAX_DEPTH = 4;
const NONE: ReadonlyMap<string, string> = new Map();

function compiled(pattern: string | undefined) {
  const made = pattern === undefined ? "none" : glob(pattern);
  return typeof made === "string" ? [] : [made];
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function json(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

/** The library that reads pnpm's list, loaded with the first. */
export const loadYaml = once(() => import("js-yaml"));

function* yaml(text: string): Steps<unknown> {
  const { load, JSON_SCHEMA } = yield* answer(loadYaml());
  try {
    return load(text, { schema: JSON_SCHEMA });
  } catch {
    return undefined;
  }
}
