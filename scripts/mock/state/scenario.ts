import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { Preference } from '../respond/prefer.ts';
import { between, randomOf, type Random } from '../respond/random.ts';

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
const noEffect: Effect = {};
type WritableEffect = { -readonly [part in keyof Effect]: Effect[part] };

/** Creates a scenario with the rules of the start. */
export function openScenario(initial: readonly Rule[] = []): Scenario {
  let active = initial.map(begun);
  const random = randomOf('latency');
  return {
    effectOn(operation) {
      if (active.length === 0) return noEffect;
      const effect: WritableEffect = {};
      for (const state of active) {
        if (!isOf(state.rule, operation) || !appliesNext(state, effect)) continue;
        state.happened += 1;
        apply(state.rule, effect, random);
      }
      return effect;
    },
    add: (rules) => {
      active = [...active, ...rules.map(begun)];
    },
    reset: () => {
      active = initial.map(begun);
    },
    replace: (rules) => {
      active = rules.map(begun);
    },
    rules: () => active.map(({ rule, happened }) => ({ ...rule, happened })),
  };
}

type State = { readonly rule: Rule; seen: number; happened: number };
const begun = (rule: Rule): State => ({ rule, seen: 0, happened: 0 });

function apply({ answer, latency, connection }: Rule, effect: WritableEffect, random: Random) {
  if (answer) effect.answer = answer;
  if (latency) effect.latency = between(latency[0], latency[1], random);
  if (connection) effect.connection = connection;
}

/**
 * Counts a request and tells whether a rule applies to it. A rule waits while an earlier one sets
 * the same part.
 */
function appliesNext(state: State, effect: Effect): boolean {
  const { rule, happened } = state;
  if (rule.next !== undefined && happened >= rule.next) return false;
  if (effectParts.some((part) => rule[part] !== undefined && effect[part] !== undefined))
    return false;
  state.seen += 1;
  return rule.every === undefined || state.seen % rule.every === 0;
}

/** Whether a rule names an operation. */
export const isOf = (
  { operation: wanted }: Pick<Rule, 'operation'>,
  { api, id }: Operation,
): boolean => wanted === '*' || wanted === id || wanted === `${api}/${id}`;
