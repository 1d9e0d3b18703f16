import { textsMatching } from '../core/instances/text.ts';
import { draftsAt, shown } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * A pattern that is not anchored matches anywhere in the text.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
 */
export const pattern: CaseGenerator = {
  id: 'pattern',
  summary:
    'Two different texts that match a `pattern`, and near misses: one with a character before it, after it, and with a line break at its end.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft | NotApplicable> {
  const { value, allows, flat } = location;
  const [regex] = flat.patterns;
  if (regex === undefined || flat.enum || !flat.types.includes('string')) return;
  const own = typeof value === 'string' ? [value] : [];
  const [text, ...matching] = [...own, ...textsMatching(regex, 40)].filter(allows);
  if (text === undefined) {
    const notApplicable = `no text that matches ${regex} could be made`;
    yield { name: `${location.name}/pattern`, notApplicable };
    return;
  }
  const { allowed, forbidden } = draftsAt(location, 'pattern');
  const others = matching.filter((other) => other !== text);
  const another = others.find((other) => other.length !== text.length) ?? others[0];
  if (another !== undefined)
    yield allowed('another', another, `is ${shown(another)}, which matches too`);
  let found = 0;
  for (const [name, texts] of nearMisses(location, text)) {
    const miss = texts.find((candidate) => candidate !== text && !allows(candidate));
    if (miss === undefined) continue;
    const reason = `is ${shown(miss)}, which does not match ${regex}`;
    yield forbidden(name, miss, reason, { redundant: found > 2 });
    found += 1;
  }
}

/** Candidates by name: a character that rarely matches comes first, one of the text's own last. */
const nearMisses = (location: SchemaLocation, text: string): [string, string[]][] => [
  ['character-before', [`~${text}`, ` ${text}`, `${text[0] ?? '0'}${text}`]],
  ['character-after', [`${text}~`, `${text} `, `${text}${text.at(-1) ?? '0'}`]],
  ['line-break-after', location.in === 'header' ? [] : [`${text}\n`]],
  ['character-less', [text.slice(0, -1), text.slice(1)]],
  ['letter-case', [text.toUpperCase(), text.toLowerCase()]],
  ['empty', location.isText ? [] : ['']],
];
