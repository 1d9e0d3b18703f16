import { cached } from '../memoize.ts';
import type { PatternNode } from './parse.ts';

/** A condition that a position of the text keeps or not: it consumes nothing. */
export type Condition = Extract<PatternNode, { readonly kind: 'position' | 'look' }>;

/** One state: a character leads on, or a condition, or nothing is needed. */
export type State =
  | { readonly kind: 'character'; readonly character: number; next: number }
  | { readonly kind: 'condition'; readonly condition: number; next: number }
  | { readonly kind: 'split'; next: number[] }
  | { readonly kind: 'match' };

/** The states of a pattern in one direction of reading. */
export type Automaton = {
  readonly states: readonly State[];
  readonly start: number;
  /** The distinct characters and classes of the pattern, as they are written. */
  readonly characters: readonly { readonly raw: string; readonly flags: string }[];
  readonly conditions: readonly Condition[];
};

/** The most states of a pattern: a counted repetition has one for each round. */
const mostStates = 20_000;

/**
 * The automaton of a pattern, whose size is bounded; `undefined` if the pattern is too large, or
 * refers to what a group matched, which no automaton can know.
 * @param isBackward whether it reads from right to left
 */
export function automatonOf(pattern: PatternNode, isBackward: boolean): Automaton | undefined {
  const states: State[] = [{ kind: 'match' }];
  const characters = numbered<Automaton['characters'][number]>();
  const conditions = numbered<Condition>();

  function add(state: State): number {
    if (states.length >= mostStates) throw new NotPossible();
    return states.push(state) - 1;
  }

  /** The first state of a node that leads to another state. */
  function build(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'character': {
        const { raw, flags } = node;
        const character = characters.numberOf(`${flags} ${raw}`, { raw, flags });
        return add({ kind: 'character', character, next });
      }
      case 'position':
      case 'look': {
        const key = node.kind === 'look' ? node : `${node.flags} ${node.at}`;
        return add({ kind: 'condition', condition: conditions.numberOf(key, node), next });
      }
      case 'choice':
        return add({ kind: 'split', next: node.parts.map((part) => build(part, next)) });
      case 'sequence': {
        // the last part leads on, so it is built first
        const order = isBackward ? node.parts : node.parts.toReversed();
        return order.reduce((after, part) => build(part, after), next);
      }
      case 'repeat':
        return buildRepeat(node, next);
      default:
        throw new NotPossible();
    }
  }

  function buildRepeat({ body, least, most }: Repeat, next: number): number {
    if (least > mostStates) throw new NotPossible();
    let first = next;
    if (most === Infinity) {
      const loop: State = { kind: 'split', next: [next] };
      first = add(loop);
      loop.next.push(build(body, first));
    }
    for (let round = least; round < most && most !== Infinity; round += 1)
      first = add({ kind: 'split', next: [next, build(body, first)] });
    for (let round = 0; round < least; round += 1) first = build(body, first);
    return first;
  }

  try {
    const start = build(pattern, 0);
    return { states, start, characters: characters.all, conditions: conditions.all };
  } catch (error) {
    if (error instanceof NotPossible) return undefined;
    throw error;
  }
}

type Repeat = Extract<PatternNode, { readonly kind: 'repeat' }>;

class NotPossible extends Error {}

/** Numbers things by a key, in the order in which they come. */
function numbered<Thing>() {
  const numbers = new Map<unknown, number>();
  const all: Thing[] = [];
  return {
    all,
    numberOf: (key: unknown, thing: Thing) => cached(numbers, key, () => all.push(thing) - 1),
  };
}
