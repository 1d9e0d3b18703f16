import type { Parameter } from '../../core/contract/model.ts';
import type { Json } from '../../core/json.ts';
import { isForbidden } from '../../core/schema/model.ts';

/** Identifiers that no server has given, of the usual kinds. */
const candidates: readonly Json[] = [
  '00000000-0000-4000-8000-00000000dead',
  2_147_480_321,
  999_999_937,
  99_991,
  'no-such-thing-00dead',
  'nosuchthing00dead',
  '000000000000000000dead00',
  'NOSUCH0DEAD',
];

/** A value that the contract allows for a parameter, and that names nothing; `undefined` for none. */
export const absentValue = ({ schema }: Parameter): Json | undefined => {
  const [flat] = schema.alternatives();
  if (flat?.enum) return undefined;
  const isText = flat?.types.includes('string') === true && flat.format !== 'uuid';
  // a free text is likelier a name than a UUID
  const ordered = isText
    ? candidates
        .filter((each) => typeof each === 'string')
        .toReversed()
        .toSorted(byName)
    : candidates;
  return (
    ordered.find((value) => schema.validate(value).length === 0) ??
    candidates.find((value) => !isForbidden(schema.validate(value)))
  );
};

const byName = (one: Json, other: Json): number =>
  Number(String(other).startsWith('no-such')) - Number(String(one).startsWith('no-such'));
