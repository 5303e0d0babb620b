/**
 * Whether anything can be found in a file, by its own facts alone. It errs on the side of yes: a file for which it says no is not linked,
 * and no file that it imports is loaded for it. `test/core/prefilter.test.ts` holds it against what the rules find.
 */
import type { Environment, SourceFile } from "../contract";
import type { Facts } from "../facts";
import { silencesFile } from "../link/binds";
import type { MayHold } from "../link/link";
import { droppedRequestId } from "../rules/dropped-request-id";
import { isTest } from "../rules/tests";
import { eachExpression, eachStatement, expressions } from "../walk";
import { asksOutcome } from "./asks";
import { GIVEN, type Outcomes, outcomesOf } from "./outcomes";
import { repeatsRequest } from "./repeats";

/** Nothing where nothing can be found; else which of the file's expressions can hold an outcome, so that link need not look at the others. */
export function prefilter({ path, facts }: SourceFile, environment: Environment): MayHold | undefined {
  const { catalog, settings } = environment;
  if (silencesFile(settings)) return undefined;
  // It asks for what is not read.
  if ((settings.rules.get(droppedRequestId.id) ?? droppedRequestId.severity) !== "off") return () => true;
  const outcomes = outcomesOf(facts, environment);
  const found =
    facts.comments.some(({ text }) => text.startsWith("faultline-")) ||
    asksOutcome(facts, outcomes, catalog) ||
    (!isTest(path) && (repeatsRequest(facts, outcomes, catalog) || readsBody(facts, outcomes)));
  return found ? (expr) => outcomes.level(expr) > 0 : undefined;
}

/** `(await res.json()).items`, `const { data } = …`: a body is read off a response. */
function readsBody({ functions }: Facts, { level }: Outcomes): boolean {
  return functions.some(({ body }) => {
    let found = false;
    eachStatement(body, (stmt) => {
      for (const root of expressions(stmt))
        eachExpression(root, (expr) => {
          found ||= expr.kind === "member" && BODIES.has(expr.name ?? "") && level(expr.object) >= GIVEN;
        });
    });
    return found;
  });
}

const BODIES: ReadonlySet<string> = new Set(["json", "body", "data"]);
