import { createHash } from 'node:crypto';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import { resourcesOf } from '../core/resources/infer.ts';
import { identifiersOf } from '../core/resources/model.ts';
import type { Case } from '../generators/case.ts';
import type { Shard } from '../report/record.ts';
import { knownOf } from '../plan/known-values.ts';
import { isSingle, sequencesOf, type Sequence, type SequenceStep } from '../plan/sequences.ts';
import { byEffect } from './resources/order.ts';
import { planOperationInSteps, type Plan, type PlanOptions, type Unusable } from '../plan/plan.ts';

/** An operation and its plan, or why it has none. */
export type Planned =
  | { readonly operation: Operation; readonly plan: Plan; readonly cases: readonly Case[] }
  | ({ readonly operation: Operation } & Unusable);

/** The plan of one API. */
export type Schedule = {
  readonly operations: number;
  /** What is sent about things from their creation to their deletion. */
  readonly sequences: readonly Sequence[];
  /** Whether a step of a sequence is judged; the others are sent because it rests on them. */
  readonly isJudged: (step: SequenceStep) => boolean;
  /** Absent for large descriptions, which are planned while the run goes on. */
  readonly cases?: number;
  /**
   * Operation by operation, in order; call it only once. `undefined` is a step of planning, after
   * which other work can go on.
   */
  readonly planned: () => Iterable<Planned | undefined>;
};

/** What is planned of one API. */
export type Planning = {
  readonly contract: Contract;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** Whether operations come in the order of their effects, and not of the document. */
  readonly isByEffect?: boolean;
  /** Whether the credentials of another user are known. */
  readonly hasOther?: boolean;
};

export type ScheduleOptions = {
  readonly operations: readonly string[];
  readonly plan?: Omit<PlanOptions, 'known'> | undefined;
  /** Only every `of`-th case, counted over all APIs. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
};

/** The most operations whose plans are kept in memory; with more, each is planned in its turn. */
const few = 60;

/**
 * Plans the cases of each API, in order. `shard` may be called once all is planned: its digest of
 * the whole plan tells parts of different plans apart.
 */
export function scheduleAll(
  apis: readonly Planning[],
  { operations: named, plan: options, shard }: ScheduleOptions,
): { readonly schedules: readonly Schedule[]; readonly shard: () => Shard | undefined } {
  const digest = createHash('sha256');
  let position = 0;
  const isSmall =
    apis.reduce((sum, { contract }) => sum + wantedOperations(contract, named).length, 0) <= few;
  /** The cases of one operation that belong to the shard; all of them without one. */
  function shareOf(api: string, cases: readonly Case[]): readonly Case[] {
    if (!shard) return cases;
    const start = position;
    position += cases.length;
    for (const { id } of cases) digest.update(`${api} ${id}\n`);
    return cases.filter((_, index) => (start + index) % shard.of === shard.index - 1);
  }
  const schedules = apis.map(({ contract, values, isByEffect, hasOther }): Schedule => {
    const wanted = wantedOperations(contract, named);
    const model = isByEffect ? resourcesOf(contract) : undefined;
    const operations = model ? byEffect(model, wanted) : wanted;
    const isJudged = judgedAmong(wanted, options?.ids);
    const sequences = model
      ? wantedSequences(sequencesOf(model, { hasOther }), wanted, {
          plan: options,
          shard,
          isJudged,
        })
      : [];
    const steps = sequences.reduce((sum, one) => sum + one.steps.filter(isJudged).length, 0);
    function* planAll(): Iterable<Planned | undefined> {
      for (const operation of operations) {
        const plan = yield* planOperationInSteps(operation, {
          ...options,
          identifiers: model && identifiersOf(model, operation),
          known: knownOf(values, operation),
        });
        yield 'unusable' in plan
          ? { operation, ...plan }
          : { operation, plan, cases: shareOf(contract.api, plan.cases) };
      }
    }
    if (!isSmall) return { operations: operations.length, sequences, isJudged, planned: planAll };
    const kept = [...planAll()].filter((planned) => planned !== undefined);
    const usable = kept.flatMap((planned) => ('unusable' in planned ? [] : [planned]));
    return {
      operations: usable.length,
      ...{ sequences, isJudged },
      cases: usable.reduce((sum, { cases }) => sum + cases.length, steps),
      planned: () => kept,
    };
  });
  return {
    schedules,
    shard: () => shard && { ...shard, plan: digest.copy().digest('hex').slice(0, 16) },
  };
}

/** Whether a step of a sequence is wanted, by its operation and its id. */
const judgedAmong = (operations: readonly Operation[], ids: readonly string[] = []) => {
  const wanted = new Set(operations.map(({ id }) => id));
  return ({ testCase: { id, operation } }: SequenceStep): boolean =>
    wanted.has(operation.id) && (ids.length === 0 || ids.includes(id));
};

/**
 * The sequences of a run up to their last step that is wanted: none where only reads or invalid requests
 * are wanted. One part of a run sends them all, because each step rests on those before.
 */
function wantedSequences(
  all: readonly Sequence[],
  operations: readonly Operation[],
  {
    plan = {},
    shard,
    isJudged,
  }: Pick<ScheduleOptions, 'plan' | 'shard'> & Pick<Schedule, 'isJudged'>,
): readonly Sequence[] {
  const { safe, only } = plan;
  if (safe || only === 'invalid' || (shard?.index ?? 1) > 1) return [];
  const wanted = new Set(operations.map(({ id }) => id));
  return all
    .filter(
      (sequence) =>
        sequence.steps.some(isJudged) &&
        // settings are written only by an operation that is wanted
        (!isSingle(sequence) ||
          sequence.steps.every(({ testCase }) => wanted.has(testCase.operation.id))),
    )
    .map(({ resource, steps }) => ({
      resource,
      steps: steps.slice(0, steps.findLastIndex(isJudged) + 1),
    }));
}

/** The named operations of an API, or all if none is named. */
export const wantedOperations = (
  { operations }: Contract,
  named: readonly string[],
): readonly Operation[] => operations.filter(({ id }) => named.length === 0 || named.includes(id));
