import type { Operation } from '../core/contract/model.ts';
import { isAllowed, unwritable } from '../core/http/allowed-request.ts';
import { encode } from '../core/http/encode-request.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { sendableBodies } from '../core/http/sent-type.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import { plainestInstance } from '../core/instances/valid-instance.ts';
import { reasonOf } from '../core/program-error.ts';
import { finished, type Steps } from '../core/steps.ts';
import { UserError } from '../core/user-error.ts';
import type { Case } from '../generators/case.ts';
import type { OperationContext } from '../generators/generator.ts';
import { contextOf } from '../generators/operation-context.ts';
import type { SchemaLocation } from '../generators/schema-locations.ts';
import { combine, type Candidate } from './combine.ts';
import { draftsOf, verifyDrafts } from './drafts.ts';
import type { Discarded, NamedDraft, VerifiedDraft } from './drafts.ts';
import { distinct } from './fingerprint.ts';
import { needsUnknownValue } from './known-values.ts';
import { remembered } from './remembered.ts';
import { select, type Selection } from './select.ts';
import { atOnce, withUniqueValues, type Uniqueness } from './unique-values.ts';
import { verifyIntent } from './verify-intent.ts';

/** Which cases to plan. */
export type PlanOptions = Selection & {
  readonly known?: KnownValues;
  /** A word for the names of the things that requests make; without one, they are always the same. */
  readonly run?: string | undefined;
  /** The names by which other operations ask for the thing that the operation makes. */
  readonly identifiers?: readonly string[] | undefined;
  /** Whether to plan redundant cases too. */
  readonly thorough?: boolean;
};

/** The cases of an operation, and those that are not sent. */
export type Plan = {
  readonly cases: readonly Case[];
  /** Cases that have another value where one is known. */
  readonly skipped: readonly Case[];
  /** Ideas that do not apply, and drafts that failed verification. */
  readonly discarded: readonly Discarded[];
  /** How many cases are left out because they are redundant, by `maxCases`, or by `safe`. */
  readonly leftOut: number;
  /** How many of those are left out by `maxCases`, at least. */
  readonly capped: number;
  readonly schemaLocations: readonly SchemaLocation[];
};

/**
 * Plans the cases of an operation, in an order that depends on the contract alone. Each is verified
 * on its wire form: a valid case breaks no rule, an invalid one exactly the rule that it names.
 * Throws a `UserError` if no valid request could be made.
 */
export const planCases = (operation: Operation, options: PlanOptions = {}): Plan =>
  finished(planInSteps(operation, options));

function* planInSteps(operation: Operation, options: PlanOptions): Steps<Plan> {
  const { maxCases = Infinity, ids = [] } = options;
  // planning for all locations of a large request makes many cases that the limit then drops
  const enough = ids.length > 0 ? Infinity : Math.max(fewestLocations, maxCases * perCase);
  const plan = yield* planFor(operation, options, enough);
  const isWhole = plan.schemaLocations.length <= enough || plan.cases.length >= maxCases;
  return isWhole ? plan : yield* planFor(operation, options, Infinity);
}

/** As many schema locations are always planned for. */
const fewestLocations = 100;

/** How many schema locations give one case at least: most give several. */
const perCase = 0.6;

/** The plan with cases for the foremost schema locations only. */
function* planFor(operation: Operation, options: PlanOptions, locations: number): Steps<Plan> {
  const { known = new Map(), run, identifiers, thorough = false, ids = [], safe = false } = options;
  const judging = remembered(operation);
  const context = contextOf(judging, known, locations);
  assertPossible(judging, context.base);
  const isWanted = ({ id, draft }: NamedDraft) => thorough || !draft.redundant || ids.includes(id);
  const drafts = draftsOf(context);
  const { verified, discarded, redundant } = yield* verifyDrafts(context, drafts, isWanted);
  const wanted = distinct(verified);
  const uniqueness: Uniqueness = { operation, known, run, identifiers, base: context.base };
  const { skipped = [], sent: candidates = [] } = Object.groupBy(
    wanted.map((draft) => candidateOf(draft, uniqueness)),
    ({ testCase: { intent, request } }) =>
      intent !== 'invalid' && needsUnknownValue(operation, request, known) ? 'skipped' : 'sent',
  );
  // from a request that has every part, each part can be left out
  const whole = isAllowed(judging, context.full) ? context.full : context.base;
  const combined = safe
    ? candidates.map(({ testCase }) => testCase)
    : combine(judging, whole, candidates);
  const unique = combined.map((testCase, index) =>
    withUniqueValues(testCase, index + 1, {
      ...uniqueness,
      base: testCase.components ? whole : context.base,
    }),
  );
  const fingerprints = new Map(
    wanted.flatMap(({ draft: { request, repeat, steps }, fingerprint }) =>
      repeat || steps ? [] : [[request, fingerprint] as const],
    ),
  );
  const { cases, leftOut, capped } = select(unique, options, known, fingerprints);
  return {
    cases,
    skipped: skipped
      .map(({ testCase }) => testCase)
      .filter(({ id }) => ids.length === 0 || ids.includes(id)),
    discarded: [...formlessIn(context), ...discarded],
    leftOut: redundant + leftOut,
    capped,
    schemaLocations: context.allLocations,
  };
}

