import { LRUCache } from 'lru-cache';
import { cached } from '../../../conformance/core/memoize.ts';

/** What was found out about the things of places, such as the text of a list, until one of them changes. */
export type Findings = {
  /** What was found out before; `undefined` if nothing was, or if it was forgotten. */
  readonly get: (place: object, about: string) => unknown;
  /** Keeps what was found out, and forgets other places where all needs too many bytes. */
  readonly set: (place: object, about: string, finding: unknown, bytes: number) => void;
  /** Forgets everything about a place, because its things have changed. */
  readonly forget: (place: object) => void;
};

type Known = { readonly byName: Map<string, unknown>; readonly size: number };

/** How many bytes all findings of a mock may need together. */
const most = 1024 * 1024;

/** What is known of the places that were used last. */
export function createFindings(): Findings {
  const known = new LRUCache<object, Known>({
    maxSize: most,
    sizeCalculation: ({ size }) => size,
  });
  return {
    get: (place, about) => known.get(place)?.byName.get(about),
    set(place, about, finding, bytes) {
      const { byName, size } = cached(known, place, (): Known => ({ byName: new Map(), size: 1 }));
      byName.set(about, finding);
      // what is larger than all that may be kept is forgotten at once
      known.set(place, { byName, size: size + about.length + bytes });
    },
    forget: (place) => void known.delete(place),
  };
}
