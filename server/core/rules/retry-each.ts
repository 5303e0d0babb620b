import type { Provider } from "../../../catalog/model/types";
import { decidedIn } from "../flow/retries";
import type { Retry } from "../flow/retry";
import type { Pass } from "./rule";
import { isTest } from "./tests";

/** The retries of a file with the provider that answers, if one is known; none in tests, and none of a provider that is still to load. */
export function eachRetry(pass: Pass, look: (retry: Retry, provider: Provider | undefined) => void): void {
  if (isTest(pass.file.path)) return;
  for (const retry of decidedIn(pass.flow)) {
    const id = retry.origin.provider;
    const provider = id === undefined ? undefined : pass.provider(id);
    if (id === undefined || provider) look(retry, provider);
  }
}
