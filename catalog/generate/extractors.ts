import { anthropic } from "./anthropic";
import type { Extractor } from "./extractor";
import { node } from "./node";
import { openai } from "./openai";
import { postgres } from "./postgres";
import { prisma } from "./prisma";
import { stripe } from "./stripe";

/** Every generated provider: `catalog/generated/<id>.json`. */
export const extractors: readonly Extractor[] = [node, stripe, openai, anthropic, prisma, postgres];
