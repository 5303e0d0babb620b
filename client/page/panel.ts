import * as vscode from "vscode";
import { type ProviderDetail, providerPageUri, providerRequest } from "../../server/lsp/protocol";
import { copy, findUsages } from "../code-actions";
import type { Session } from "../session";
import type { Uses } from "../uses";
import { entryAt, renderPage, rowOf, usesByRow } from "./html";

const viewType = "faultline.provider";

/** Which page, and which code on it. */
export interface Target {
  readonly key: string;
  readonly code?: string | number;
  readonly vocabulary?: string;
  readonly status?: number | "4xx" | "5xx" | undefined;
}

/** The pages of providers: one for each, which goes with the theme and with what the workspace names. */
export class ProviderPages implements vscode.Disposable {
  private readonly open = new Map<string, Page>();
  private readonly registered: vscode.Disposable;

  constructor(
    private readonly session: Session,
    private readonly uses: Uses,
  ) {
    this.registered = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state: { readonly key?: unknown } | undefined) => {
          if (typeof state?.key !== "string" || !(await this.fill(panel, { key: state.key }))) panel.dispose();
        },
      }),
      session.onDidChangeUses(() => {
        for (const page of this.open.values()) void page.refresh();
      }),
    );
  }

  /** Shows the page, at a code where one is given. False where there is no such provider. */
  async show(target: Target): Promise<boolean> {
    const known = this.open.get(target.key);
    if (known) {
      known.goTo(target);
      return true;
    }
    const panel = vscode.window.createWebviewPanel(viewType, "Error Codes", vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    const filled = await this.fill(panel, target);
    if (!filled) panel.dispose();
    return filled;
  }

  dispose(): void {
    this.registered.dispose();
    for (const page of this.open.values()) page.panel.dispose();
  }

  private async fill(panel: vscode.WebviewPanel, target: Target): Promise<boolean> {
    const detail = await this.session.request<ProviderDetail | null>(providerRequest, { key: target.key });
    if (detail === null) return false;
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    const page = new Page(panel, this.session, detail);
    this.open.set(target.key, page);
    const held = this.uses.hold();
    panel.onDidDispose(() => {
      held.dispose();
      this.open.delete(target.key);
    });
    page.goTo(target);
    return true;
  }
}

class Page {
  private ready = false;
  private wanted: string | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly session: Session,
    private detail: ProviderDetail,
  ) {
    panel.title = detail.name.slice(0, 60);
    panel.webview.onDidReceiveMessage((message: unknown) => this.received(message as Readonly<Record<string, unknown>>));
    this.render();
  }

  goTo({ code, vocabulary, status }: Target): void {
    // What is hidden has no page: it is made anew, and says when.
    this.ready &&= this.panel.visible;
    this.panel.reveal();
    this.wanted = code === undefined ? undefined : rowOf(this.detail, code, vocabulary, status);
    this.send();
  }

  /** Counts are changed in place; for anything else the page is made anew, and keeps its filter. */
  async refresh(): Promise<void> {
    if (!this.panel.visible) return;
    const next = await this.session.request<ProviderDetail | null>(providerRequest, { key: this.detail.key }).catch(() => null);
    if (next === null) return;
    const same = withoutUses(next) === withoutUses(this.detail);
    this.detail = next;
    if (same) void this.panel.webview.postMessage({ uses: usesByRow(next) });
    else this.render();
  }

  private render(): void {
    this.ready = false;
    this.panel.webview.html = renderPage(this.detail, nonce());
  }

  private send(): void {
    if (!this.ready || this.wanted === undefined) return;
    void this.panel.webview.postMessage({ go: this.wanted });
    this.wanted = undefined;
  }

  /** From the page, so of any shape: what it names is looked up in what it was made of. */
  private async received(message: Readonly<Record<string, unknown>> | null): Promise<void> {
    if (message === null || typeof message !== "object") return;
    if ("ready" in message) {
      this.ready = true;
      this.send();
      await this.refresh();
    }
    const { key, id, files } = this.detail;
    if (message.do === "text") await vscode.window.showTextDocument(vscode.Uri.parse(providerPageUri(id), true));
    if (message.do === "file" && files[0] !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(files[0], true));
    const copied = "copy" in message ? entryAt(this.detail, message.copy)?.code : undefined;
    if (copied) await copy(String(copied.code));
    const found = "uses" in message ? entryAt(this.detail, message.uses) : undefined;
    if (found?.code)
      await findUsages(this.session, { key, vocabulary: found.code.vocabulary, code: found.code.code }, String(found.code.code));
    else if (typeof found?.group.status === "number")
      await findUsages(this.session, { key, status: found.group.status }, String(found.group.status));
  }
}

const withoutUses = (detail: ProviderDetail): string =>
  JSON.stringify(detail, (name, value: unknown) => (name === "uses" || name === "usedIn" ? 0 : value));

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}
