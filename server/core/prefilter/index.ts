/**
 * Whether anything can be found in a file, by its own facts alone. It errs on the side of yes: a file for which it says no is not linked,
 * and no file that it imports is loaded for it. `test/core/prefilter.test.ts` holds it against what the rules find.
 */
import type { Environment, SourceFile } from "../contract";
import type { Facts } from "../facts";
import { silencesFile } from "../link/binds";
import { droppedRequestId } from "../rules/dropped-request-id";
import { isTest } from "../rules/tests";
import { eachExpression, eachStatement, expressions } from "../walk";
import { asksOutcome } from "./asks";
import { type Outcomes, outcomesOf } from "./outcomes";
import { repeatsRequest } from "./repeats";

export function canFind({ path, facts }: SourceFile, environment: Environment): boolean {
  const { catalog, settings } = environment;
  if (silencesFile(settings)) return false;
  if (facts.comments.some(({ text }) => text.startsWith("faultline-"))) return true;
  // It asks for what is not read.
  if ((settings.rules.get(droppedRequestId.id) ?? droppedRequestId.severity) !== "off") return true;
  const outcomes = outcomesOf(facts, environment);
  if (asksOutcome(facts, outcomes, catalog)) return true;
  return !isTest(path) && (repeatsRequest(facts, outcomes, catalog) || readsBody(facts, outcomes));
}

/** `(await res.json()).items`, `const { data } = …`: a body is read off a response. */
function readsBody({ functions }: Facts, { level }: Outcomes): boolean {
  return functions.some(({ body }) => {
    let found = false;
    eachStatement(body, (stmt) => {
      for (const root of expressions(stmt))
        eachExpression(root, (expr) => {
          found ||= expr.kind === "member" && BODIES.has(expr.name ?? "") && level(expr.object) > 0;
        });
    });
    return found;
  });
}

const BODIES: ReadonlySet<string> = new Set(["json", "body", "data"]);
