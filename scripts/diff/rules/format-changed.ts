import { formatReading } from '../../../conformance/core/schema/formats/reading.ts';
import type { Rule } from '../difference.ts';
import { dangerousAtMost, effectOf, listed, verdictOf, type Effect } from '../effect.ts';

/** Formats of which the second allows all that the first allows. */
const wider = [
  'int32 int64',
  'float double',
  'uri uri-reference',
  'email idn-email',
  'hostname idn-hostname',
  'uri iri',
];

/** @see https://spec.openapis.org/oas/v3.1.1.html#data-type-format */
export const formatChanged: Rule = {
  id: 'format-changed',
  summary: 'A value has another format.',
  of: ['schema'],
  aspects: ['format'],
  judge(difference) {
    const { old, new: fresh } = difference as { old?: string[]; new?: string[] };
    const what = !old
      ? `has the format ${listed(fresh ?? [])} now`
      : !fresh
        ? `has the format ${listed(old)} no longer`
        : `has the format ${listed(fresh)} in place of ${listed(old)}`;
    const verdict = verdictOf(effectOfFormats(old, fresh), difference, what);
    return [...(old ?? []), ...(fresh ?? [])].every(isHint) ? dangerousAtMost(verdict) : verdict;
  },
};

/**
 * Whether a format limits nothing that clients send: it says how programs hold a number, what a text is
 * for, or something that no standard defines.
 */
const isHint = (name: string): boolean =>
  ['int64', 'float', 'double', 'binary', 'password'].includes(name) || !formatReading(name);

function effectOfFormats(
  old: readonly string[] | undefined,
  fresh: readonly string[] | undefined,
): Effect {
  if (!old || !fresh) return effectOf(old, fresh);
  if (wider.includes(`${old} ${fresh}`)) return 'widened';
  return wider.includes(`${fresh} ${old}`) ? 'narrowed' : 'changed';
}
