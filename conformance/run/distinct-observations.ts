import type { Observation } from '../checks/check.ts';

/** An observation, and how often the exchange shows the defect; absent for once. */
export type CountedObservation = Observation & { readonly times?: number };

/** The most defects that one check reports of one exchange; the others are counted. */
const most = 100;

/**
 * Collects what one check observes in one exchange: each defect once, with a count, because a large
 * response may show the same one a thousand times. Of very many defects, the last entry tells the
 * number of those that are left out.
 */
export function distinctObservations(check: string) {
  const found = new Map<string, { readonly observation: Observation; times: number }>();
  const others = new Set<string>();
  let firstOther: Observation | undefined;
  return {
    add(observation: Observation): void {
      const key = `${observation.defect} ${observation.variation ?? ''}`;
      const known = found.get(key);
      if (known) known.times += 1;
      else if (found.size < most) found.set(key, { observation, times: 1 });
      else {
        firstOther ??= observation;
        // more are not told apart
        if (others.size < 100 * most) others.add(key);
      }
    },
    all(): readonly CountedObservation[] {
      const first = [...found.values()].map(({ observation, times }) =>
        times === 1 ? observation : { ...observation, times },
      );
      return firstOther ? [...first, leftOut(firstOther, others.size, check)] : first;
    },
  };
}

/** What stands for the defects beyond `most`. */
function leftOut(example: Observation, count: number, check: string): Observation {
  const { variation: _, ...rest } = example;
  const number = count >= 100 * most ? `more than ${count}` : String(count);
  return {
    ...rest,
    defect: 'others',
    message: `The same response has ${number} further defects of ${check}, besides ${most} that are shown. One of them: ${example.message}`,
  };
}
