import { codesOf } from "../../../catalog/model/lookup";
import { facts, ofCodes } from "./facts";

const docs = "https://docs.ethers.org/v6/api/utils/errors/";

const wallet = "https://eips.ethereum.org/EIPS/eip-1193#provider-errors";
const node = "https://eips.ethereum.org/EIPS/eip-1474#error-codes";

facts("ethers", [
  { says: "there are 22 codes", page: docs, found: ({ provider }) => codesOf(provider, "code").length, is: 22 },
  ...ofCodes([
    ["a user who says no is ACTION_REJECTED", docs, "ACTION_REJECTED", [], "never"],
    ["a revert is CALL_EXCEPTION", docs, "CALL_EXCEPTION", [], "fix-first"],
    ["too little ether is INSUFFICIENT_FUNDS", docs, "INSUFFICIENT_FUNDS", [], "fix-first"],
    ["a used nonce is NONCE_EXPIRED", docs, "NONCE_EXPIRED", [], "fix-first"],
    ["a fee too low to replace is REPLACEMENT_UNDERPRICED", docs, "REPLACEMENT_UNDERPRICED", [], "fix-first"],
    ["another in its place is TRANSACTION_REPLACED", docs, "TRANSACTION_REPLACED", [], "never"],
    ["a name without setup is UNCONFIGURED_NAME", docs, "UNCONFIGURED_NAME", [], "fix-first"],
    ["a wrong argument is INVALID_ARGUMENT", docs, "INVALID_ARGUMENT", [], "fix-first"],
    ["what cannot be understood is BAD_DATA", docs, "BAD_DATA", [], "fix-first"],
    ["a time that is over is TIMEOUT", docs, "TIMEOUT", [], "backoff"],
    ["the wallet's own number for a user who says no is 4001", wallet, 4001, [], "never", "rpc"],
    ["the node's own number for a limit is -32005", node, -32005, [], "backoff", "rpc"],
  ]),
]);
