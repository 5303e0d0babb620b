import type { Extractor } from "./extractor";
import { node } from "./node";
import { stripe } from "./stripe";

/** Every generated provider: `catalog/generated/<id>.json`. */
export const extractors: readonly Extractor[] = [node, stripe];
