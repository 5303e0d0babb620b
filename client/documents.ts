/** The languages that start the extension, as in the manifest's `activationEvents`. */
const languages = ["javascript", "javascriptreact", "typescript", "typescriptreact"] as const;

/**
 * Where documents may lie. `git`, `vscode-chat-code-block` and the like are views of other documents: nobody can edit them.
 * `vscode-remote` shows only in a browser's extension host; beside the files themselves a remote document's scheme is `file`.
 */
const schemes = ["file", "untitled", "vscode-vfs", "vscode-remote", "vscode-test-web"] as const;

/** What Faultline looks at: every language in every scheme. */
export const documentSelector: readonly { readonly scheme: string; readonly language: string }[] = schemes.flatMap((scheme) =>
  languages.map((language) => ({ scheme, language })),
);
