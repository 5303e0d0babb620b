import * as vscode from "vscode";

type Node = Uint8Array | Map<string, Node>;

/** `memoryFiles({ "/src/a.ts": "…" })` is a file system that holds one file, writable and watched. */
export function memoryFiles(files: Readonly<Record<string, string>>): vscode.FileSystemProvider {
  const root = new Map<string, Node>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const started = Date.now();
  const times = new Map<string, number>();

  const find = (uri: vscode.Uri): Node => {
    let node: Node | undefined = root;
    for (const name of names(uri)) node = node instanceof Map ? node.get(name) : undefined;
    if (!node) throw vscode.FileSystemError.FileNotFound(uri);
    return node;
  };
  const folder = (parts: readonly string[]): Map<string, Node> => {
    let node = root;
    for (const name of parts) {
      const next = node.get(name) ?? new Map<string, Node>();
      if (!(next instanceof Map)) throw vscode.FileSystemError.FileNotADirectory();
      node.set(name, next);
      node = next;
    }
    return node;
  };
  const write = (uri: vscode.Uri, content: Uint8Array): void => {
    const parts = names(uri);
    const parent = folder(parts.slice(0, -1));
    const name = parts.at(-1) ?? "";
    const type = parent.has(name) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    parent.set(name, content);
    times.set(uri.path, Math.max(Date.now(), (times.get(uri.path) ?? 0) + 1));
    changed.fire([{ type, uri }]);
  };
  const remove = (uri: vscode.Uri): void => {
    const parts = names(uri);
    folder(parts.slice(0, -1)).delete(parts.at(-1) ?? "");
    changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  };

  for (const [path, text] of Object.entries(files)) write(vscode.Uri.from({ scheme: "vscode-vfs", path }), new TextEncoder().encode(text));
  return {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => {}),
    stat(uri) {
      const node = find(uri);
      const mtime = times.get(uri.path) ?? started;
      if (node instanceof Map) return { type: vscode.FileType.Directory, ctime: started, mtime, size: 0 };
      return { type: vscode.FileType.File, ctime: started, mtime, size: node.length };
    },
    readDirectory(uri) {
      const node = find(uri);
      if (!(node instanceof Map)) throw vscode.FileSystemError.FileNotADirectory(uri);
      return [...node].map(([name, child]) => [name, child instanceof Map ? vscode.FileType.Directory : vscode.FileType.File]);
    },
    readFile(uri) {
      const node = find(uri);
      if (node instanceof Map) throw vscode.FileSystemError.FileIsADirectory(uri);
      return node;
    },
    createDirectory: (uri) => void folder(names(uri)),
    writeFile: write,
    delete: remove,
    rename(from, to) {
      const node = find(from);
      if (node instanceof Map) throw vscode.FileSystemError.NoPermissions(from);
      write(to, node);
      remove(from);
    },
  };
}

const names = (uri: vscode.Uri): string[] => uri.path.split("/").filter(Boolean);
