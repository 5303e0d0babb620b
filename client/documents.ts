/** The languages that start the extension, as in the manifest's `activationEvents`. */
const languages = ["javascript", "javascriptreact", "typescript", "typescriptreact", "vue", "svelte", "astro", "html"] as const;

/** Files that hold scripts and whose language another extension brings: without it they are plain text. */
const pattern = "**/*.{vue,svelte,astro}";

/**
 * Where documents may lie. `git`, `vscode-chat-code-block` and the like are views of other documents: nobody can edit them.
 * `vscode-remote` shows only in a browser's extension host; beside the files themselves a remote document's scheme is `file`.
 */
const schemes = ["file", "untitled", "vscode-vfs", "vscode-remote", "vscode-test-web"] as const;

type Filter = { readonly scheme: string } & ({ readonly language: string } | { readonly pattern: string });

/** What Faultline looks at: every language in every scheme, and the components that have none. */
export const documentSelector: readonly Filter[] = schemes.flatMap((scheme) => [
  ...languages.map((language) => ({ scheme, language })),
  { scheme, pattern },
]);
