import type { Resolver } from "enhanced-resolve";
import { staysInside } from "./configurations";
import { isSource } from "./files";
import type { Host } from "./host";
import { dirname, isInside, rootOf } from "./path";
import { resolverFiles } from "./resolver-files";
import { answer, handed, kept, once, type Soon, type Steps, soon, together } from "./soon";
import { loadYaml, Workspaces } from "./workspaces";

/** Which file of a workspace an import names, as TypeScript, Node and bundlers find it. Packages from elsewhere are not looked for. */
export class Imports {
  private readonly found = new Map<string, Soon<string | undefined>>();
  private readonly workspaces: Workspaces;
  /** By what stands before the first `/` of a path: nothing, a drive, the scheme and authority of a virtual file system. */
  private readonly resolvers = new Map<string, Soon<Resolver>>();

  private readonly host: Host;

  constructor(
    host: Host,
    private readonly folderOf: (path: string) => string | undefined,
  ) {
    this.host = confined(host, folderOf);
    this.workspaces = new Workspaces(this.host);
  }

  /**
   * `resolve("/w/src/a.ts", "./api")` is `"/w/src/api.ts"`, or `"/w/src/api/index.ts"`; `"@acme/errors"` is a file of the package
   * `@acme/errors` of the same workspace. Undefined for what is not there, is no source, or lies outside the workspace folder.
   */
  resolve(from: string, source: string): Soon<string | undefined> {
    return kept(this.found, `${dirname(from)}\n${source}`, () => soon(this.search(from, source)));
  }

  /** Loads the libraries that `resolve` makes use of; after that it waits for the host alone. */
  async ready(): Promise<void> {
    await Promise.all([loadLibrary(), loadYaml()]);
  }

  /** Forgets everything, as a file that comes or goes can change what any import names. */
  clear(): void {
    this.found.clear();
    this.workspaces.clear();
    this.resolvers.clear();
  }

  private *search(from: string, source: string): Steps<string | undefined> {
    const folder = this.folderOf(from);
    if (folder === undefined || source.length > MAX_LENGTH || /^(?:node|data|https?|virtual|npm|jsr|bun):|[\0?!]/.test(source))
      return undefined;
    const resolved = yield* this.inside(yield* this.ask(dirname(from), source), folder);
    if (resolved !== undefined || /^[./#]/.test(source)) return resolved;
    const part = yield* this.workspaces.package(dirname(from), folder, source);
    return part && (yield* this.ofPackage(part.directory, part.rest, part.name, folder));
  }

  /** Of a package of the workspace its sources, rather than what is built of them. */
  private *ofPackage(directory: string, rest: string, name: string, folder: string): Steps<string | undefined> {
    const published = yield* this.inside(yield* this.ask(directory, rest === "" ? name : `${name}/${rest}`), folder);
    const entry = published ?? (rest === "" ? yield* this.inside(yield* this.ask(directory, "."), folder) : undefined);
    if (entry !== undefined && !/\/(?:dist|lib|build|out|cjs|esm)\//.test(entry.slice(directory.length))) return entry;
    for (const place of rest === "" ? ["src/index", "index", "src/main", "lib/index"] : [`src/${rest}`, rest, `lib/${rest}`]) {
      const source = yield* this.inside(yield* this.ask(directory, `./${place}`), folder);
      if (source !== undefined) return source;
    }
    return entry;
  }

  private *ask(directory: string, request: string): Steps<string | undefined> {
    const volume = rootOf(directory).replace(/\/$/, "");
    const resolver = yield* answer(kept(this.resolvers, volume, () => soon(makeResolver(this.host, volume))));
    const from = directory.slice(volume.length) || "/";
    const found = handed<string | undefined>((done) =>
      resolver.resolve({}, from, request, {}, (error, path) => done(error || !path ? undefined : `${volume}${path}`)),
    );
    return yield* answer(found);
  }

  /** The real path of a source in the workspace folder, outside of every `node_modules`. */
  private *inside(path: string | undefined, folder: string): Steps<string | undefined> {
    if (path === undefined || !isSource(path)) return undefined;
    const [real, realFolder] = yield* answer(together([this.host.realpath(path), this.host.realpath(folder)]));
    if (real === undefined || realFolder === undefined || !isInside(realFolder, real) || real.includes("/node_modules/")) return undefined;
    // As the editor calls it: a folder that is itself a link keeps its own name.
    return `${folder}${real.slice(realFolder.length)}`;
  }
}

/** What decides where an import leads is read in the workspace folders alone, links resolved: no manifest above or beside them. */
const confined = (host: Host, folderOf: (path: string) => string | undefined): Host => ({
  ...host,
  read: (path) => soon(readInside(host, folderOf(path), path)),
});

function* readInside(host: Host, folder: string | undefined, path: string): Steps<string | undefined> {
  return folder !== undefined && (yield* answer(staysInside(host, folder, path))) ? yield* answer(host.read(path)) : undefined;
}

/** No specifier that a person writes is longer. */
const MAX_LENGTH = 500;

const loadLibrary = once(() => import("enhanced-resolve"));

function* makeResolver(host: Host, volume: string): Steps<Resolver> {
  const { default: resolve } = yield* answer(loadLibrary());
  return resolve.ResolverFactory.createResolver({
    fileSystem: resolverFiles(host, volume) as never,
    extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
    extensionAlias: {
      ".js": [".ts", ".tsx", ".js", ".jsx"],
      ".jsx": [".tsx", ".jsx"],
      ".mjs": [".mts", ".mjs"],
      ".cjs": [".cts", ".cjs"],
    },
    conditionNames: ["source", "import", "require", "node", "default"],
    mainFields: ["source", "module", "main"],
    // What is installed is nobody's own code, and it is big.
    modules: [],
    symlinks: false,
    unsafeCache: false,
    pnpApi: null,
    tsconfig: { references: "auto" },
  });
}
