/** The page in the colours of the editor's theme; where those give no contrast, lines do. */
export const style = `
body { padding: 0 2rem 3rem; max-width: 70rem; margin: 0 auto; line-height: 1.45; color: var(--vscode-foreground); }
[hidden] { display: none !important; }
h1 { font-size: 1.9em; font-weight: 600; margin: 1.5rem 0 0.25rem; }
h2 { font-size: 1.25em; font-weight: 600; margin: 2.25rem 0 0.5rem; }
h2 small, .note, header > p, .todo span, #shown { color: var(--vscode-descriptionForeground); font-weight: normal; }
h3 { font-size: 1.05em; font-weight: 600; margin: 1.5rem 0 0.35rem; display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; }
.number { font-family: var(--vscode-editor-font-family); font-size: 1.15em; }
p { margin: 0.2rem 0; }
a { color: var(--vscode-textLink-foreground); }
h3 a { font-weight: normal; font-size: 0.95em; }
a:hover { color: var(--vscode-textLink-activeForeground); }
code { font-family: var(--vscode-editor-font-family); font-size: 0.95em; padding: 0; color: inherit; background: none; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1.25rem; margin: 0.75rem 0; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; overflow-wrap: anywhere; }
dd code { margin-right: 0.75rem; }
.tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center;
  padding: 0.75rem 0; background: var(--vscode-editor-background); border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
.filter { flex: 1 1 14rem; }
.filter input { width: 100%; box-sizing: border-box; padding: 0.35rem 0.5rem; font: inherit; color: var(--vscode-input-foreground);
  background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent)); border-radius: 3px; }
.filter input::placeholder { color: var(--vscode-input-placeholderForeground); }
.only { display: flex; gap: 0.4rem; align-items: center; }
.only input { accent-color: var(--vscode-button-background); margin: 0; }
#shown { min-width: 7rem; text-align: right; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
section.status { content-visibility: auto; contain-intrinsic-size: auto 12rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0.5rem 0 0.75rem; }
col.code { width: 30%; }
col.retries { width: 10.5rem; }
col.count { width: 6.5rem; }
tbody th { position: relative; text-align: left; font-weight: 600; }
tbody td:last-child { text-align: right; }
th, td { padding: 0.5rem 0.75rem; vertical-align: top; }
tbody tr { border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-panel-border))); }
tbody tr:hover { background: var(--vscode-list-hoverBackground); }
tbody tr[data-used="true"] th { box-shadow: inset 3px 0 0 var(--vscode-charts-blue, currentColor); }
.here, .here:focus-visible { background: var(--vscode-list-inactiveSelectionBackground); outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.retry { display: inline-flex; align-items: baseline; gap: 0.45em; font-weight: normal; font-size: 0.95em; }
.retry::before { content: ""; flex: none; width: 0.6em; height: 0.6em; border-radius: 50%; background: var(--retry, transparent); border: 1px solid var(--retry, currentColor); }
.unspecified { color: var(--vscode-descriptionForeground); }
.never { --retry: var(--vscode-charts-red); }
.fix-first { --retry: var(--vscode-charts-yellow); }
.conditional { --retry: var(--vscode-charts-purple); }
.wait-reset { --retry: var(--vscode-charts-blue); }
.after-header, .after-header-else-backoff, .backoff, .short-delay { --retry: var(--vscode-charts-green); }
button { font: inherit; cursor: pointer; border-radius: 3px; }
.uses, .link { padding: 0; border: 0; background: none; color: var(--vscode-textLink-foreground); font-weight: normal; }
.uses:hover, .link:hover { text-decoration: underline; }
.quiet { position: absolute; right: 0.25rem; top: 0.5rem; padding: 0 0.4rem; font-size: 0.85em; font-weight: normal; opacity: 0; color: var(--vscode-button-secondaryForeground, inherit);
  background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); }
tr:hover .quiet, .quiet:focus-visible { opacity: 1; }
footer { margin-top: 2.5rem; }
footer ul { padding-left: 1.25rem; }
@media (max-width: 46rem) {
  body { padding: 0 1rem 2rem; }
  #shown { min-width: 0; text-align: left; }
  table, tbody, tr, tbody th, tbody td { display: block; width: auto !important; text-align: left !important; }
  tbody tr { padding: 0.4rem 0; }
  th, td { padding: 0.15rem 0.75rem; }
}
`;
