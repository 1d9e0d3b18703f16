import type { CaseDraft, CaseGenerator } from './generator.ts';
import { allowed, unspecified } from './propose.ts';
import { stretch } from '../core/instances/text.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * Texts for which nothing but a type is documented.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3
 */
export const textContent: CaseGenerator = {
  id: 'text-content',
  summary:
    'Texts without a documented form: empty, in other scripts, blank, with quotes and line breaks, 10,000 characters long.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) yield* casesAt(location);
  },
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { flat } = location;
  if (
    !flat.types.includes('string') ||
    flat.enum ||
    flat.format ||
    flat.patterns.length > 0 ||
    flat.contentEncoding
  )
    return;
  const { minLength = 0, maxLength = Infinity } = flat;
  const isRoomy = maxLength >= 20 && minLength <= 3;
  // an empty text in a path or a query is easily taken for none
  if (minLength === 0 && location.in === 'body' && location.pointer !== '')
    yield allowed(location, {
      keyword: 'minLength',
      name: 'empty',
      value: '',
      reason: 'is empty, which no minimum forbids',
    });
  // a header field can't carry other scripts
  const scripts =
    maxLength >= 18 && minLength <= 18
      ? 'Þórá 漢字 שלום 😀'
      : stretch('Þ漢ש', Math.max(minLength, Math.min(3, maxLength)));
  if (location.in !== 'header' && scripts !== '')
    yield allowed(location, {
      keyword: 'type',
      name: 'other-script',
      value: scripts,
      reason: 'is in other scripts, one of them written from right to left',
    });
  if (location.in === 'body' && isRoomy) {
    yield unspecified(location, {
      keyword: 'type',
      name: 'blanks',
      value: '   ',
      reason: 'is nothing but blanks',
    });
    yield unspecified(location, {
      keyword: 'type',
      name: 'special',
      value: `"'\\\n\t\u0000;--<a>`,
      reason: 'holds quotes, a line break and a NUL',
    });
  }
  if (location.in === 'body' && minLength <= 10_000 && maxLength >= 10_000)
    yield unspecified(location, {
      keyword: 'type',
      name: 'long',
      value: stretch('lorem ', 10_000),
      reason: 'is 10,000 characters long',
    });
}
