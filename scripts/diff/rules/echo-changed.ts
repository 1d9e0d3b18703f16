import { isObject } from '../../../conformance/core/pointer.ts';
import type { Rule } from '../difference.ts';
import { changesOf, listed } from '../effect.ts';

/**
 * What a response repeats of its request (`x-echo`), or of earlier ones (`recalls` of `x-memory`).
 * @see ../../../spec/README.md
 */
export const echoChanged: Rule = {
  id: 'echo-changed',
  summary: 'A response repeats other values of requests (`x-echo`, `x-memory`).',
  of: ['extension'],
  aspects: ['x-echo', 'x-memory'],
  judge({ label, aspect, old, new: fresh }) {
    const { removed } = changesOf(promisesIn(old, aspect), promisesIn(fresh, aspect));
    return removed.length === 0
      ? {
          severity: 'safe',
          reason: `${label} promises all about its values that it did (\`${aspect}\`).`,
        }
      : {
          severity: 'dangerous',
          reason: `${label} no longer promises the same about ${listed(removed.map(([place]) => place))} (\`${aspect}\`): clients may rely on it.`,
        };
  },
};

/** The places of a response whose values follow from requests, and how. */
function promisesIn(
  extension: unknown,
  aspect: string,
): (readonly [place: string, value: unknown])[] {
  const promises = aspect === 'x-memory' && isObject(extension) ? extension.recalls : extension;
  return isObject(promises) ? Object.entries(promises) : [];
}
