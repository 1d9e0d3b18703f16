import { idOf } from './findings.ts';
import type { CaseOutcome } from './record.ts';

/**
 * Ids of findings as earlier versions wrote them, for baselines. They had no variation, so one id
 * could stand for several findings; some of their words were others.
 */

/** By the id of a finding: its id without the variation. */
export function idsWithoutVariation(outcomes: readonly CaseOutcome[]): ReadonlyMap<string, string> {
  return new Map(
    outcomes.flatMap((outcome) =>
      outcome.observations.map((observation) => {
        const { variation: _, ...rest } = observation;
        return [idOf(outcome, observation), idOf(outcome, rest)] as const;
      }),
    ),
  );
}

/** The words of `within-time` before its causes had fixed names. */
const silences: readonly (readonly [former: RegExp, present: string])[] = [
  [/^no:complete:answer:came/, 'timeout'],
  [/^the:connection:was:cut/, 'cut'],
  [/^what:came:back:is:no:HTTP/, 'not-http'],
  [/^the:answer:is:larger:than/, 'too-large'],
  [/^an:answer:100:came/, 'unrequested-100'],
  [/^the:exchange:broke:off/, 'broken-off'],
];

/** An id of an earlier version in the words of this one, without the variation. */
export function inPresentWords(id: string): string {
  const [, start = '', words] = /^(.*\/within-time\/)(.*)$/.exec(id) ?? [];
  if (words !== undefined)
    return start + (silences.find(([former]) => former.test(words))?.[1] ?? words);
  return id
    .replace(/\/valid-accepted\/together\/open-/, '/valid-accepted/combined/unspecified-')
    .replace(/\/valid-accepted\/together\//, '/valid-accepted/combined/')
    .replace(/\/body:together$/, '/body:combined');
}
