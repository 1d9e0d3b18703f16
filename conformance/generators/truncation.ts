import { stretch } from '../core/instances/text.ts';
import { draftsAt } from './drafts-at.ts';
import { echoedFirst } from './echoed-places.ts';
import { isFreeText } from './free-text.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** Where no length is documented, a server may refuse a text, but not cut it in silence. */
export const truncation: CaseGenerator = {
  id: 'truncation',
  summary:
    'Texts of 256, 1,001 and 65,536 characters where nothing limits their length, one more than columns of databases often hold.',
  *generate(context) {
    const { schemaLocations } = context;
    const unlimited = schemaLocations.filter(
      (location) =>
        location.in === 'body' && isFreeText(location) && location.flat.maxLength === undefined,
    );
    // a server that cuts after 255 characters cuts a longer text too, unless it refuses it
    for (const location of unlimited)
      for (const length of [1001, 256]) yield* ofLength(location, length, length < 1001);
    // one text, because several would exceed the usual limit of a body
    for (const location of echoedFirst(context, unlimited).slice(0, 1))
      yield* ofLength(location, 65_536, false);
  },
};

function* ofLength(
  location: SchemaLocation,
  length: number,
  redundant: boolean,
): Iterable<CaseDraft> {
  if (length < (location.flat.minLength ?? 0)) return;
  const draft = draftsAt(location, 'type').unspecified(
    `${length}-characters`,
    // the end differs from what comes before it, so that a cut shows
    `${stretch('lorem ipsum ', length - 1)}.`,
    `is ${length.toLocaleString('en')} characters long, and no maximum is documented`,
  );
  yield { ...draft, redundant };
}
