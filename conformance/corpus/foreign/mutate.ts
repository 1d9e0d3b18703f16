import { between, type Random } from '../../../scripts/mock/respond/random.ts';

/**
 * Changes a description as careless authors and tools do, and worse: members are lost, doubled,
 * renamed and exchanged, values get another type, references lead nowhere.
 */

type Place = { readonly holder: object; readonly key: string };

/** The description with one to four changes; the same for the same random numbers. */
export function mutated(description: object, random: Random): object {
  const copy = structuredClone(description);
  for (let left = between(1, 4, random); left > 0; left -= 1) changed(copy, random);
  return copy;
}

function changed(root: object, random: Random): void {
  const places = placesIn(root);
  const place = pick(places, random);
  const change = pick(changes, random);
  if (place) change(place, places, random);
}

/** Every member and element; those of paths more often, since only they reach a case. */
function placesIn(root: object): readonly Place[] {
  const found: Place[] = [];
  const left: unknown[] = [root];
  while (left.length > 0) {
    const holder = left.pop();
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [key, value] of Object.entries(holder)) {
      found.push({ holder, key });
      left.push(value);
    }
  }
  return found;
}

const pick = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)]!;

const nodeAt = ({ holder, key }: Place): unknown => (holder as { [key: string]: unknown })[key];

/** Sets a member, also one that JavaScript would take for its own. */
const set = ({ holder, key }: Place, value: unknown): void => {
  Object.defineProperty(holder, key, {
    value,
    ...{ enumerable: true, configurable: true, writable: true },
  });
};

function drop({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

type Change = (place: Place, places: readonly Place[], random: Random) => void;

const changes: readonly Change[] = [
  drop,
  drop,
  (place, _, random) => set(place, structuredClone(pick(values, random))),
  (place, _, random) => set(place, structuredClone(pick(values, random))),
  // a member under another name, or at another place
  (place, _, random) => {
    const value = nodeAt(place);
    drop(place);
    set({ ...place, key: pick(names, random) }, value);
  },
  (place, places, random) => set(place, structuredClone(nodeAt(pick(places, random)))),
  (place, places, random) => {
    const value = structuredClone(nodeAt(place));
    const other = pick(places, random);
    set({ holder: other.holder, key: pick([place.key, ...names], random) }, value);
  },
  (place, _, random) => set(place, { $ref: pick(references, random) }),
  (place, places, random) => {
    const refs = places.filter(({ key }) => key === '$ref');
    if (refs.length > 0) set(pick(refs, random), pick(references, random));
    else drop(place);
  },
  // a keyword of JSON Schema where it may have a meaning
  (place, _, random) => {
    const value = nodeAt(place);
    const holder = typeof value === 'object' && value !== null ? value : place.holder;
    const [key, given] = pick(keywords, random);
    set({ holder, key }, structuredClone(given));
  },
];

const values: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2 ** 31, 1e-300],
  ...['', ' ', 'x', '$ref', '\u0000', '\ud800', 'a\r\nb: c', '{', '}', '{}', '/', '//', '%', '%zz'],
  ...['object', 'integer', 'application/json', '*/*', 'multipart/form-data', 'x'.repeat(100_000)],
  ...[[], [[]], [null], {}, { a: {} }, [{}], { type: 'string' }, { type: [] }, { $ref: 1 }],
];

const names: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'valueOf',
    'then',
    'length',
    '$ref',
  ],
  ...['', ' ', '0', '-1', '~', '~1', '/', '//', '/{}', '/{a}/{a}', '/{a}{b}', '/a?b=c', '/a#b'],
  ...[
    '\u0000',
    '\u001b[31m',
    '\ud83d\ude00',
    'ä',
    'x-x',
    'x'.repeat(10_000),
    'get',
    'GET',
    'trace',
  ],
  ...['200', '2XX', '99', '600', 'default', 'schema', 'properties', 'allOf', 'items', 'not'],
];

const references: readonly string[] = [
  ...['', '#', '#/', '##', '#/nowhere', '#/paths', '#/components/schemas', '#nothing', '#/%zz'],
  ...['missing.yaml', 'missing.json#/a', '../../../../../../etc/hostname', '/dev/null', '.'],
  ...['http://127.0.0.1:1/', 'file:///nowhere', 'urn:x:y', 'a b', '\u0000', '#/info/title'],
];

const keywords: readonly (readonly [string, unknown])[] = [
  ['pattern', '(a+)+$'],
  ['pattern', '['],
  ['pattern', '(?<=a)\\p{L}{1,1000}$'],
  ['pattern', '^(?:[a-z]{1,50}){1,50}$'],
  ['minLength', 1e9],
  ['maxLength', -1],
  ['minItems', 1e9],
  ['maxItems', 1e308],
  ['minProperties', 1e6],
  ['multipleOf', 1e-300],
  ['multipleOf', 0],
  ['minimum', 1e308],
  ['maximum', -1e308],
  ['exclusiveMinimum', true],
  ['enum', []],
  ['enum', [null, 0, '', [], {}]],
  ['const', { a: [1, 2, { b: null }] }],
  ['type', 'nothing'],
  ['type', ['string', 'null', 'string']],
  ['format', 'uuid'],
  ['format', 'int64'],
  ['uniqueItems', true],
  ['required', ['a', 'b', '__proto__']],
  ['additionalProperties', false],
  ['unevaluatedProperties', false],
  ['propertyNames', { maxLength: 0 }],
  ['patternProperties', { '[': {}, '.*': false }],
  ['not', {}],
  ['oneOf', []],
  ['anyOf', [false, false]],
  ['allOf', [{ $ref: '#' }]],
  ['items', { $ref: '#/components/schemas/Nothing' }],
  ['discriminator', { propertyName: '__proto__', mapping: { a: 'b' } }],
  ['$id', 'x:y'],
  ['$anchor', '#'],
  ['$dynamicRef', '#meta'],
  ['$schema', 'http://nowhere.example/schema'],
  ['dependentRequired', { a: 1 }],
  ['style', 'deepObject'],
  ['explode', 'yes'],
  ['in', 'body'],
  ['required', 'true'],
  ['content', { '': {}, 'text/*': { schema: false } }],
  ['security', [{ nothing: [] }]],
  ['servers', [{ url: '{' }, { url: '//' }, {}]],
  ['examples', { a: { $ref: '#' }, b: null }],
  ['example', { deep: [[[[[[]]]]]] }],
];
