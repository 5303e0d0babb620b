import type { Resolver } from "enhanced-resolve";
import { staysInside } from "./configurations";
import { isSource } from "./files";
import type { Host } from "./host";
import { dirname, isInside, rootOf } from "./path";
import { resolverFiles } from "./resolver-files";
import { Workspaces } from "./workspaces";

/** Which file of a workspace an import names, as TypeScript, Node and bundlers find it. Packages from elsewhere are not looked for. */
export class Imports {
  private readonly found = new Map<string, Promise<string | undefined>>();
  private readonly workspaces: Workspaces;
  /** By what stands before the first `/` of a path: nothing, a drive, the scheme and authority of a virtual file system. */
  private readonly resolvers = new Map<string, Promise<Resolver>>();

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
  resolve(from: string, source: string): Promise<string | undefined> {
    const key = `${dirname(from)}\n${source}`;
    let found = this.found.get(key);
    if (!found) {
      found = this.search(from, source).catch(() => undefined);
      this.found.set(key, found);
    }
    return found;
  }

  /** Forgets everything, as a file that comes or goes can change what any import names. */
  clear(): void {
    this.found.clear();
    this.workspaces.clear();
    this.resolvers.clear();
  }

  private async search(from: string, source: string): Promise<string | undefined> {
    const folder = this.folderOf(from);
    if (folder === undefined || source.length > MAX_LENGTH || /^(?:node|data|https?|virtual|npm|jsr|bun):|[\0?!]/.test(source))
      return undefined;
    const resolved = await this.inside(await this.ask(dirname(from), source), folder);
    if (resolved !== undefined || /^[./#]/.test(source)) return resolved;
    const part = await this.workspaces.package(dirname(from), folder, source);
    return part && (await this.ofPackage(part.directory, part.rest, part.name, folder));
  }

  /** Of a package of the workspace its sources, rather than what is built of them. */
  private async ofPackage(directory: string, rest: string, name: string, folder: string): Promise<string | undefined> {
    const published = await this.inside(await this.ask(directory, rest === "" ? name : `${name}/${rest}`), folder);
    const entry = published ?? (rest === "" ? await this.inside(await this.ask(directory, "."), folder) : undefined);
    if (entry !== undefined && !/\/(?:dist|lib|build|out|cjs|esm)\//.test(entry.slice(directory.length))) return entry;
    for (const place of rest === "" ? ["src/index", "index", "src/main", "lib/index"] : [`src/${rest}`, rest, `lib/${rest}`]) {
      const source = await this.inside(await this.ask(directory, `./${place}`), folder);
      if (source !== undefined) return source;
    }
    return entry;
  }

  private async ask(directory: string, request: string): Promise<string | undefined> {
    const volume = rootOf(directory).replace(/\/$/, "");
    const resolver = this.resolvers.get(volume) ?? makeResolver(this.host, volume);
    this.resolvers.set(volume, resolver);
    const from = directory.slice(volume.length) || "/";
    const asked = await resolver;
    return new Promise((done) =>
      asked.resolve({}, from, request, {}, (error, path) => done(error || !path ? undefined : `${volume}${path}`)),
    );
  }

  /** The real path of a source in the workspace folder, outside of every `node_modules`. */
  private async inside(path: string | undefined, folder: string): Promise<string | undefined> {
    if (path === undefined || !isSource(path)) return undefined;
    const [real, realFolder] = await Promise.all([this.host.realpath(path), this.host.realpath(folder)]);
    if (real === undefined || realFolder === undefined || !isInside(realFolder, real) || real.includes("/node_modules/")) return undefined;
    // As the editor calls it: a folder that is itself a link keeps its own name.
    return `${folder}${real.slice(realFolder.length)}`;
  }
}

/** What decides where an import leads is read in the workspace folders alone, links resolved: no manifest above or beside them. */
const confined = (host: Host, folderOf: (path: string) => string | undefined): Host => ({
  ...host,
  async read(path) {
    const folder = folderOf(path);
    return folder !== undefined && (await staysInside(host, folder, path)) ? host.read(path) : undefined;
  },
});

/** No specifier that a person writes is longer. */
const MAX_LENGTH = 500;

async function makeResolver(host: Host, volume: string): Promise<Resolver> {
  const { default: resolve } = await import("enhanced-resolve");
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
