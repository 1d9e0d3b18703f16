import type { Check } from '../../../conformance/checks/check.ts';
import * as checks from '../../../conformance/checks/index.ts';
import type { MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import { isJson } from '../../../conformance/core/http/media-type.ts';
import type { OperationPlan } from './operation-plan.ts';
import type { WordKey } from '../words/words.ts';

/** What decides which checks can judge the answers of an operation. */
export type CheckFacts = {
  readonly operation: Operation;
  /** Whether it takes part in sequences of requests about things. */
  readonly hasSteps: boolean;
  /** Absent where it is not planned. */
  readonly plan?: Pick<OperationPlan, 'hasRecalls'>;
};

/** Why a check has nothing to judge; `undefined` if it has. */
type WhyNot = (facts: CheckFacts) => WordKey | undefined;

const all: readonly Check[] = Object.values(checks);

/** Every check, with the reason where it has nothing to judge of an operation. */
export const applicableChecks = (
  facts: CheckFacts,
): readonly { readonly check: Check; readonly whyNot?: WordKey }[] =>
  all.map((check) => {
    const whyNot =
      check.needs === 'sequence'
        ? facts.hasSteps
          ? undefined
          : 'checkNeedsThings'
        : conditions[check.id]?.(facts);
    return { check, ...(whyNot !== undefined && { whyNot }) };
  });

const bodies = ({ responses }: Operation): readonly MediaType[] =>
  responses.flatMap(({ content }) => content);

const unless =
  (key: WordKey, holds: (operation: Operation) => boolean): WhyNot =>
  ({ operation }) =>
    holds(operation) ? undefined : key;

const recallsAny = ({ memory }: MediaType): boolean => (memory?.recalls.size ?? 0) > 0;

const needsCredentials = ({ security }: Operation): boolean =>
  security.length > 0 && security.every((schemes) => schemes.length > 0);

/** The conditions of checks that don't judge every operation. */
const conditions: { readonly [check: string]: WhyNot } = {
  [checks.bodyMatchesSchema.id]: unless('checkNeedsSchema', (operation) =>
    bodies(operation).some(({ schema }) => schema),
  ),
  [checks.undocumentedMember.id]: unless('checkNeedsSchema', (operation) =>
    bodies(operation).some(({ schema }) => schema),
  ),
  [checks.bodyParses.id]: unless('checkNeedsJson', (operation) =>
    bodies(operation).some(({ name }) => isJson(name)),
  ),
  [checks.mediaTypeDocumented.id]: unless(
    'checkNeedsBody',
    (operation) => bodies(operation).length > 0,
  ),
  [checks.headerFieldsMatch.id]: unless('checkNeedsHeaders', ({ responses }) =>
    responses.some(({ headers }) => headers.length > 0),
  ),
  [checks.echoTrue.id]: unless('checkNeedsEcho', (operation) =>
    bodies(operation).some(({ echo }) => echo.size > 0),
  ),
  // where every valid request gives the value, none shows that it was kept
  [checks.memoryKept.id]: ({ plan, operation }) =>
    (plan?.hasRecalls ?? bodies(operation).some(recallsAny)) ? undefined : 'checkNeedsMemory',
  [checks.credentialsRequired.id]: unless('checkNeedsCredentials', needsCredentials),
  [checks.challengeWith401.id]: unless('checkNeedsCredentials', needsCredentials),
  [checks.allowWith405.id]: unless(
    'checkNeedsMethods',
    ({ otherMethods }) => otherMethods.length > 0,
  ),
  [checks.undocumentedMethod.id]: unless(
    'checkNeedsMethods',
    ({ otherMethods }) => otherMethods.length > 0,
  ),
  [checks.invalidRefused.id]: unless(
    'checkNeedsRules',
    ({ parameters, requestBody }) => parameters.length > 0 || requestBody !== undefined,
  ),
  [checks.lenientJson.id]: unless('checkNeedsJsonRequest', ({ requestBody }) =>
    (requestBody?.content ?? []).some(({ name }) => isJson(name)),
  ),
};
