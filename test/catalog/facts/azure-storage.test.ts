import { facts, headerOf, ofCodes } from "./facts";

const blob = "https://learn.microsoft.com/en-us/rest/api/storageservices/blob-service-error-codes";
const common = "https://learn.microsoft.com/en-us/rest/api/storageservices/common-rest-api-error-codes";

facts("azure-storage", [
  { says: "the code is in a header too", page: common, found: (known) => headerOf(known, "code"), is: "x-ms-error-code" },
  ...ofCodes([
    ["BlobNotFound is 404", blob, "BlobNotFound", [404], "fix-first"],
    ["BlobAlreadyExists is 409", blob, "BlobAlreadyExists", [409], "fix-first"],
    ["ContainerNotFound is 404", blob, "ContainerNotFound", [404], "fix-first"],
    ["ContainerAlreadyExists is 409", blob, "ContainerAlreadyExists", [409], "never"],
    ["ContainerBeingDeleted is 409", blob, "ContainerBeingDeleted", [409], "backoff"],
    ["AppendPositionConditionNotMet is 412", blob, "AppendPositionConditionNotMet", [412], "fix-first"],
    ["LeaseIdMissing is 412", blob, "LeaseIdMissing", [412], "fix-first"],
    ["BlockListTooLong is 400", blob, "BlockListTooLong", [400], "fix-first"],
    ["BlockCountExceedsLimit is 409", blob, "BlockCountExceedsLimit", [409], "fix-first"],
    ["ConditionNotMet is 304 for reading, 412 for writing", common, "ConditionNotMet", [304, 412], "conditional"],
    ["an InternalError is to be repeated", common, "InternalError", [500], "backoff"],
    ["NoAuthenticationInformation is 401", common, "NoAuthenticationInformation", [401], "fix-first"],
    ["LeaseLost is 412", blob, "LeaseLost", [412], "fix-first"],
    ["AuthenticationFailed is 403", common, "AuthenticationFailed", [403], "fix-first"],
    ["ServerBusy is 503", common, "ServerBusy", [503], "backoff"],
    ["OperationTimedOut is 500", common, "OperationTimedOut", [500], "backoff"],
  ]),
]);
