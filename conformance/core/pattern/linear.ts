import { cached } from '../memoize.ts';
import { alphabetOf, type Alphabet } from './alphabet.ts';
import { automatonOf, type Automaton, type State } from './automaton.ts';
import type { PatternNode } from './parse.ts';
import { holderOf, type Holds } from './positions.ts';

/**
 * Whether a pattern matches anywhere in a text, in time that grows with the length of the text only;
 * `undefined` where even that takes too long.
 */
export type LinearTest = (text: string) => boolean | undefined;

/** States that a text has reached, and by what holds there, where they lead to on their own. */
type Reached = { readonly states: readonly number[]; readonly closed: Map<number, Closed> };
type Closed = {
  /** The states that wait for a character. */
  readonly waiting: readonly number[];
  readonly isMatch: boolean;
  /** By the class of the next character. */
  readonly next: Reached[];
};

/** An automaton, and what earlier texts showed of it. */
type Machine = {
  readonly automaton: Automaton;
  readonly isBackward: boolean;
  readonly alphabet: Alphabet;
  /** For each condition that looks ahead or behind. */
  readonly looks: readonly (Machine | undefined)[];
  readonly start: Reached;
  readonly known: Map<string, Reached>;
};

/** The most steps for a text of some length, which take about a second for the longest ones. */
const mostSteps = (length: number): number => Math.min(100_000_000, 2_000_000 + 100 * length);
/** What a state in a set that is not known yet costs beside a character that leads to a known one. */
const setting = 16;
/** The most sets of states that are kept. */
const mostKept = 4000;
/** A number has a bit for each condition. */
const mostConditions = 48;

class TooSlow extends Error {}
type Budget = { left: number };

/**
 * Makes a test that follows all ways to match at once, as a set of states; sets are known for the
 * next text. A condition on what is ahead or behind is found for all positions before. Returns
 * `undefined` for a pattern that is too large, or that refers to what a group matched.
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 */
export function linearTest(pattern: PatternNode): LinearTest | undefined {
  const machine = machineOf(pattern, false);
  return (
    machine &&
    ((text) => {
      try {
        return matches(machine, text, { left: mostSteps(text.length) });
      } catch (error) {
        if (error instanceof TooSlow) return undefined;
        throw error;
      }
    })
  );
}

function machineOf(pattern: PatternNode, isBackward: boolean): Machine | undefined {
  const automaton = automatonOf(pattern, isBackward);
  if (!automaton || automaton.conditions.length > mostConditions) return undefined;
  const looks: (Machine | undefined)[] = [];
  for (const condition of automaton.conditions) {
    // what is ahead is read from the end, so that one pass finds it for each position
    const look =
      condition.kind === 'look' ? machineOf(condition.body, condition.isAhead) : undefined;
    if (condition.kind === 'look' && !look) return undefined;
    looks.push(look);
  }
  return {
    automaton,
    isBackward,
    alphabet: alphabetOf(automaton.characters),
    looks,
    start: { states: [automaton.start], closed: new Map() },
    known: new Map(),
  };
}

function matches(machine: Machine, text: string, budget: Budget): boolean {
  let found = false;
  run(machine, text, budget, () => {
    found = true;
    return true;
  });
  return found;
}

/** By position: whether a part of the text that ends there, or begins there, matches. */
function matchesAt(machine: Machine, text: string, budget: Budget): Uint8Array {
  const found = new Uint8Array(text.length + 1);
  run(machine, text, budget, (position) => {
    found[position] = 1;
    return false;
  });
  return found;
}

/** Reads a text, and tells each position where a match ends, until `isEnough`. */
function run(
  machine: Machine,
  text: string,
  budget: Budget,
  isEnough: (position: number) => boolean,
): void {
  const { alphabet, isBackward } = machine;
  const holds = conditionsIn(machine, text, budget);
  let position = isBackward ? text.length : 0;
  const end = text.length - position;
  let reached = machine.start;
  for (;;) {
    spend(budget, 1);
    const closed = closedOf(machine, reached, holds(position), budget);
    if (closed.isMatch && isEnough(position)) return;
    if (position === end) return;
    const codePoint = isBackward ? codePointBefore(text, position) : text.codePointAt(position)!;
    const width = codePoint > 0xffff ? 2 : 1;
    position += isBackward ? -width : width;
    const ofClass = alphabet.classOf(codePoint);
    reached = closed.next[ofClass] ??= nextOf(machine, closed, ofClass, budget);
  }
}

/** By position: a number with a bit for each condition, which is set where it holds. */
function conditionsIn(
  { automaton, looks }: Machine,
  text: string,
  budget: Budget,
): (position: number) => number {
  if (automaton.conditions.length === 0) return () => 0;
  const all = automaton.conditions.map((condition, index): Holds => {
    if (condition.kind === 'position') return holderOf(condition, text);
    const at = matchesAt(looks[index]!, text, budget);
    return condition.isNegative
      ? (position) => at[position] === 0
      : (position) => at[position] === 1;
  });
  return (position) => {
    let bits = 0;
    for (const holds of all) bits = bits * 2 + (holds(position) ? 1 : 0);
    return bits;
  };
}

const bitOf = (bits: number, index: number, count: number): boolean =>
  Math.floor(bits / 2 ** (count - 1 - index)) % 2 === 1;

/** Follows what needs no character. */
function closedOf(machine: Machine, reached: Reached, bits: number, budget: Budget): Closed {
  const { states } = machine.automaton;
  return cached(reached.closed, bits, () => {
    const seen = new Set(reached.states);
    // a set takes in what is added while it is walked
    for (const number of seen)
      for (const next of followers(machine, states[number]!, bits)) seen.add(next);
    spend(budget, seen.size * setting);
    const all = [...seen];
    return {
      waiting: all.filter((number) => states[number]!.kind === 'character'),
      isMatch: all.some((number) => states[number]!.kind === 'match'),
      next: [],
    };
  });
}

/** The states that one leads to without a character. */
function followers({ automaton }: Machine, state: State, bits: number): readonly number[] {
  if (state.kind === 'split') return state.next;
  if (state.kind !== 'condition') return [];
  return bitOf(bits, state.condition, automaton.conditions.length) ? [state.next] : [];
}

/** Where a character leads; a match may also begin after it. */
function nextOf(
  { automaton, alphabet, known }: Machine,
  { waiting }: Closed,
  ofClass: number,
  budget: Budget,
): Reached {
  const { states, start } = automaton;
  const next = new Set([start]);
  for (const number of waiting) {
    const state = states[number]!;
    if (state.kind === 'character' && alphabet.has(state.character, ofClass)) next.add(state.next);
  }
  spend(budget, waiting.length * setting);
  const sorted = [...next].toSorted((one, other) => one - other);
  if (known.size >= mostKept) known.clear();
  return cached(known, sorted.join(), () => ({ states: sorted, closed: new Map() }));
}

function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new TooSlow();
}

function codePointBefore(text: string, position: number): number {
  const isPair = position > 1 && text.codePointAt(position - 2)! > 0xffff;
  return text.codePointAt(position - (isPair ? 2 : 1))!;
}
