import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { Preference } from '../respond/prefer.ts';
import { between, randomOf } from '../respond/random.ts';

/** A rule: the requests that it applies to, and its effect. */
export type Rule = {
  /** The id of an operation, `<api>/<id>`, or `*` for every operation. */
  readonly operation: string;
  readonly answer?: Preference;
  /** The range of the latency, in milliseconds. */
  readonly latency?: readonly [least: number, most: number];
  readonly connection?: 'drop' | 'stall';
  /** Applies to this many requests, then ends. */
  readonly next?: number;
  /** Applies to every n-th request. */
  readonly every?: number;
};

/** The effect of all rules on one request. Latency is in milliseconds. */
export type Effect = {
  readonly answer?: Preference;
  readonly latency?: number;
  readonly connection?: 'drop' | 'stall';
};

/** The active rules, with the number of requests that each applied to. */
export type Scenario = {
  readonly effectOn: (operation: Operation) => Effect;
  readonly add: (rules: readonly Rule[]) => void;
  /** Restores the rules of the start and their counts. */
  readonly reset: () => void;
  readonly replace: (rules: readonly Rule[]) => void;
  readonly rules: () => readonly (Rule & { readonly happened: number })[];
};

const effectParts = ['answer', 'latency', 'connection'] as const;
type WritableEffect = { -readonly [part in keyof Effect]: Effect[part] };

/** A rule, the requests that it could apply to, and those that it applied to. */
type Counted = { readonly rule: Rule; seen: number; happened: number };
const counted = (rules: readonly Rule[]): Counted[] =>
  rules.map((rule) => ({ rule, seen: 0, happened: 0 }));

/** Creates a scenario with the rules of the start. */
export function openScenario(initial: readonly Rule[] = []): Scenario {
  let active = counted(initial);
  const random = randomOf('latency');
  return {
    effectOn(operation) {
      const effect: WritableEffect = {};
      for (const each of active) {
        if (!appliesNext(each, operation, effect)) continue;
        each.happened += 1;
        const { answer, latency, connection } = each.rule;
        if (answer) effect.answer = answer;
        if (latency) effect.latency = between(...latency, random);
        if (connection) effect.connection = connection;
      }
      return effect;
    },
    add: (rules) => {
      active.push(...counted(rules));
    },
    reset: () => {
      active = counted(initial);
    },
    replace: (rules) => {
      active = counted(rules);
    },
    rules: () => active.map(({ rule, happened }) => ({ ...rule, happened })),
  };
}

/**
 * Counts a request and tells whether a rule applies to it. A rule waits while an earlier one sets
 * the same part.
 */
function appliesNext(counts: Counted, operation: Operation, effect: Effect): boolean {
  const { rule, happened } = counts;
  if (!isOf(rule, operation) || happened >= (rule.next ?? Infinity)) return false;
  if (effectParts.some((part) => rule[part] !== undefined && effect[part] !== undefined))
    return false;
  counts.seen += 1;
  return rule.every === undefined || counts.seen % rule.every === 0;
}

/** Whether a rule names an operation. */
export const isOf = (rule: Pick<Rule, 'operation'>, { api, id }: Operation): boolean =>
  ['*', id, `${api}/${id}`].includes(rule.operation);
