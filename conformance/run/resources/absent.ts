import type { Operation, Parameter } from '../../core/contract/model.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { withValue } from '../../core/instances/plain-request.ts';
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

/** The same for a parameter of an operation, else one that is like an identifier that was given. */
export function absentLike(
  { parameters }: Operation,
  name: string,
  own: Json | undefined,
): Json | undefined {
  const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
  if (!parameter) return undefined;
  const { schema } = parameter;
  const alike = [/\d+$/, /[0-9a-f]+$/i].map((end) =>
    String(own).replace(end, (found) => found.replaceAll(/./g, '9')),
  );
  return (
    absentValue(parameter) ??
    alike.find((value) => value !== String(own) && schema.validate(value).length === 0)
  );
}

/** Forms of identifiers that a server may read before it looks for a thing. */
const forms = [/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, /^\d+$/, /^[0-9a-f]{24}$/i];

const formOf = (value: Json): number => forms.findIndex((form) => form.test(String(value)));

/**
 * A value that names nothing, for a place of a request where there is the identifier of a thing: one
 * of the same form that the contract allows; `undefined` for none.
 */
export function absentIn(
  operation: Operation,
  request: PlannedRequest,
  place: string,
): Json | undefined {
  const sent = valueIn(request, place);
  if (typeof sent !== 'string' && typeof sent !== 'number') return undefined;
  return candidates
    .map((value) => (typeof sent === 'string' ? String(value) : value))
    .filter((value) => formOf(value) === formOf(sent))
    .find((value) => value !== sent && isAllowed(operation, withValue(request, place, value)));
}
