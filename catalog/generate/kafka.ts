import type { Extractor, Found } from "./extractor";
import { valuesOf } from "./literals";

const protocol = "src/protocol/error.js";
const classes = "src/errors.js";

/** The errors of Kafka's protocol with their numbers, which of them KafkaJS repeats, and the names that its errors give themselves. */
export const kafka: Extractor = {
  id: "kafka",
  sources: { client: { package: "kafkajs", files: [protocol, classes], licence: "MIT; identifiers only" } },
  recorded: { type: 89, code: 89, name: 28 },
  extract: (read) => {
    const entries = [...read(protocol).matchAll(/type: '(\w+)',\s+code: (-?\d+),\s+retriable: (true|false)/g)];
    const repeated = (value: string | undefined): Pick<Found, "retry"> =>
      value === "true" ? { retry: { policy: "backoff", basis: "sdk", note: "KafkaJS repeats it by itself." } } : {};
    return [
      ...entries.map(([, type = "", , retriable]): Found => ({ code: type, source: "type", ...repeated(retriable) })),
      ...entries.map(
        ([, , code, retriable]): Found => ({ code: Number(code), vocabulary: "number", source: "code", ...repeated(retriable) }),
      ),
      ...valuesOf(/this\.name = '(KafkaJS\w+)'/g, read(classes)).map((code): Found => ({ code, vocabulary: "name", source: "name" })),
    ];
  },
};
