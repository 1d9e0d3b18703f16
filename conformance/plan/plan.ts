import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { supportedBodies, type KnownValues } from '../core/instances/plain-request.ts';
import { plainestInstance } from '../core/instances/valid-instance.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';
import type { Case } from '../generators/case.ts';
import { contextOf } from '../generators/operation-context.ts';
import type { SchemaLocation } from '../generators/schema-locations.ts';
import { combine, type Candidate } from './combine.ts';
import {
  distinct,
  draftsOf,
  verifyDrafts,
  type Discarded,
  type NamedDraft,
  type VerifiedDraft,
} from './drafts.ts';
import { needsUnknownValue } from './known-values.ts';
import { select, type Selection } from './select.ts';
import { atOnce, withUniqueValues, type Uniqueness } from './unique-values.ts';
import { isValid, verifyIntent } from './verify-intent.ts';

/** Which cases to plan. */
export type PlanOptions = Selection & {
  /** Values that the implementation is known to hold, by place. */
  readonly known?: KnownValues;
  /** Also redundant cases. */
  readonly thorough?: boolean;
};

/** The cases of an operation, and those that are not sent. */
export type Plan = {
  readonly cases: readonly Case[];
  /** Cases with another value than the known one in its place. */
  readonly skipped: readonly Case[];
  /** Ideas that do not apply, and drafts that failed verification. */
  readonly discarded: readonly Discarded[];
  /** How many cases are left out because they are redundant, by `maxCases`, or by `safe`. */
  readonly leftOut: number;
  /** The locations of its requests for which the contract has a schema. */
  readonly schemaLocations: readonly SchemaLocation[];
};

/**
 * Plans the cases of an operation. Each is encoded, read back and judged against the contract: a
 * valid case breaks no rule,
 * an invalid one exactly the rule that it names. The order depends on the contract alone.
 */
export function planCases(operation: Operation, options: PlanOptions = {}): Plan {
  const { known = new Map(), thorough = false, ids = [], safe = false } = options;
  const context = contextOf(operation, known);
  assertPossible(operation, context.base);
  const isWanted = ({ id, draft }: NamedDraft) => thorough || !draft.redundant || ids.includes(id);
  const { verified, discarded } = verifyDrafts(context, draftsOf(context, safe), isWanted);
  const drafts = distinct(verified);
  const wanted = drafts.filter(isWanted);
  const uniqueness: Uniqueness = { operation, known, base: context.base };
  const [skipped, candidates] = partition(
    wanted.map((draft) => candidateOf(draft, uniqueness)),
    ({ testCase: { intent, request } }) =>
      intent !== 'invalid' && needsUnknownValue(operation, request, known),
  );
  // from a request that has every part, each part can be left out
  const whole = isValid(operation, context.full) ? context.full : context.base;
  const combined = safe
    ? candidates.map(({ testCase }) => testCase)
    : combine(operation, whole, candidates);
  const unique = combined.map((testCase, index) =>
    withUniqueValues(testCase, index + 1, {
      ...uniqueness,
      base: testCase.components ? whole : context.base,
    }),
  );
  const { cases, leftOut } = select(unique, options, known);
  return {
    cases,
    skipped: skipped
      .map(({ testCase }) => testCase)
      .filter(({ id }) => ids.length === 0 || ids.includes(id)),
    discarded,
    leftOut: drafts.length - wanted.length + leftOut,
    schemaLocations: context.schemaLocations,
  };
}

function candidateOf(
  { id, generator, draft, broken }: VerifiedDraft,
  uniqueness: Uniqueness,
): Candidate {
  const { intent, rule, reason, request, topic, change } = draft;
  const repeat = draft.repeat === 'at-once' ? atOnce(request, uniqueness) : draft.repeat;
  const testCase: Case = {
    id,
    generator: generator.id,
    ...(generator.documented ? { documented: true } : {}),
    origin: 'plan',
    ...(topic ? { topic } : {}),
    operation: uniqueness.operation,
    intent,
    rule,
    reason,
    request,
    ...(repeat ? { repeat } : {}),
    ...(broken ? { broken } : {}),
  };
  return { testCase, ...(change ? { change } : {}) };
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): [readonly Item[], readonly Item[]] {
  const { true: first = [], false: second = [] } = Object.groupBy(items, (item) =>
    isFirst(item) ? 'true' : 'false',
  );
  return [first, second];
}

/**
 * Plans an operation if that is possible. If its schemas can't be used, only this operation is left
 * out of the run, with the reason; `isOurs` if the reason is a mistake in this program.
 */
export function planOperation(
  operation: Operation,
  options: PlanOptions,
): Plan | { readonly unusable: string; readonly isOurs?: true } {
  try {
    return planCases(operation, options);
  } catch (error) {
    if (error instanceof UserError) return { unusable: `${operation.id}: ${error.message}` };
    return {
      unusable: `${operation.id}: ${reasonOf('planning its cases', error)}`,
      isOurs: true,
    };
  }
}

/**
 * Throws a `UserError` if no valid request of an operation could be made, so that nothing can be
 * tried.
 */
function assertPossible(operation: Operation, base: PlannedRequest): void {
  const verified = verifyIntent(operation, {
    request: base,
    intent: 'valid',
    rule: { in: 'body', pointer: '', keyword: '' },
  });
  if (!('reason' in verified)) return;
  const [mediaType] = supportedBodies(operation);
  const [broken] =
    base.body || !mediaType?.schema
      ? []
      : mediaType.schema.validate(plainestInstance(mediaType.schema, 'readOnly'));
  const why = broken
    ? `its body, as far as one can be made, breaks a rule: ${broken.pointer === '' ? 'it' : broken.pointer} ${broken.message}`
    : verified.reason.replace('it is meant to be valid and', 'the best one');
  throw new UserError(
    `no valid request of it could be made: ${why}. Does its schema contradict itself? An example in the description helps.`,
  );
}
