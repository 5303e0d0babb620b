import type { Connection, InitializeParams } from "vscode-languageserver";
import type { Project } from "../project/project";
import { describe } from "./guard";
import { type FolderSettings, readSettings } from "./settings";
import { toPath } from "./uris";

/** The workspace folders, by URI, and what the editor's settings say for each. */
export class Folders {
  private settings: readonly FolderSettings[] = [];

  constructor(
    private readonly connection: Connection,
    /** The editor answers `workspace/configuration`. */
    private readonly asks: boolean,
    private uris: readonly string[],
    /** Settings of an editor that is not asked. */
    private given: unknown,
  ) {}

  get paths(): readonly string[] {
    return this.uris.map(toPath);
  }

  changed(added: readonly string[], removed: readonly string[]): void {
    this.uris = [...this.uris.filter((uri) => !removed.includes(uri)), ...added];
  }

  /** The settings as the editor has them now; those of before where it gives none. */
  async read(given = this.given): Promise<readonly FolderSettings[]> {
    this.given = given;
    try {
      return await readSettings(this.connection, this.uris, this.asks, given);
    } catch (error) {
      this.connection.console.warn(`The editor gave no settings: ${describe(error)}`);
      return this.settings;
    }
  }

  /** True if the settings are others than before. */
  apply(settings: readonly FolderSettings[], project: Project): boolean {
    const same = JSON.stringify(settings) === JSON.stringify(this.settings);
    this.settings = settings;
    for (const { folder, rules } of settings) project.setRules(rules, folder === undefined ? undefined : toPath(folder));
    return !same;
  }

  /** Whether the settings let Faultline look at the files of a folder, or at those outside of every folder. */
  enabled(path: string | undefined): boolean {
    return this.of(path)?.enable !== false;
  }

  /** Whether the settings want lenses there. */
  lenses(path: string | undefined): boolean {
    return this.of(path)?.lens !== false;
  }

  /** Whether the settings want the status behind each code there. */
  hints(path: string | undefined): boolean {
    return this.of(path)?.hints === true;
  }

  private of(path: string | undefined): FolderSettings | undefined {
    const own = this.settings.find(({ folder }) => folder !== undefined && toPath(folder) === path);
    return own ?? this.settings.find(({ folder }) => folder === undefined);
  }
}

/** URIs of the folders, also from an editor that knows one root alone. */
export const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
