import { aiSdk } from "./ai-sdk";
import { anthropic } from "./anthropic";
import { apollo } from "./apollo";
import { aws } from "./aws";
import { azureStorage } from "./azure-storage";
import { discord } from "./discord";
import { ethereumRpc } from "./ethereum-rpc";
import { ethers } from "./ethers";
import type { Extractor } from "./extractor";
import { firebase } from "./firebase";
import { firebaseAdmin } from "./firebase-admin";
import { grpc } from "./grpc";
import { jose } from "./jose";
import { jsonwebtoken } from "./jsonwebtoken";
import { kafka } from "./kafka";
import { mongodb } from "./mongodb";
import { msal } from "./msal";
import { multer } from "./multer";
import { mysql } from "./mysql";
import { node } from "./node";
import { notion } from "./notion";
import { openai } from "./openai";
import { plaid } from "./plaid";
import { postgres } from "./postgres";
import { prisma } from "./prisma";
import { resend } from "./resend";
import { sequelize } from "./sequelize";
import { sqlite } from "./sqlite";
import { square } from "./square";
import { stripe } from "./stripe";
import { supabase } from "./supabase";
import { trpc } from "./trpc";

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
  grpc,
  mysql,
  sqlite,
  discord,
  trpc,
  notion,
  square,
  resend,
  kafka,
  ethers,
  ethereumRpc,
  apollo,
  aiSdk,
  azureStorage,
  msal,
  plaid,
  jsonwebtoken,
  jose,
  sequelize,
  multer,
];
