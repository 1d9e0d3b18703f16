import type { CaseDraft, CaseGenerator } from './generator.ts';
import { allowed, forbidden, shown } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';
import { textsMatching } from '../core/instances/text.ts';

/**
 * A pattern that is not anchored matches anywhere.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
 */
export const pattern: CaseGenerator = {
  id: 'pattern',
  summary:
    'Two different texts that match a `pattern`, and near misses: one with a character before it, after it, and with a line break at its end.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      const { patterns, enum: members, types } = location.flat;
      const [first] = patterns;
      if (first === undefined || members || !types.includes('string')) continue;
      const known = typeof location.value === 'string' ? [location.value] : [];
      const matching = [...known, ...textsMatching(first, 40)].filter((text) =>
        location.allows(text),
      );
      const [one] = matching;
      if (one === undefined) {
        yield {
          name: `${location.name}/pattern`,
          notApplicable: `no text that matches ${first} could be made`,
        };
        continue;
      }
      yield* another(location, one, matching);
      yield* nearMisses(location, one, first);
    }
  },
};

/** A second text that matches, if possible of another length. */
function* another(
  location: SchemaLocation,
  one: string,
  matching: readonly string[],
): Iterable<CaseDraft> {
  const others = matching.filter((text) => text !== one);
  const other = others.find((text) => text.length !== one.length) ?? others[0];
  if (other !== undefined)
    yield allowed(location, {
      keyword: 'pattern',
      name: 'another',
      value: other,
      reason: `is "${shown(other)}", which matches too`,
    });
}

function* nearMisses(location: SchemaLocation, one: string, regex: string): Iterable<CaseDraft> {
  // a character that rarely matches comes first, then a blank, then one of the text's own
  const misses: [name: string, texts: string[]][] = [
    ['character-before', [`~${one}`, ` ${one}`, `${one[0] ?? '0'}${one}`]],
    ['character-after', [`${one}~`, `${one} `, `${one}${one.at(-1) ?? '0'}`]],
    ['line-break-after', location.in === 'header' ? [] : [`${one}\n`]],
    ['character-less', [one.slice(0, -1), one.slice(1)]],
    ['letter-case', [one.toUpperCase(), one.toLowerCase()]],
    ['empty', location.isText ? [] : ['']],
  ];
  let found = 0;
  for (const [name, texts] of misses) {
    const miss = texts.find((text) => text !== one && !location.allows(text));
    if (miss === undefined) continue;
    yield {
      ...forbidden(location, {
        keyword: 'pattern',
        name,
        value: miss,
        reason: `is ${JSON.stringify(shown(miss))}, which does not match ${regex}`,
      }),
      redundant: found > 2,
    };
    found += 1;
  }
}
