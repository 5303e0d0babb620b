/** What the editor gives a page to talk to it. */
interface Api {
  postMessage(message: object): void;
  getState(): { readonly filter?: string; readonly only?: boolean } | undefined;
  setState(state: object): void;
}

/** What runs in the page: filtering, and messages to and fro. It goes there as text, so it uses nothing from outside itself. */
export function pageScript(api: Api): void {
  const filter = document.getElementById("filter") as HTMLInputElement;
  const only = document.getElementById("only") as HTMLInputElement;
  const shown = document.getElementById("shown") as HTMLElement;
  const none = document.getElementById("none") as HTMLElement;
  const all = (selector: string, within: ParentNode = document): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(selector)];
  const fits = ({ dataset: { used, text = "" } }: HTMLElement, words: readonly string[], around = ""): boolean =>
    (!only.checked || used === "true") && words.every((word) => text.includes(word) || around.includes(word));

  /** A status shows with those of its codes that fit; with all of them where it fits itself. */
  const apply = (): void => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let rows = 0;
    for (const part of all("section.class")) {
      for (const status of all("section.status", part)) {
        const own = fits(status, words);
        let some = false;
        for (const row of all("tbody tr", status)) {
          const is = fits(row, words, status.dataset.text);
          row.hidden = !is;
          some ||= is;
          if (is) rows++;
        }
        status.hidden = !own && !some;
      }
      part.hidden = all("section.status", part).every((status) => status.hidden);
    }
    const total = Number(shown.dataset.total);
    shown.textContent = total === 0 ? "" : rows === total ? `${total} ${total === 1 ? "code" : "codes"}` : `${rows} of ${total} codes`;
    none.hidden = !all("section.class").every((part) => part.hidden);
    api.setState({ key: document.body.dataset.key, filter: filter.value, only: only.checked });
  };

  const goTo = (row: string): void => {
    const target = document.getElementById(`row-${row}`);
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) {
      filter.value = "";
      only.checked = false;
      apply();
    }
    for (const old of all(".here")) old.classList.remove("here");
    target.classList.add("here");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };

  const count = (uses: Readonly<Record<string, string>>): void => {
    for (const button of all("button[data-uses]")) {
      const text = uses[button.dataset.uses ?? ""] ?? "";
      if (button.textContent === text) continue;
      button.textContent = text;
      button.hidden = text === "";
      button.setAttribute("aria-label", `${text} ${button.getAttribute("aria-label")?.replace(/^\d+ usages? /, "") ?? ""}`);
      const entry = button.closest<HTMLElement>("[data-used]");
      if (entry) entry.dataset.used = String(text !== "");
    }
    if (only.checked) apply();
  };

  filter.addEventListener("input", apply);
  only.addEventListener("change", apply);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== filter) {
      event.preventDefault();
      filter.focus();
      filter.select();
    }
    if (event.key === "Escape" && document.activeElement === filter) {
      filter.value = "";
      apply();
    }
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("button") : null;
    if (button) api.postMessage({ ...button.dataset });
  });
  window.addEventListener(
    "message",
    ({ data }: MessageEvent<{ readonly go?: string; readonly uses?: Readonly<Record<string, string>> }>) => {
      if (data.uses) count(data.uses);
      if (data.go !== undefined) goTo(data.go);
    },
  );

  const before = api.getState();
  filter.value = before?.filter ?? "";
  only.checked = before?.only ?? false;
  apply();
  api.postMessage({ ready: "" });
}
