import { codePaths, facts, ofCodes } from "./facts";

const provider = "https://eips.ethereum.org/EIPS/eip-1193#provider-errors";
const rpc = "https://eips.ethereum.org/EIPS/eip-1474#error-codes";
const chain = "https://eips.ethereum.org/EIPS/eip-3326";

facts("ethereum-rpc", [
  { says: "the code of an answer is in error", page: rpc, found: (known) => codePaths(known, "body"), is: ["error.code"] },
  ...ofCodes([
    ["4001 is a user who says no", provider, 4001, [], "never"],
    ["4100 is not authorised", provider, 4100, [], "fix-first"],
    ["4200 is an unsupported method", provider, 4200, [], "never"],
    ["4900 is cut off from all chains", provider, 4900, [], "conditional"],
    ["4901 is cut off from the chain", provider, 4901, [], "conditional"],
    ["4902 is a chain that the wallet does not know", chain, 4902, [], "fix-first"],
    ["-32700 is a parse error", rpc, -32700, [], "fix-first"],
    ["-32602 is invalid params", rpc, -32602, [], "fix-first"],
    ["-32005 is a limit", rpc, -32005, [], "backoff"],
    ["-32004 is an unsupported method", rpc, -32004, [], "never"],
  ]),
]);
