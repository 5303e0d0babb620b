import type { Extractor, Found } from "./extractor";

const services = ["s3", "dynamodb", "sqs", "lambda", "cognito-identity-provider", "ses", "sesv2"];

/**
 * The errors that the models of seven services name, with their statuses, and the names on the wire where they differ from those of the
 * classes; and the names by which the SDK knows what to repeat. Keys of sources are the names of the services.
 */
export const aws: Extractor = {
  id: "aws",
  sources: {
    ...Object.fromEntries(
      services.map((service) => [
        service,
        { package: `@aws-sdk/client-${service}`, files: ["dist-cjs/index.js"], licence: "Apache-2.0; identifiers and statuses only" },
      ]),
    ),
    retry: {
      package: "@smithy/core",
      files: ["dist-cjs/submodules/retry/index.js"],
      licence: "Apache-2.0; identifiers only",
    },
  },
  recorded: { s3: 21, dynamodb: 35, sqs: 28, lambda: 56, "cognito-identity-provider": 59, ses: 34, sesv2: 13, wire: 47, retry: 24 },
  extract: (read) => {
    const named = services.flatMap((service) => modelled(service, read("dist-cjs/index.js", service)));
    return [...together(named), ...retried(read("dist-cjs/submodules/retry/index.js", "retry"))];
  },
};

/** `var QueueDoesNotExist$ = [-3, n0, _QDNE, { [_aQE]: [`AWS…NonExistentQueue`, 400], [_e]: _c, [_hE]: 400 },` has two names and a status. */
export function modelled(service: string, text: string): readonly Found[] {
  const texts = new Map([...text.matchAll(/const (_\w+) = "([^"]+)";/g)].map((match) => [match[1], match[2] ?? ""]));
  return [...text.matchAll(/var \w+\$ = \[-3, n0, (_\w+),\s*\{([^}]*)\},/g)].flatMap(([, name, traits = ""]): readonly Found[] => {
    const code = texts.get(name) ?? "";
    const wire = /\[_aQE\]: \[`([^`]+)`/.exec(traits)?.[1] ?? code;
    const statuses = [statusOf(traits)];
    return [
      { code, statuses, source: service, from: service },
      ...(wire === code ? [] : [{ code: wire, statuses, source: "wire", from: service }]),
    ];
  });
}

/** Where the model gives no status, Smithy's own default holds: 400 for the client's fault, else 500. */
function statusOf(traits: string): number {
  const given = /\[_hE\]: (\d+)/.exec(traits)?.[1];
  return given === undefined ? (/\[_e\]: _c\b/.test(traits) ? 400 : 500) : Number(given);
}

/** An error that several services name has the statuses of all. */
function together(found: readonly Found[]): readonly Found[] {
  return found.map((entry) => {
    const same = found.filter(({ code }) => code === entry.code).flatMap(({ statuses = [] }) => statuses);
    return { ...entry, statuses: [...new Set(same)].sort((a, b) => a - b) };
  });
}

/** The lists of names in the retry strategy: throttling, passing failures, a clock that is wrong. */
const retried = (text: string): readonly Found[] =>
  [...text.matchAll(/const (?:CLOCK_SKEW|THROTTLING|TRANSIENT)_ERROR_CODES = \[([^\]]*)\]/g)]
    .flatMap((match) => [...(match[1] ?? "").matchAll(/"(\w+)"/g)])
    .map((match): Found => ({ code: match[1] ?? "", source: "retry", from: "retry" }));
