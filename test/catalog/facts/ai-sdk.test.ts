import { facts, ofCodes } from "./facts";

const docs = "https://ai-sdk.dev/docs/reference/ai-sdk-errors";

facts("ai-sdk", [
  ...ofCodes([
    ["a failed call of an API is AI_APICallError", docs, "AI_APICallError", [], "conditional"],
    ["a call that was repeated is AI_RetryError", docs, "AI_RetryError", [], "never"],
    ["no object is AI_NoObjectGeneratedError", docs, "AI_NoObjectGeneratedError", [], "unspecified"],
    ["a prompt that is not valid is AI_InvalidPromptError", docs, "AI_InvalidPromptError", [], "fix-first"],
    ["an unknown tool is AI_NoSuchToolError", docs, "AI_NoSuchToolError", [], "unspecified"],
    ["a missing key is AI_LoadAPIKeyError", docs, "AI_LoadAPIKeyError", [], "fix-first"],
    ["an unknown model is AI_NoSuchModelError", docs, "AI_NoSuchModelError", [], "fix-first"],
    ["JSON that cannot be read is AI_JSONParseError", docs, "AI_JSONParseError", [], "unspecified"],
    ["a failed validation is AI_TypeValidationError", docs, "AI_TypeValidationError", [], "unspecified"],
    ["too many values to embed is AI_TooManyEmbeddingValuesForCallError", docs, "AI_TooManyEmbeddingValuesForCallError", [], "fix-first"],
    ["what a model cannot do is AI_UnsupportedFunctionalityError", docs, "AI_UnsupportedFunctionalityError", [], "fix-first"],
  ]),
]);
