import { cached } from '../../../conformance/core/memoize.ts';

/** How far the identifiers of one kind of thing have come. */
export type Counters = {
  /** The highest number so far. */
  count: number;
  /** Which of the numbers that are free again was tried last. */
  again: number;
  /** How many random numbers were drawn. */
  drawn: number;
};

/** The counters of all kinds of things, by the name of the kind. */
export type AllCounters = { readonly [kind: string]: Readonly<Counters> };

/** The counters of a kind of thing. */
export type CountersOf = (kind: string) => Counters;

export const newCounters = (): Counters => ({ count: 0, again: -1, drawn: 0 });

/** The counters of a mock: from the same ones on, it makes the same identifiers. */
export function createCounting() {
  const byKind = new Map<string, Counters>();
  return {
    of: ((kind) => cached(byKind, kind, newCounters)) as CountersOf,
    all: (): AllCounters =>
      Object.fromEntries([...byKind].map(([kind, counters]) => [kind, { ...counters }])),
    /** Begins again, or goes on from other counters. Who holds counters keeps them. */
    restore(saved: AllCounters = {}): void {
      for (const kind of new Set([...byKind.keys(), ...Object.keys(saved)]))
        Object.assign(cached(byKind, kind, newCounters), newCounters(), saved[kind]);
    },
  };
}
