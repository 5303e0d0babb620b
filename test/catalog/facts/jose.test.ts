import { facts, ofCodes } from "./facts";

const docs = "https://github.com/panva/jose/blob/main/docs/util/errors/README.md";

facts("jose", [
  ...ofCodes([
    ["JWTExpired is ERR_JWT_EXPIRED", docs, "ERR_JWT_EXPIRED", [], "fix-first"],
    ["JWTClaimValidationFailed is ERR_JWT_CLAIM_VALIDATION_FAILED", docs, "ERR_JWT_CLAIM_VALIDATION_FAILED", [], "fix-first"],
    ["JWTInvalid is ERR_JWT_INVALID", docs, "ERR_JWT_INVALID", [], "fix-first"],
    [
      "JWSSignatureVerificationFailed is ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
      docs,
      "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
      [],
      "fix-first",
    ],
    ["JWSInvalid is ERR_JWS_INVALID", docs, "ERR_JWS_INVALID", [], "fix-first"],
    ["JWEDecryptionFailed is ERR_JWE_DECRYPTION_FAILED", docs, "ERR_JWE_DECRYPTION_FAILED", [], "fix-first"],
    ["JWKSNoMatchingKey is ERR_JWKS_NO_MATCHING_KEY", docs, "ERR_JWKS_NO_MATCHING_KEY", [], "fix-first"],
    ["JWKSMultipleMatchingKeys is ERR_JWKS_MULTIPLE_MATCHING_KEYS", docs, "ERR_JWKS_MULTIPLE_MATCHING_KEYS", [], "fix-first"],
    ["JWKSTimeout is ERR_JWKS_TIMEOUT", docs, "ERR_JWKS_TIMEOUT", [], "backoff"],
    ["JOSEAlgNotAllowed is ERR_JOSE_ALG_NOT_ALLOWED", docs, "ERR_JOSE_ALG_NOT_ALLOWED", [], "fix-first"],
    ["JOSENotSupported is ERR_JOSE_NOT_SUPPORTED", docs, "ERR_JOSE_NOT_SUPPORTED", [], "fix-first"],
  ]),
]);
