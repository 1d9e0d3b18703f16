import { draftsAt } from './drafts-at.ts';
import { echoedFirst } from './echoed-places.ts';
import { hasRoomFor, isFreeText } from './free-text.ts';
import type { CaseDraft, CaseGenerator, OperationContext } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * Composed and decomposed letters that are the same to a reader, a mark on a letter that has no
 * composed form, letters that become two in upper case, and an emoji of five code points.
 */
const composed = 'é e\u0301 x\u0323 ß ŉ ﬁ 👩\u200d👩\u200d👧';

/** What careless code trims, unescapes, splits or takes for markup. */
const punctuation = '+1 50%41 a&b;c "d" \'e\' \\ <f>';

/** The same where there is less room. */
const shortPunctuation = '+%41"&';

/**
 * JSON Schema takes two texts as equal only if each code point is: nothing is trimmed, converted or
 * composed. Half a surrogate pair is no text in any encoding.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.2
 */
export const normalisation: CaseGenerator = {
  id: 'normalisation',
  summary:
    'Texts that careless servers change: with blanks at both ends, decomposed letters, an emoji of several code points, and characters that are escaped elsewhere; half a surrogate pair.',
  *generate(context) {
    const free = context.schemaLocations.filter(isFreeText);
    for (const location of free) yield* texts(location);
    yield* surrogate(context, free);
  },
};

function* texts(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed } = draftsAt(location, 'type');
  // a header field carries neither, and a path with a percent sign is unescaped on its way
  if (location.in === 'path') return;
  if (location.in !== 'header' && hasRoomFor(location, composed))
    yield {
      ...allowed(
        'composed',
        composed,
        'has composed and decomposed letters, and an emoji of several code points',
      ),
      // the longest texts have both
      redundant: location.flat.maxLength !== undefined,
    };
  const text = [punctuation, shortPunctuation]
    .map((marks) => framed(marks, location))
    .find((framed) => hasRoomFor(location, framed));
  if (text !== undefined)
    yield allowed(
      'punctuation',
      text,
      location.in === 'header'
        ? 'has quotes, a percent sign and other punctuation'
        : 'has quotes, a percent sign, a line break and other characters, and blanks at both ends',
    );
}

/** Punctuation with what else a place can carry: blanks at its ends, and a line break inside. */
function framed(marks: string, { in: place, isText }: SchemaLocation): string {
  if (place === 'header') return marks;
  return place === 'body' && !isText ? ` ${marks}\nz ` : ` ${marks} `;
}

/** Once: it is the parser that can't read it, not the code behind it. */
function* surrogate(
  context: OperationContext,
  free: readonly SchemaLocation[],
): Iterable<CaseDraft> {
  const [location] = echoedFirst(context, free).filter(
    (free) => free.in === 'body' && !free.isText && hasRoomFor(free, 'a\ud800'),
  );
  if (location)
    yield draftsAt(location, 'type').unspecified(
      'half-a-pair',
      'a\ud800',
      'ends with half a surrogate pair',
    );
}
