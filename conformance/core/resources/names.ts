/** The words of a name: `projectId`, `project_id` and `project-id` are `project` and `id`. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** A name as it is compared with others, whatever its spelling: `project_id` is `projectid`. */
export const plainName = (name: string): string => wordsOf(name).join('');

/** One of many: `policy` for `policies`, `address` for `addresses`, `case` for `cases`. */
export function singular(word: string): string {
  if (/(?:ss|us|is|news)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y');
  return word.replace(/(?<=ss|[^aeo]us|x|zz|sh|(?<!^ca)ch)es$|s$/, '');
}

/** The words at the end of a name that say that it names a thing, the likeliest first. */
export const identifierWords = [
  ...['id', 'pk', 'uuid', 'guid', 'key', 'slug', 'name', 'code', 'number', 'identifier', 'handle'],
  ...['ulid', 'login', 'username', 'token', 'secret', 'ids', 'uuids', 'keys', 'slugs', 'names'],
];

/** The name of one thing of a collection: `tagtype` for `/admin/tag-types`. */
export function thingOf(segment: string): string {
  const words = wordsOf(segment);
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join('');
}

/** Words that name a thing, and things too. */
const things = ['token', 'secret', 'key', 'keys', 'code', 'login'];

/** The thing that a name speaks of: `project` for `projectId`, and nothing for `id`. */
export function subjectOf(name: string): string {
  const words = wordsOf(name);
  const isIdentifier = identifierWords.includes(words.at(-1) ?? '');
  const isThing = words.length === 1 && things.includes(words[0]!);
  return thingOf((isIdentifier && !isThing ? words.slice(0, -1) : words).join(' '));
}