const formlessIn = ({ operation, formless }: OperationContext): Discarded[] =>
  formless.map((title) => ({
    id: operation.id,
    reason: `${title} gets no cases: OpenAPI defines no form for an object or a list in a deepObject`,
  }));

function candidateOf(
  { id, generator, draft, intent, broken }: VerifiedDraft,
  uniqueness: Uniqueness,
): Candidate {
  const { name, rule, reason, request, topic, change, basis, steps } = draft;
  const repeat = draft.repeat && atOnce(request, uniqueness);
  const testCase: Case = {
    id,
    generator: generator.id,
    ...(generator.documented ? { documented: true } : {}),
    origin: 'plan',
    variation: name.slice(name.lastIndexOf('/') + 1),
    ...(topic ? { topic } : {}),
    ...(basis || broken?.latitude ? { basis: 'rfc' } : {}),
    operation: uniqueness.operation,
    intent,
    rule,
    reason,
    request,
    ...(repeat ? { repeat } : {}),
    ...(steps ? { steps } : {}),
    ...(broken ? { broken } : {}),
  };
  // of two broken rules a server reports one
  return { testCase, ...(change && intent !== 'invalid' ? { change } : {}) };
}

/** Why an operation can't be tested; `isOurs` if the reason is a mistake in this program. */
export type Unusable = { readonly unusable: string; readonly isOurs?: true };

/**
 * Plans the cases of an operation, or says why that is impossible, so that a run can leave out only
 * this operation.
 */
export const planOperation = (operation: Operation, options: PlanOptions): Plan | Unusable =>
  finished(planOperationInSteps(operation, options));

/** The same in steps: the plan of a large operation takes seconds. */
export function* planOperationInSteps(
  operation: Operation,
  options: PlanOptions,
): Steps<Plan | Unusable> {
  try {
    return yield* planInSteps(operation, options);
  } catch (error) {
    if (error instanceof UserError) return { unusable: `${operation.id}: ${error.message}` };
    if (error instanceof RangeError && /call stack/.test(error.message))
      return { unusable: `${operation.id}: its schemas or examples are nested too deep.` };
    const reason = reasonOf('planning its cases', error);
    return { unusable: `${operation.id}: ${reason}`, isOurs: true };
  }
}

/** Throws a `UserError` if the base request is invalid, so that no case can be made from it. */
function assertPossible(operation: Operation, base: PlannedRequest): void {
  const rule = { in: 'body', pointer: '', keyword: '' } as const;
  const verified = verifyIntent(operation, { request: base, intent: 'valid', rule });
  // a request in doubt can be sent all the same
  if (!('reason' in verified)) return;
  const formless = unwritable(operation, base, encode(operation, base));
  if (formless !== undefined) throw new UserError(`no request can be written: ${formless}.`);
  const [mediaType] = sendableBodies(operation);
  const [broken] =
    base.body || !mediaType?.schema
      ? []
      : mediaType.schema.validate(plainestInstance(mediaType.schema, 'readOnly'));
  const why = broken
    ? `the simplest body breaks a rule: ${broken.pointer || 'it'} ${broken.message}`
    : verified.reason;
  throw new UserError(
    `no valid request could be made: ${why}. Does its schema contradict itself? An example in the description helps.`,
  );
}
