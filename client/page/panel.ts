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
  /** Providers whose page is asked for and not there yet. */
  private readonly opening = new Map<string, Promise<ProviderDetail | null>>();
  private readonly registered: vscode.Disposable;

  constructor(
    private readonly session: Session,
    private readonly uses: Uses,
  ) {
    this.registered = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state: { readonly key?: unknown } | undefined) => {
          const detail = typeof state?.key === "string" ? await this.load(state.key) : null;
          if (!detail) return panel.dispose();
          panel.webview.options = { enableScripts: true, localResourceRoots: [] };
          this.fill(panel, detail, { key: detail.key });
        },
      }),
      session.onDidChangeUses(() => {
        for (const page of this.open.values()) void page.refresh();
      }),
    );
  }

  /** Shows the page, at a code where one is given. False where there is no such provider. */
  async show(target: Target): Promise<boolean> {
    if (this.goTo(target)) return true;
    const opening = this.opening.get(target.key) ?? this.load(target.key);
    this.opening.set(target.key, opening);
    const detail = await opening.finally(() => this.opening.delete(target.key));
    if (!detail) return false;
    // Who is impatient asks twice.
    if (this.goTo(target)) return true;
    const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
    this.fill(vscode.window.createWebviewPanel(viewType, titleOf(detail), vscode.ViewColumn.Active, options), detail, target);
    return true;
  }

  /** True if the page is there. */
  private goTo(target: Target): boolean {
    const page = this.open.get(target.key);
    page?.goTo(target);
    return page !== undefined;
  }

  dispose(): void {
    this.registered.dispose();
    for (const page of this.open.values()) page.panel.dispose();
  }

  private load(key: string): Promise<ProviderDetail | null> {
    return this.session.request<ProviderDetail | null>(providerRequest, { key });
  }

  private fill(panel: vscode.WebviewPanel, detail: ProviderDetail, target: Target): void {
    const page = new Page(panel, this.session, detail);
    this.open.set(target.key, page);
    const held = this.uses.hold();
    panel.onDidDispose(() => {
      held.dispose();
      this.open.delete(target.key);
    });
    page.goTo(target);
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
    panel.title = titleOf(detail);
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

const titleOf = ({ name }: ProviderDetail): string => name.slice(0, 60);

const withoutUses = (detail: ProviderDetail): string =>
  JSON.stringify(detail, (name, value: unknown) => (name === "uses" || name === "usedIn" ? 0 : value));

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}
