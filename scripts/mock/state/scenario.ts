import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { Preference } from '../respond/prefer.ts';
import { between, randomOf } from '../random.ts';

/** What is to happen to the requests of an operation, and to which of them. */
export type Rule = {
  /** An operation's id, `<api>/<id>`, or `*` for every operation. */
  readonly operation: string;
  readonly answer?: Preference;
  /** From and to, in milliseconds. */
  readonly latency?: readonly [least: number, most: number];
  readonly connection?: 'drop' | 'stall';
  /** Only the next so many requests. */
  readonly next?: number;
  /** Only every so manieth request. */
  readonly every?: number;
};

/** What happens to one request. */
export type Effect = {
  readonly answer?: Preference;
  readonly latency?: number;
  readonly connection?: 'drop' | 'stall';
};

/** The rules in force, and how often each came true. */
export type Scenario = {
  readonly effectOn: (operation: Operation) => Effect;
  readonly add: (rules: readonly Rule[]) => void;
  /** Back to the rules that the mock was started with, as if no request had come. */
  readonly reset: () => void;
  readonly replace: (rules: readonly Rule[]) => void;
  readonly rules: () => readonly (Rule & { readonly happened: number })[];
};

const concerns = ['answer', 'latency', 'connection'] as const;
const nothing: Effect = {};

/** Opens a scenario with the rules that the mock is started with. */
export function openScenario(initial: readonly Rule[] = []): Scenario {
  let active = initial.map(begun);
  const random = randomOf('latency');
  return {
    effectOn(operation) {
      if (active.length === 0) return nothing;
      const effect: { -readonly [concern in keyof Effect]: Effect[concern] } = {};
      for (const state of active) {
        const { rule } = state;
        if (!isOf(rule, operation) || isOver(state)) continue;
        // of two rules that say the same kind of thing the first counts, and the other waits for its turn
        if (
          concerns.some((concern) => rule[concern] !== undefined && effect[concern] !== undefined)
        )
          continue;
        state.seen += 1;
        if (rule.every !== undefined && state.seen % rule.every !== 0) continue;
        state.happened += 1;
        if (rule.answer) effect.answer = rule.answer;
        if (rule.latency) effect.latency = between(rule.latency[0], rule.latency[1], random);
        if (rule.connection) effect.connection = rule.connection;
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
const isOver = ({ rule: { next }, happened }: State): boolean =>
  next !== undefined && happened >= next;

/** Whether a rule speaks of an operation. */
export const isOf = (
  { operation: wanted }: Pick<Rule, 'operation'>,
  { api, id }: Operation,
): boolean => wanted === '*' || wanted === id || wanted === `${api}/${id}`;
