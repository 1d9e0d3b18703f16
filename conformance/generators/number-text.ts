import { isJson } from '../core/http/media-type.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { draftsAt } from './drafts-at.ts';
import { echoTest } from './echoed-places.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * JSON Schema asks for the value of a number, whatever its text is, but a parser may read `1.0` as
 * no integer, and numbers may have limits.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6
 */
export const numberText: CaseGenerator = {
  id: 'number-text',
  summary:
    'Integers written with a fraction of zero and with an exponent, a zero with a sign, and a number that is too large for a double.',
  *generate(context) {
    const { schemaLocations } = context;
    const isEchoed = echoTest(context);
    const numbers = schemaLocations.filter(
      ({ in: place, isText, flat: { types, enum: members } }) =>
        place === 'body' &&
        !isText &&
        !members &&
        (types.includes('integer') || types.includes('number')),
    );
    const [whole] = numbers.filter(({ flat }) => !flat.types.includes('number'));
    if (whole) yield* integers(whole);
    // a number that is read as another one proves nothing about an echo
    const [quiet] = numbers.filter((location) => !isEchoed(location));
    if (quiet) yield* oddNumbers(quiet);
  },
};

/** Once: it is the parser that can or can't read it, not the code behind it. */
function* integers(location: SchemaLocation): Iterable<CaseDraft> {
  const value = [location.value, 1, 0].find(
    (number) =>
      typeof number === 'number' && Number.isSafeInteger(number) && location.allows(number),
  );
  if (value === undefined) return;
  yield* written(location, 'fraction-of-zero', `${String(value)}.0`, 'valid');
  yield* written(location, 'exponent', `${String(value)}e0`, 'valid');
}

function* oddNumbers(location: SchemaLocation): Iterable<CaseDraft> {
  if (location.allows(0)) yield* written(location, 'negative-zero', '-0', 'valid');
  yield* written(location, 'too-large', '1e400', 'unspecified');
}

/** A draft whose body has a number in a form that no `JSON.stringify` writes. */
function* written(
  location: SchemaLocation,
  name: string,
  text: string,
  intent: CaseDraft['intent'],
): Iterable<CaseDraft> {
  const request = withText(location, text);
  if (!request) return;
  const { change: _, ...draft } = draftsAt(location, 'type').allowed(
    name,
    0,
    `is written as ${text}`,
  );
  // one parser reads all of them, so one that obliges a server says enough
  const redundant = intent === 'valid' && name !== 'fraction-of-zero';
  yield { ...draft, request, intent, redundant, ...(intent === 'valid' ? { basis: 'rfc' } : {}) };
}

const mark = 'd0e8f1c7-the-number';

function withText(location: SchemaLocation, text: string): PlannedRequest | undefined {
  const request = location.with(mark);
  const { body } = request;
  if (body?.value === undefined || !isJson(body.mediaType ?? body.documented)) return undefined;
  const { value, ...rest } = body;
  const raw = JSON.stringify(value).replace(JSON.stringify(mark), text);
  return { ...request, body: { ...rest, raw: Buffer.from(raw) } };
}
