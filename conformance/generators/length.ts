import type { CaseGenerator, CaseDraft } from './generator.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';
import { stretch, textsMatching } from '../core/instances/text.ts';

/** The longest text that is sent, in characters. */
const longest = 100_000;

/** Lengths count code points, so that an emoji is one. @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.1 */
export const length: CaseGenerator = {
  id: 'length',
  summary:
    'Texts as short and as long as `minLength` and `maxLength` allow, in ASCII, in emoji and with combining marks, and one character beyond.',
  *generate({ schemaLocations: locations }) {
    let emoji = 0;
    for (const location of locations) {
      const { flat, value } = location;
      const { minLength = 0, maxLength } = flat;
      // such a text has a form of its own, which another length would break as well
      if (!flat.types.includes('string') || flat.enum || flat.format || flat.contentEncoding)
        continue;
      if (flat.patterns.length > 0) {
        yield* patterned(location);
        continue;
      }
      if (Math.max(minLength, maxLength ?? 0) > longest) {
        yield {
          name: `${location.name}/longest`,
          notApplicable: `a text of ${Math.max(minLength, maxLength ?? 0)} characters is too long to send`,
        };
        continue;
      }
      const plain = typeof value === 'string' && value !== '' ? value : 'value';
      if (minLength > 0) {
        yield allowed(location, {
          keyword: 'minLength',
          name: 'shortest',
          value: stretch(plain, minLength),
          reason: `is as short as allowed: ${characters(minLength)}`,
        });
        yield forbidden(location, {
          keyword: 'minLength',
          name: 'too-short',
          value: stretch(plain, minLength - 1),
          reason: `is too short: ${characters(minLength - 1)} where ${minLength} is the least`,
        });
        // in UTF-16 each emoji counts two
        if (minLength > 1 && location.in !== 'header')
          yield forbidden(location, {
            keyword: 'minLength',
            name: 'too-short-emoji',
            value: stretch('😀', minLength - 1),
            reason: `is too short: ${minLength - 1} emoji where ${characters(minLength)} are the least`,
          });
      }
      if (maxLength === undefined) continue;
      yield allowed(location, {
        keyword: 'maxLength',
        name: 'longest',
        value: stretch(plain, maxLength),
        reason: `is as long as allowed: ${characters(maxLength)}`,
      });
      yield forbidden(location, {
        keyword: 'maxLength',
        name: 'too-long',
        value: stretch(plain, maxLength + 1),
        reason: `is too long: ${characters(maxLength + 1)} where ${maxLength} is the most`,
      });
      // a header field can't carry what is not Latin
      if (location.in === 'header' || maxLength < 1) continue;
      yield allowed(location, {
        keyword: 'maxLength',
        name: 'longest-emoji',
        value: stretch('😀', maxLength),
        reason: `is as long as allowed: ${maxLength} emoji, each of which is one character`,
      });
      if (maxLength > 1)
        yield allowed(location, {
          keyword: 'maxLength',
          name: 'longest-combined',
          value: stretch('e\u0301', maxLength),
          reason: `is as long as allowed: ${maxLength} characters, of which every second is a combining mark`,
        });
      // once is enough: who counts one text in code points counts all
      yield {
        ...forbidden(location, {
          keyword: 'maxLength',
          name: 'too-long-combined',
          value: stretch('e\u0301', maxLength + 1),
          reason: `is too long: ${characters(maxLength + 1)}, combining marks among them, where ${maxLength} is the most`,
        }),
        redundant: emoji > 0,
      };
      yield {
        ...forbidden(location, {
          keyword: 'maxLength',
          name: 'too-long-emoji',
          value: stretch('😀', maxLength + 1),
          reason: `is too long: ${maxLength + 1} emoji where ${maxLength} characters are the most`,
        }),
        redundant: true,
      };
      emoji += 1;
    }
  },
};

/** Lengths of a text that has a pattern, where the pattern lets its length be told apart. */
function* patterned(location: SchemaLocation): Iterable<CaseDraft> {
  const {
    flat: { minLength = 0, maxLength, patterns },
    value,
  } = location;
  const seeds = [
    ...(typeof value === 'string' && value !== '' ? [value, value[0]!] : []),
    'a',
    'A',
    '0',
    ...textsMatching(patterns[0] ?? '', 40).filter((text) => text !== ''),
  ];
  const ofLength = (length: number) => [
    ...seeds.map((seed) => stretch(seed, length)),
    ...textsMatching(patterns[0] ?? '', 40).filter((text) => [...text].length === length),
  ];
  const good = (length: number) => ofLength(length).find(location.allows);
  const bad = (length: number) =>
    ofLength(length).find((text) => location.breaks(text).length === 1);
  for (const { keyword, at, beyond, names } of [
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
  ] as const) {
    if (at === undefined) continue;
    const [within, outside] = [good(at), bad(beyond)];
    if (within !== undefined)
      yield allowed(location, {
        keyword,
        name: names[0],
        value: within,
        reason: `is of the length that is allowed last: ${characters(at)}`,
      });
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

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);
