import { casesAtMost } from '../../../conformance/cli/flags.ts';
import type { Operation } from '../../../conformance/core/contract/model.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { resourcesOf } from '../../../conformance/core/resources/infer.ts';
import type { Case } from '../../../conformance/generators/case.ts';
import * as generators from '../../../conformance/generators/index.ts';
import { planOperation } from '../../../conformance/plan/plan.ts';
import { sequencesOf } from '../../../conformance/plan/sequences.ts';
import type { Reference } from '../reference/model.ts';

/** Descriptions with more operations are not planned: GitHub's would take a quarter of a minute. */
const operationsAtMost = 300;

/** An idea for requests that the runner has of an operation. */
export type Idea = {
  /** The id of its generator. */
  readonly id: string;
  readonly summary: string;
  readonly count: number;
  /** Why the first of its requests are sent, as clauses after "because". */
  readonly reasons: readonly string[];
};

/** What the runner plans for one operation. */
export type OperationPlan = {
  /** The requests, by what the contract demands of the answer. */
  readonly valid: number;
  readonly invalid: number;
  readonly unspecified: number;
  /** Whether some requests try several ideas at once. */
  readonly hasCombined: boolean;
  /** Whether an answer must show what an earlier request gave. */
  readonly hasRecalls: boolean;
  readonly ideas: readonly Idea[];
};

const plans = new WeakMap<Operation, OperationPlan | { readonly unusable: string }>();

/** The plan of an operation, or why there is none; `undefined` where the description is too large to plan. */
export const planFor = (
  operation: Operation,
  { operations }: { readonly operations: readonly unknown[] },
): OperationPlan | { readonly unusable: string } | undefined =>
  operations.length > operationsAtMost
    ? undefined
    : cached(plans, operation, () => {
        const plan = planOperation(operation, { maxCases: casesAtMost });
        return 'unusable' in plan ? { unusable: plan.unusable } : planOf(plan.cases);
      });

/** How many examples of an idea are told. */
const reasonsAtMost = 2;

function planOf(cases: readonly Case[]): OperationPlan {
  const single = cases.flatMap((testCase) => testCase.components ?? [testCase]);
  const byIdea = Map.groupBy(single, ({ generator }) => generator);
  const having = (intent: Case['intent']) => cases.filter((each) => each.intent === intent).length;
  return {
    ...{ valid: having('valid'), invalid: having('invalid'), unspecified: having('unspecified') },
    hasCombined: single.length > cases.length,
    hasRecalls: single.some(({ recalls, steps: own = [] }) =>
      [{ recalls }, ...own].some((each) => (each.recalls ?? []).length > 0),
    ),
    ideas: Object.values(generators).flatMap(({ id, summary }): Idea[] => {
      const own = byIdea.get(id) ?? [];
      const reasons = [...new Set(own.map(({ reason }) => reason))].slice(0, reasonsAtMost);
      return own.length === 0 ? [] : [{ id, summary, count: own.length, reasons }];
    }),
  };
}

const steps = new WeakMap<Reference['contract'], ReadonlyMap<string, number>>();

/** How many requests are sent to an operation about things from their creation to their deletion. */
export const stepsFor = (
  { id }: Pick<Operation, 'id'>,
  { contract }: Pick<Reference, 'contract'>,
): number =>
  cached(steps, contract, () => {
    const all = sequencesOf(resourcesOf(contract), { hasOther: true });
    // the steps themselves hold much
    const counts = new Map<string, number>();
    for (const { testCase } of all.flatMap((sequence) => sequence.steps)) {
      const operation = testCase.operation.id;
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
    return counts;
  }).get(id) ?? 0;
