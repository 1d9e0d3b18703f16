import { createHash } from 'node:crypto';
import {
  supportedBodies,
  withKnownValues,
  type KnownValues,
} from '../core/instances/plain-request.ts';
import { contextOf } from '../generators/operation-context.ts';
import type { CaseGenerator, Forgery, CaseDraft } from '../generators/generator.ts';
import { violationsOfBest } from '../core/instances/instance.ts';
import * as generators from '../generators/index.ts';
import type { SchemaLocation } from '../generators/schema-locations.ts';
import { encode } from '../core/http/encode-request.ts';
import { forgeriesOf } from '../core/auth/find-signer.ts';
import { readRequest } from '../core/http/read-request.ts';
import { evaluate } from '../core/http/runtime-expression.ts';
import type { Operation } from '../core/contract/model.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Case } from '../generators/case.ts';
import { combine, type Candidate } from './combine.ts';
import { atOnce, canHaveUniqueValues, withUniqueValues } from './unique-values.ts';
import { verifyIntent, type Unverified } from './verify-intent.ts';
import { isSafe } from './safe.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';

/** Which cases to plan. */
export type PlanOptions = {
  /** Values that the implementation is known to hold, by place. */
  readonly known?: KnownValues;
  /** Also the cases that say nearly what another says. */
  readonly thorough?: boolean;
  readonly only?: 'valid' | 'invalid' | undefined;
  /** How many cases of one operation at the most. */
  readonly maxCases?: number | undefined;
  /** Only the cases with these ids, the parts of combined ones among them. */
  readonly ids?: readonly string[];
  /** Only what a guest may do on a system that others use: documented examples, and requests that must be refused. */
  readonly safe?: boolean;
};

/** The cases of an operation, and what became of the rest. */
export type Plan = {
  readonly cases: readonly Case[];
  /** Cases that would need a value which the implementation is not known to hold. */
  readonly skipped: readonly Case[];
  /** Ideas that were not tried, and those that did not come out as their generator meant them: a valid case that breaks a rule, an invalid one that breaks none or several. */
  readonly discarded: readonly { readonly id: string; readonly reason: string }[];
  /** How many cases were left out because another says nearly the same, by `maxCases`, or by `safe`. */
  readonly leftOut: number;
  /** The places of its requests for which the contract has a schema. */
  readonly schemaLocations: readonly SchemaLocation[];
};

/**
 * Plans the cases of an operation. Each is encoded, read back and judged against the contract: a valid case breaks no rule,
 * an invalid one exactly the rule that it names. The order depends on the contract alone.
 */
export function planCases(operation: Operation, options: PlanOptions = {}): Plan {
  const {
    known = new Map(),
    thorough = false,
    only,
    maxCases = Infinity,
    ids = [],
    safe = false,
  } = options;
  const context = contextOf(operation, known, forgeriesOf(operation) as readonly Forgery[]);
  const isProved = (request: PlannedRequest, intent: Case['intent'] = 'valid') =>
    !(
      'reason' in
      verifyIntent(operation, { request, intent, rule: { in: 'body', pointer: '', keyword: '' } })
    );
  assertPossible(operation, context.base);
  const candidates: Candidate[] = [];
  const skipped: Case[] = [];
  const discarded: { id: string; reason: string }[] = [];
  const planned = new Set<string>();
  const pinned = [...known.keys()];
  let extras = 0;
  // what is an example must not be taken for a case of another generator that happens to send the same
  const { examples, ...others } = generators;
  for (const generator of (safe
    ? [examples, ...Object.values(others)]
    : Object.values(generators)) as CaseGenerator[]) {
    for (const draft of generator.generate(context)) {
      const id = `${operation.id}/${generator.id}/${draft.name}`;
      if ('notApplicable' in draft) {
        discarded.push({ id, reason: draft.notApplicable });
        continue;
      }
      const isWanted = thorough || !draft.redundant || ids.includes(id);
      const proved = verifyIntent(operation, draft as Unverified);
      if ('reason' in proved) {
        if (isWanted && !draft.bestEffort) discarded.push({ id, reason: proved.reason });
        continue;
      }
      const key = fingerprint(proved.request, draft);
      if (planned.has(key)) continue;
      planned.add(key);
      if (!isWanted) {
        extras += 1;
        continue;
      }
      const { intent, reason, request, change, rule } = draft;
      const repeated =
        draft.repeat === 'at-once' ? atOnce(operation, request, pinned, isProved) : draft.repeat;
      const testCase: Case = {
        id,
        generator: generator.id,
        operation,
        intent,
        rule,
        reason,
        request,
        ...(repeated ? { repeat: repeated } : {}),
        ...(proved.broken ? { broken: proved.broken } : {}),
      };
      if (intent !== 'invalid' && needsUnknownValue(operation, draft, known))
        skipped.push(testCase);
      else candidates.push({ testCase, ...(change && !safe ? { change } : {}) });
    }
  }
  // where everything is there, leaving a part of it out says something
  const together = isProved(context.full) ? context.full : context.base;
  const whole = combine(operation.id, together, candidates, isProved).map((testCase, index) =>
    canHaveUniqueValues(testCase) && !testCase.repeat
      ? {
          ...testCase,
          request: withUniqueValues(
            operation,
            testCase.request,
            testCase.components ? together : context.base,
            index + 1,
            pinned,
            isProved,
          ),
        }
      : testCase,
  );
  const wanted = whole
    .flatMap((testCase) =>
      ids.length === 0
        ? [testCase]
        : [testCase, ...(testCase.components ?? [])].filter(({ id }) => ids.includes(id)),
    )
    .filter(({ intent }) => only === undefined || intent === only);
  const cases = spread(onceEach(operation, safe ? wanted.filter(isSafe) : wanted), maxCases);
  return {
    cases,
    skipped: skipped.filter(({ id }) => ids.length === 0 || ids.includes(id)),
    discarded,
    leftOut: extras + wanted.length - cases.length,
    schemaLocations: context.schemaLocations,
  };
}

