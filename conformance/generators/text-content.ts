import { stretch } from '../core/instances/text.ts';
import { draftsAt } from './drafts-at.ts';
import { isFreeText } from './free-text.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3 */
export const textContent: CaseGenerator = {
  id: 'text-content',
  summary:
    'Texts where only a type and a length are documented: empty, in other scripts, blank, with line breaks and a NUL.',
  generate: ({ schemaLocations }) => schemaLocations.values().filter(isFreeText).flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { minLength = 0, maxLength = Infinity } = location.flat;
  const isInBody = location.in === 'body';
  // an empty text in a path or a query is easily read as absent
  if (minLength === 0 && isInBody && location.pointer !== '')
    yield draftsAt(location, 'minLength').allowed('empty', '', 'is empty, which the schema allows');
  const { allowed, unspecified } = draftsAt(location, 'type');
  const scripts =
    maxLength >= 18 && minLength <= 18
      ? 'Þórá 漢字 שלום 😀'
      : stretch('Þ漢ש', Math.max(minLength, Math.min(3, maxLength)));
  // a header field can't carry other scripts
  if (location.in !== 'header' && scripts !== '')
    yield allowed(
      'other-script',
      scripts,
      'is in several scripts, one of them written from right to left',
    );
  if (isInBody && maxLength >= 20 && minLength <= 3) {
    // elsewhere a text with blanks at its ends is sent
    yield { ...unspecified('blanks', '   ', 'consists of spaces'), redundant: true };
    const special = `"'\\\n\t\u0000;--<a>`;
    yield unspecified('special', special, 'contains quotes, a line break and a NUL');
  }
}
