import { anthropic } from "./anthropic";
import { aws } from "./aws";
import type { Extractor } from "./extractor";
import { firebase } from "./firebase";
import { firebaseAdmin } from "./firebase-admin";
import { mongodb } from "./mongodb";
import { node } from "./node";
import { openai } from "./openai";
import { postgres } from "./postgres";
import { prisma } from "./prisma";
import { stripe } from "./stripe";
import { supabase } from "./supabase";

/** Every generated provider: `catalog/generated/<id>.json`. */
export const extractors: readonly Extractor[] = [
  node,
  stripe,
  prisma,
  postgres,
  openai,
  anthropic,
  supabase,
  firebase,
  firebaseAdmin,
  mongodb,
  aws,
];
