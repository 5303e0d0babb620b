import { RETRIES } from "./retries";

/** What only a host with processes can try. */
export const loadOwn = (): Promise<unknown> => import("./suite/crash.test");

/** Mocha inside the Node extension host; the build puts `mocha.web.ts` in its place for the web one. */
export async function runSuite(load: () => Promise<unknown>): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", color: false, timeout: 30_000, retries: RETRIES });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await load();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
  });
}
