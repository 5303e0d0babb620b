import { facts } from "./facts";

const s3 = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";
const s3Model = "https://github.com/aws/api-models-aws/blob/main/s3/service/2006-03-01/s3-2006-03-01.json";
const practices = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ErrorBestPractices.html";
const dynamodb = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html";
const lambda = "https://github.com/aws/api-models-aws/blob/main/lambda/service/2015-03-31/lambda-2015-03-31.json";
const sqs = "https://github.com/aws/api-models-aws/blob/main/sqs/service/2012-11-05/sqs-2012-11-05.json";
const cognito =
  "https://github.com/aws/api-models-aws/blob/main/cognito-identity-provider/service/2016-04-18/cognito-identity-provider-2016-04-18.json";
const retries = "https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html";

facts("aws", [
  {
    says: "S3: no key, no bucket and no upload are 404",
    page: s3Model,
    found: ({ code }) => ["NoSuchKey", "NoSuchBucket", "NoSuchUpload"].map((name) => code(name)?.statuses),
    is: [[404], [404], [404]],
  },
  {
    says: "S3: a bucket whose name is taken is a 409, an object in the archive a 403",
    page: s3Model,
    found: ({ code }) => ["BucketAlreadyExists", "BucketAlreadyOwnedByYou", "InvalidObjectState"].map((name) => code(name)?.statuses),
    is: [[409], [409], [403]],
  },
  {
    says: "S3: an internal error is to be repeated",
    page: practices,
    found: ({ policy }) => policy({ code: "InternalError", status: 500 }),
    is: "backoff",
  },
  {
    says: "S3: SlowDown is a 503, to be repeated at a lower rate",
    page: s3,
    found: ({ code, policy }) => [code("SlowDown")?.statuses, policy({ code: "SlowDown", status: 503 })],
    is: [[503], "backoff"],
  },
  {
    says: "DynamoDB: a false condition is a 400, not to be repeated",
    page: dynamodb,
    found: ({ code, policy }) => [
      code("ConditionalCheckFailedException")?.statuses,
      policy({ code: "ConditionalCheckFailedException", status: 400 }),
    ],
    is: [[400], "never"],
  },
  {
    says: "DynamoDB: throttling is a 400, to be repeated",
    page: dynamodb,
    found: ({ code, policy }) =>
      ["ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"].map((name) => [
        code(name)?.statuses,
        policy({ code: name, status: 400 }),
      ]),
    is: [
      [[400], "backoff"],
      [[400], "backoff"],
      [[400], "backoff"],
    ],
  },
  {
    says: "DynamoDB: a table that does not exist and a request that is not valid are not to be repeated as they are",
    page: dynamodb,
    found: ({ policy }) => ["ResourceNotFoundException", "ValidationException"].map((code) => policy({ code, status: 400 })),
    is: ["fix-first", "fix-first"],
  },
  {
    says: "DynamoDB: its own failure is a 500, to be repeated",
    page: dynamodb,
    found: ({ code, policy }) => [code("InternalServerError")?.statuses, policy({ code: "InternalServerError", status: 500 })],
    is: [[500], "backoff"],
  },
  {
    says: "Lambda: too many requests are a 429, a payload that is too large a 413, its own failure a 500",
    page: lambda,
    found: ({ code }) => ["TooManyRequestsException", "RequestTooLargeException", "ServiceException"].map((name) => code(name)?.statuses),
    is: [[429], [413], [500]],
  },
  {
    says: "SQS: a queue that does not exist has another name on the wire",
    page: sqs,
    found: ({ code }) => [code("QueueDoesNotExist")?.statuses, code("AWS.SimpleQueueService.NonExistentQueue")?.statuses],
    is: [[400], [400]],
  },
  {
    says: "Cognito: wrong password, no user, unconfirmed user and a password to reset have their names",
    page: cognito,
    found: ({ code }) =>
      ["NotAuthorizedException", "UserNotFoundException", "UserNotConfirmedException", "PasswordResetRequiredException"].filter(
        (name) => !code(name),
      ),
    is: [],
  },
  {
    says: "Cognito: a user that is not found is a 404 in the model",
    page: cognito,
    found: ({ code }) => code("UserNotFoundException")?.statuses.includes(404),
    is: true,
  },
  {
    says: "the SDKs repeat 500, 502, 503 and 504, and give up after three attempts",
    page: retries,
    found: ({ status, policy }) => [...[500, 502, 503, 504].map((code) => policy({ status: code })), status(503)?.retry.maxAttempts],
    is: ["backoff", "backoff", "backoff", "backoff", 3],
  },
]);