/**
 * Plans an operation if that can be done. One whose schemas can't be used is named with the reason,
 * so that it takes only itself out of the run; `isOurs` where that is a mistake in this program.
 */
export function planOperation(
  operation: Operation,
  options: PlanOptions,
): Plan | { readonly unusable: string; readonly isOurs?: true } {
  try {
    return planCases(operation, options);
  } catch (error) {
    if (!(error instanceof UserError))
      return {
        unusable: `${operation.id}: ${reasonOf('planning its cases', error)}`,
        isOurs: true,
      };
    return { unusable: `${operation.id}: ${error.message}` };
  }
}

/** Throws a `UserError` for an operation of which no valid request is known, so that nothing can be tried. */
function assertPossible(operation: Operation, base: PlannedRequest): void {
  const proof = verifyIntent(operation, {
    request: base,
    intent: 'valid',
    rule: { in: 'body', pointer: '', keyword: '' },
  });
  if (!('reason' in proof)) return;
  const [mediaType] = supportedBodies(operation);
  const [broken] = base.body || !mediaType?.schema ? [] : violationsOfBest(mediaType.schema);
  const why = broken
    ? `its body, as far as one can be made, breaks a rule: ${broken.pointer === '' ? 'it' : broken.pointer} ${broken.message}`
    : proof.reason.replace('it is meant to be valid and', 'the best one');
  throw new UserError(
    `no valid request of it could be made: ${why}. Does its schema contradict itself? An example in the description helps.`,
  );
}

/** Without cases that have become the same request as one before, by being put together or by what answers repeat. */
function onceEach(operation: Operation, cases: readonly Case[]): readonly Case[] {
  const sent = new Set<string>();
  return cases.filter((testCase) => {
    const key = fingerprint(encode(operation, testCase.request), {
      name: testCase.id,
      request: testCase.request,
      ...(testCase.repeat ? { repeat: testCase.id } : {}),
    });
    if (sent.has(key)) return false;
    sent.add(key);
    return true;
  });
}

/** As many cases as are wanted, from every generator in turn, in the order of the plan. */
function spread(cases: readonly Case[], most: number): readonly Case[] {
  if (cases.length <= most) return cases;
  const turns = new Map<string, number>();
  const ranked = cases.map((testCase, index) => {
    const turn = turns.get(testCase.generator) ?? 0;
    turns.set(testCase.generator, turn + 1);
    return { testCase, index, turn };
  });
  const chosen = ranked
    .toSorted((one, other) => one.turn - other.turn || one.index - other.index)
    .slice(0, most);
  return chosen.toSorted((one, other) => one.index - other.index).map(({ testCase }) => testCase);
}

/** How large a body is, in bytes, of which no second one like it is expected. */
const large = 100_000;

/** Two variations with the same bytes on the wire and the same intent are one case. Of a body only its digest is kept. */
function fingerprint(
  { method, path, headers, body }: WireRequest,
  { request, repeat, name }: Pick<CaseDraft, 'request' | 'name'> & { readonly repeat?: string },
): string {
  if (body && body.length > large) return `large ${name}`;
  return JSON.stringify([
    method,
    path,
    headers,
    body ? createHash('sha1').update(body).digest('base64') : null,
    request.credentials,
    request.scheme,
    request.headerNames,
    repeat,
  ]);
}

/** Whether a valid request has another value in a place for which only one is known to be accepted. */
function needsUnknownValue(
  operation: Operation,
  { request }: CaseDraft,
  known: KnownValues,
): boolean {
  if (known.size === 0) return false;
  const read = readRequest(operation, encode(operation, request));
  const wanted = readRequest(operation, encode(operation, withKnownValues(request, known)));
  return [...known.keys()].some((place) => {
    const expression = place.startsWith('$') ? place : `$request.body#${place}`;
    return (
      JSON.stringify(evaluate(expression, read)) !== JSON.stringify(evaluate(expression, wanted))
    );
  });
}
