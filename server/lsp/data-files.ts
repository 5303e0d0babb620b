import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from "vscode-languageserver";
import type { Host } from "../project/host";
import type { Snapshot } from "./convert";
import { Documents } from "./documents";
import { toPath } from "./uris";

/** How long a configuration or catalog must rest before what it says counts, in milliseconds. */
const pause = 200;

/** `faultline.json` and the catalogs it names, never code: they have problems, but no findings. */
export const isData = (uri: string, languageId?: string): boolean =>
  languageId === "json" || languageId === "jsonc" || /\.jsonc?$/.test(toPath(uri));

/** The JSON files that are open in the editor. What stands in one counts as it is typed, saved or not. */
export class DataFiles {
  private readonly documents = new Documents();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly disk: Host,
    /** Told of a file whose text is another now. */
    private readonly changed: (path: string) => void,
  ) {}

  /** The machine's files, but what is open as it stands in the editor. A file that is gone from the disk is gone here too. */
  get host(): Host {
    return { ...this.disk, read: (path) => this.documents.at(path)?.text ?? this.disk.read(path) };
  }

  get(uri: string): Snapshot | undefined {
    return this.documents.get(uri);
  }

  at(path: string): Snapshot | undefined {
    return this.documents.at(path);
  }

  /** What was open before a crash may hold unsaved text from the start. */
  async opened(params: DidOpenTextDocumentParams): Promise<void> {
    const { uri, text } = params.textDocument;
    this.documents.opened(params);
    if ((await this.disk.read(toPath(uri))) !== text) this.schedule(uri);
  }

  edited(params: DidChangeTextDocumentParams): void {
    this.documents.changed(params);
    this.schedule(params.textDocument.uri);
  }

  /** What was not saved counts no more. */
  closed(uri: string): void {
    this.documents.closed(uri);
    this.schedule(uri);
  }

  private schedule(uri: string): void {
    clearTimeout(this.timers.get(uri));
    const run = (): void => {
      this.timers.delete(uri);
      this.changed(toPath(uri));
    };
    this.timers.set(uri, setTimeout(run, pause));
  }
}
