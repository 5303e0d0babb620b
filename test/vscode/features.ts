import { loadOwn, runSuite } from "./mocha.node";

/** Called by VS Code inside the extension host. The first suite opens the first file, which starts the extension. */
export const run = (): Promise<void> =>
  runSuite(async () => {
    await import("./suite/output");
    await import("./suite/diagnostics.test");
    await import("./suite/modules.test");
    await import("./suite/hover.test");
    await import("./suite/completion.test");
    await import("./suite/fixes.test");
    await import("./suite/lens.test");
    await import("./suite/hints.test");
    await import("./suite/settings.test");
    await import("./suite/configuration.test");
    await import("./suite/documents.test");
    await import("./suite/why.test");
    await import("./suite/explorer.test");
    await import("./suite/commands.test");
    await loadOwn();
  });
