import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { Readable } from '../../../conformance/core/http/runtime-expression.ts';
import type { Preference } from '../respond/prefer.ts';
import { between, randomOf } from '../respond/random.ts';
import { conditionsOf, type Condition, type When } from './scenario-conditions.ts';

/** A rule: the requests that it applies to, and its effect. */
export type Rule = {
  /** The id of an operation, `<api>/<id>`, or `*` for every operation. */
  readonly operation: string;
  /** What a request must have; all conditions must hold. */
  readonly when?: When;
  readonly answer?: Preference;
  /** The range of the latency, in milliseconds. */
  readonly latency?: readonly [least: number, most: number];
  readonly connection?: 'drop' | 'stall';
  /** Applies to this many fitting requests, then ends. */
  readonly next?: number;
  /** Applies to every n-th fitting request. */
  readonly every?: number;
};

/** The effect of all rules on one request. Latency is in milliseconds. */
export type Effect = {
  readonly answer?: Preference;
  /** The rule that chose the answer, and why, for people. */
  readonly choice?: string;
  readonly latency?: number;
  readonly connection?: 'drop' | 'stall';
};

/** The active rules, with the number of requests that each applied to. */
export type Scenario = {
  readonly effectOn: (asked: AskedRules) => Effect;
  readonly add: (rules: readonly Rule[]) => void;
  /** Restores the rules of the start and their counts. */
  readonly reset: () => void;
  readonly replace: (rules: readonly Rule[]) => void;
  readonly rules: () => readonly (Rule & { readonly happened: number })[];
};

/** A request that rules may apply to. */
export type AskedRules = {
  readonly operation: Operation;
  readonly request: Readable;
  /** Whether the operation documents the response of a rule. */
  readonly documents: (answer: Preference) => boolean;
};

const effectParts = ['answer', 'latency', 'connection'] as const;

/** A rule, the requests that fit it, and those that it applied to. */
type Counted = {
  readonly rule: Rule;
  readonly conditions: readonly Condition[];
  seen: number;
  happened: number;
};

const counted = (rules: readonly Rule[]): Counted[] =>
  rules.map((rule) => ({ rule, conditions: conditionsOf(rule.when), seen: 0, happened: 0 }));

/**
 * The rules in the order in which they are asked: the one with more conditions first, then one for a
 * single operation. Rules without a condition keep their order.
 */
const ranked = (rules: readonly Counted[]): readonly Counted[] =>
  rules.toSorted(
    (one, other) =>
      other.conditions.length - one.conditions.length || widthOf(one) - widthOf(other),
  );

const widthOf = ({ rule, conditions }: Counted): number =>
  conditions.length > 0 && rule.operation === '*' ? 1 : 0;

const nothing: Effect = {};

/** Creates a scenario with the rules of the start. */
export function openScenario(initial: readonly Rule[] = []): Scenario {
  let active: Counted[] = [];
  let inTurn: readonly Counted[] = [];
  const random = randomOf('latency');
  const activate = (rules: Counted[]) => {
    active = rules;
    inTurn = ranked(rules);
  };
  activate(counted(initial));
  function effectBy(each: Counted): Effect {
    const { answer, latency, connection } = each.rule;
    return {
      ...(answer && { answer, choice: choiceOf(each, active.indexOf(each) + 1) }),
      ...(latency && { latency: between(...latency, random) }),
      ...(connection && { connection }),
    };
  }
  return {
    effectOn(asked) {
      if (inTurn.length === 0) return nothing;
      const effect: Effect = {};
      for (const each of inTurn) {
        if (!appliesNext(each, asked, effect)) continue;
        each.happened += 1;
        Object.assign(effect, effectBy(each));
      }
      return effect;
    },
    add: (rules) => {
      activate([...active, ...counted(rules)]);
    },
    reset: () => {
      activate(counted(initial));
    },
    replace: (rules) => {
      activate(counted(rules));
    },
    rules: () => active.map(({ rule, happened }) => ({ ...rule, happened })),
  };
}

const choiceOf = ({ conditions }: Counted, number: number): string =>
  [`scenario rule ${number}`, conditions.map(({ words }) => words).join(', ')]
    .filter((text) => text !== '')
    .join(': ');

/**
 * Counts a request that fits and tells whether a rule applies to it. A rule waits while an earlier one
 * sets the same part.
 */
function appliesNext(counts: Counted, asked: AskedRules, effect: Effect): boolean {
  const { rule, happened } = counts;
  if (happened >= (rule.next ?? Infinity)) return false;
  if (effectParts.some((part) => rule[part] !== undefined && effect[part] !== undefined))
    return false;
  if (!fits(counts, asked)) return false;
  counts.seen += 1;
  return rule.every === undefined || counts.seen % rule.every === 0;
}

/** Whether a rule is about a request: a rule for `*` is about operations that document its response. */
const fits = (
  { rule, conditions }: Counted,
  { operation, request, documents }: AskedRules,
): boolean =>
  isOf(rule, operation) &&
  conditions.every(({ holds }) => holds(operation, request)) &&
  (rule.answer === undefined || documents(rule.answer));

/** Whether a rule names an operation. */
export const isOf = (rule: Pick<Rule, 'operation'>, { api, id }: Operation): boolean =>
  ['*', id, `${api}/${id}`].includes(rule.operation);
