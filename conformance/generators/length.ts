import { stretch, textsMatching } from '../core/instances/text.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** The largest number of characters that a case sends in one text. */
const most = 100_000;

/**
 * A length is a number of code points, so an emoji counts as one.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.1
 */
export const length: CaseGenerator = {
  id: 'length',
  summary:
    'Texts as short and as long as `minLength` and `maxLength` allow, in ASCII, in emoji and with combining marks, and one character beyond; with a blank at the end, for servers that trim before they count.',
  *generate({ schemaLocations }) {
    let [hasUnicode, hasBlank] = [false, false];
    for (const location of schemaLocations) {
      const { types, enum: members, format, contentEncoding, patterns } = location.flat;
      // these keywords fix the form of a text, and a text of another length breaks them as well
      if (!types.includes('string') || members || format || contentEncoding) continue;
      const { minLength = 0, maxLength = 0 } = location.flat;
      const longest = Math.max(minLength, maxLength);
      if (patterns.length === 0 && longest > most) {
        const notApplicable = `a text of ${longest} characters is too long to send`;
        yield { name: `${location.name}/longest`, notApplicable };
        continue;
      }
      yield* lowerBound(location);
      yield* upperBound(location);
      // a header field can't carry blanks at its ends, or characters outside of Latin-1
      if (patterns.length > 0 || location.in === 'header') continue;
      yield* withBlank(location, hasBlank);
      hasBlank ||= maxLength > 0;
      if (maxLength === 0) continue;
      yield* inUnicode(location, maxLength, hasUnicode);
      hasUnicode = true;
    }
  },
};

function* lowerBound(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'minLength');
  const { minLength = 0, patterns } = location.flat;
  if (minLength === 0) return;
  const find = textFinder(location);
  const shortest = find(minLength, location.allows);
  if (shortest !== undefined)
    yield allowed('shortest', shortest, `is as short as allowed: ${characters(minLength)}`);
  const bestEffort = patterns.length > 0;
  const tooShort = find(minLength - 1, (text) => location.breaks(text).length === 1);
  const reason = `is too short: ${characters(minLength - 1)}, the minimum is ${minLength}`;
  if (tooShort !== undefined) yield forbidden('too-short', tooShort, reason, { bestEffort });
  // UTF-16 has two code units for each emoji
  if (minLength > 1 && location.in !== 'header' && !bestEffort)
    yield forbidden(
      'too-short-emoji',
      stretch('😀', minLength - 1),
      `is too short: ${minLength - 1} emoji, the minimum is ${characters(minLength)}`,
    );
}

function* upperBound(location: SchemaLocation): Iterable<CaseDraft | NotApplicable> {
  const { allowed, forbidden } = draftsAt(location, 'maxLength');
  const { maxLength = Infinity, patterns } = location.flat;
  if (maxLength > most) return;
  const find = textFinder(location);
  const longest = find(maxLength, location.allows);
  if (longest !== undefined)
    yield allowed('longest', longest, `is as long as allowed: ${characters(maxLength)}`);
  const tooLong = find(maxLength + 1, (text) => location.breaks(text).length === 1);
  const reason = `is too long: ${characters(maxLength + 1)}, the maximum is ${maxLength}`;
  if (tooLong !== undefined)
    yield forbidden('too-long', tooLong, reason, { bestEffort: patterns.length > 0 });
}

/**
 * Texts whose last character is a blank. A blank counts, so one beyond the maximum is forbidden; a
 * server that trims may refuse a text that is long enough only with it.
 * @param isRedundant because a server trims every text before it counts, or none
 */
function* withBlank(location: SchemaLocation, isRedundant: boolean): Iterable<CaseDraft> {
  const { minLength = 0, maxLength = Infinity } = location.flat;
  const find = textFinder(location);
  if (minLength > 1)
    yield draftsAt(location, 'minLength').unspecified(
      'shortest-blank',
      `${find(minLength - 1, () => true)} `,
      `is as short as allowed: ${characters(minLength)}, the last of which is a blank`,
    );
  if (maxLength > 0 && maxLength <= most)
    yield draftsAt(location, 'maxLength').forbidden(
      'too-long-blank',
      `${find(maxLength, () => true)} `,
      `is too long: ${characters(maxLength + 1)}, the last of which is a blank, the maximum is ${maxLength}`,
      { redundant: isRedundant },
    );
}

/**
 * Texts at and beyond `maxLength` for servers that count UTF-16 code units, or normalized text.
 * @param isRedundant because a server counts every text in the same unit
 */
function* inUnicode(
  location: SchemaLocation,
  maxLength: number,
  isRedundant: boolean,
): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'maxLength');
  const [emoji, combined] = ['😀', 'e\u0301'];
  yield allowed(
    'longest-emoji',
    stretch(emoji, maxLength),
    `is as long as allowed: ${maxLength} emoji, each of which is one character`,
  );
  if (maxLength > 1)
    yield allowed(
      'longest-combined',
      stretch(combined, maxLength),
      `is as long as allowed: ${maxLength} characters, every second one a combining mark`,
    );
  yield forbidden(
    'too-long-combined',
    stretch(combined, maxLength + 1),
    `is too long: ${characters(maxLength + 1)} with combining marks, the maximum is ${maxLength}`,
    { redundant: isRedundant },
  );
  yield forbidden(
    'too-long-emoji',
    stretch(emoji, maxLength + 1),
    `is too long: ${maxLength + 1} emoji, the maximum is ${characters(maxLength)}`,
    { redundant: true },
  );
}

/** Finds a text of a length; for a location with a pattern, among candidates that `fits` tests. */
function textFinder({
  value,
  flat: { patterns },
}: SchemaLocation): (length: number, fits: (text: string) => boolean) => string | undefined {
  const own = typeof value === 'string' ? value : '';
  const [pattern] = patterns;
  if (pattern === undefined) return (length) => stretch(own || 'value', length);
  const matching = textsMatching(pattern, 40);
  const seeds = [own, own.slice(0, 1), 'a', 'A', '0', ...matching].filter((text) => text !== '');
  return (length, fits) =>
    [
      ...seeds.map((seed) => stretch(seed, length)),
      ...matching.filter((text) => [...text].length === length),
    ].find(fits);
}

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);
