import type { CaseGenerator, CaseDraft } from './generator.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';
import { stretch, textsMatching } from '../core/instances/text.ts';

/** The longest text that is sent, in characters. */
const longest = 100_000;

/**
 * Lengths count code points, so that an emoji is one.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.1
 */
export const length: CaseGenerator = {
  id: 'length',
  summary:
    'Texts as short and as long as `minLength` and `maxLength` allow, in ASCII, in emoji and with combining marks, and one character beyond.',
  *generate({ schemaLocations: locations }) {
    let emoji = 0;
    for (const location of locations) {
      const { types, enum: members, format, contentEncoding, patterns } = location.flat;
      // these keywords fix the form of a text, and a text of another length breaks them as well
      if (!types.includes('string') || members || format || contentEncoding) continue;
      const { minLength = 0, maxLength = 0 } = location.flat;
      const most = Math.max(minLength, maxLength);
      if (patterns.length > 0) yield* withPattern(location);
      else if (most > longest)
        yield {
          name: `${location.name}/longest`,
          notApplicable: `a text of ${most} characters is too long to send`,
        };
      else {
        yield* atLeast(location, minLength);
        yield* atMost(location);
        // the first location is enough: a server counts every text in the same unit
        if (isEmojiTried(location)) yield* inEmoji(location, maxLength, emoji++ > 0);
      }
    }
  },
};

/** A header field can't carry characters outside of Latin-1. */
const isEmojiTried = ({ in: part, flat: { maxLength = 0 } }: SchemaLocation) =>
  part !== 'header' && maxLength > 0;

const plainText = ({ value }: SchemaLocation) =>
  typeof value === 'string' && value !== '' ? value : 'value';

function* atLeast(location: SchemaLocation, minLength: number): Iterable<CaseDraft> {
  if (minLength === 0) return;
  const keyword = 'minLength';
  yield allowed(location, {
    keyword,
    name: 'shortest',
    value: stretch(plainText(location), minLength),
    reason: `is as short as allowed: ${characters(minLength)}`,
  });
  yield forbidden(location, {
    keyword,
    name: 'too-short',
    value: stretch(plainText(location), minLength - 1),
    reason: `is too short: ${characters(minLength - 1)} where ${minLength} is the least`,
  });
  // UTF-16 has two code units for each emoji
  if (minLength > 1 && location.in !== 'header')
    yield forbidden(location, {
      keyword,
      name: 'too-short-emoji',
      value: stretch('😀', minLength - 1),
      reason: `is too short: ${minLength - 1} emoji where ${characters(minLength)} are the least`,
    });
}

function* atMost(location: SchemaLocation): Iterable<CaseDraft> {
  const { maxLength } = location.flat;
  if (maxLength === undefined) return;
  yield allowed(location, {
    keyword: 'maxLength',
    name: 'longest',
    value: stretch(plainText(location), maxLength),
    reason: `is as long as allowed: ${characters(maxLength)}`,
  });
  yield forbidden(location, {
    keyword: 'maxLength',
    name: 'too-long',
    value: stretch(plainText(location), maxLength + 1),
    reason: `is too long: ${characters(maxLength + 1)} where ${maxLength} is the most`,
  });
}

/**
 * Longest and too long texts of characters that UTF-16 or Unicode normalization count otherwise.
 */
function* inEmoji(
  location: SchemaLocation,
  maxLength: number,
  redundant: boolean,
): Iterable<CaseDraft> {
  const keyword = 'maxLength';
  yield allowed(location, {
    keyword,
    name: 'longest-emoji',
    value: stretch('😀', maxLength),
    reason: `is as long as allowed: ${maxLength} emoji, each of which is one character`,
  });
  if (maxLength > 1)
    yield allowed(location, {
      keyword,
      name: 'longest-combined',
      value: stretch('e\u0301', maxLength),
      reason: `is as long as allowed: ${maxLength} characters, of which every second is a combining mark`,
    });
  yield {
    ...forbidden(location, {
      keyword,
      name: 'too-long-combined',
      value: stretch('e\u0301', maxLength + 1),
      reason: `is too long: ${characters(maxLength + 1)}, combining marks among them, where ${maxLength} is the most`,
    }),
    redundant,
  };
  yield {
    ...forbidden(location, {
      keyword,
      name: 'too-long-emoji',
      value: stretch('😀', maxLength + 1),
      reason: `is too long: ${maxLength + 1} emoji where ${maxLength} characters are the most`,
    }),
    redundant: true,
  };
}

/** The shortest, longest, too short and too long text among those that the pattern suggests. */
function* withPattern(location: SchemaLocation): Iterable<CaseDraft> {
  const { minLength = 0, maxLength } = location.flat;
  const ofLength = textsOfLength(location);
  const bounds: readonly Bound[] = [
    {
      keyword: 'minLength',
      at: minLength > 0 ? minLength : undefined,
      beyond: minLength - 1,
      names: ['shortest', 'too-short'],
    },
    {
      keyword: 'maxLength',
      at: maxLength !== undefined && maxLength <= longest ? maxLength : undefined,
      beyond: (maxLength ?? 0) + 1,
      names: ['longest', 'too-long'],
    },
  ];
  for (const { keyword, at, beyond, names } of bounds) {
    if (at === undefined) continue;
    const within = ofLength(at).find(location.allows);
    if (within !== undefined)
      yield allowed(location, {
        keyword,
        name: names[0],
        value: within,
        reason: `is of the length that is allowed last: ${characters(at)}`,
      });
    const outside = ofLength(beyond).find((text) => location.breaks(text).length === 1);
    if (outside !== undefined)
      yield {
        ...forbidden(location, {
          keyword,
          name: names[1],
          value: outside,
          reason: `has ${characters(beyond)}, one beyond what is allowed`,
        }),
        bestEffort: true,
      };
  }
}

type Bound = {
  readonly keyword: string;
  /** The last length within the bound; `undefined` where there is no bound to try. */
  readonly at: number | undefined;
  readonly beyond: number;
  readonly names: readonly [within: string, outside: string];
};

/** Candidates of a length for a location with a pattern; some match the pattern, others do not. */
function textsOfLength({ value, flat }: SchemaLocation): (length: number) => string[] {
  const matching = textsMatching(flat.patterns[0] ?? '', 40);
  const seeds = [
    ...(typeof value === 'string' && value !== '' ? [value, value[0]!] : []),
    'a',
    'A',
    '0',
    ...matching.filter((text) => text !== ''),
  ];
  return (length) => [
    ...seeds.map((seed) => stretch(seed, length)),
    ...matching.filter((text) => [...text].length === length),
  ];
}

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);
