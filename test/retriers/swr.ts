/** How SWR is put to work: its hook in a component that React keeps without a page. */
import { createRequire } from "node:module";
import useSWR from "swr";
import { type Options, throwing } from "./library";

const load = createRequire(__filename);
const { createElement } = load("react") as { createElement: (component: () => null) => unknown };
const reconciler = load("react-reconciler") as (host: object) => {
  createContainer: (...options: readonly unknown[]) => object;
  updateContainer: (element: unknown, container: object) => void;
};

/**
 * Looks at the address with the hook until data come or it gives up. It calls `onError` before it sets the timer for the next try, of 4 ms
 * at the most here, so that a timer of 50 ms that is set there goes off only after the last try.
 */
export async function watch(url: string, options: Options, method: string): Promise<void> {
  let over: NodeJS.Timeout | undefined;
  const ask = (): Promise<void> => {
    clearTimeout(over);
    return throwing(url, method);
  };
  await new Promise<void>((resolve) => {
    const onError = (): void => {
      over = setTimeout(resolve, 50);
    };
    const Page = (): null => {
      useSWR(url, ask, { errorRetryInterval: 0.01, dedupingInterval: 0, onError, onSuccess: () => resolve(), ...options });
      return null;
    };
    const root = renderer.createContainer({}, 1, null, false, null, "", console.error, console.error, console.error, null);
    renderer.updateContainer(createElement(Page), root);
  });
}

const nothing = (): null => null;
const NORMAL_PRIORITY = 32;
let priority = NORMAL_PRIORITY;
/** What React asks of a place to draw in, for one where nothing is drawn. */
const renderer = reconciler({
  supportsMutation: true,
  getRootHostContext: nothing,
  prepareForCommit: nothing,
  resetAfterCommit: nothing,
  clearContainer: nothing,
  trackSchedulerEvent: nothing,
  resolveEventType: nothing,
  resolveEventTimeStamp: () => 0,
  resolveUpdatePriority: () => NORMAL_PRIORITY,
  getCurrentUpdatePriority: () => priority,
  setCurrentUpdatePriority: (next: number) => {
    priority = next;
  },
});
