import type { Json, JsonType } from '../model.ts';
import type { CaseGenerator } from './generator.ts';
import { sitesOf, type Site } from './sites.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
export const type: CaseGenerator = {
  id: 'type',
  summary: 'Values of other JSON types than the documented one: `null`, what careless code converts, and one more.',
  *generate(subject) {
    const sites = [...sitesOf(subject)];
    const isLarge = sites.length > largeFrom;
    for (const [turn, site] of sites.entries()) {
      const values = site.in === 'body' ? strangers(site, isLarge ? turn : undefined) : textStrangers(site);
      for (const [name, value] of values) {
        const wanted = site.shape.types.join(' or ');
        yield { name: `${site.name}/${name}`, intent: 'invalid', breaks: site.rule('type'), because: `${site.title} is ${said(value)} where ${wanted} is documented`, request: site.with(value) };
      }
    }
  },
};

/** From how many places on the less telling types take turns, so that the plan stays small. */
const largeFrom = 8;

/**
 * The wrong values for a place of a body. Every place gets `null` and the values that loose conversion lets through;
 * the remaining types take turns from place to place where there are many places.
 */
function strangers({ shape, value }: Site, turn: number | undefined): [name: string, value: Json][] {
  const allowed = new Set<JsonType>(shape.types);
  if (allowed.has('number')) allowed.add('integer');
  const offered: { readonly [name: string]: [type: JsonType, value: Json] } = {
    null: ['null', null],
    boolean: ['boolean', true],
    integer: ['integer', 7],
    fraction: ['number', 1.5],
    string: ['string', typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'value'],
    array: ['array', [value]],
    object: ['object', {}],
  };
  const loose: readonly string[] = shape.types.includes('string') ? ['integer'] : shape.types.includes('boolean') ? ['string', 'integer'] : shape.types.some((name) => name === 'integer' || name === 'number') ? ['string', 'fraction', 'boolean'] : ['string', 'array'];
  const others = ['boolean', 'array', 'object'].filter((name) => !loose.includes(name) && !allowed.has(offered[name]![0]));
  const chosen = ['null', ...loose, ...(turn === undefined ? others : others.slice(turn % Math.max(others.length, 1)).slice(0, 1))];
  return chosen.flatMap((name): [string, Json][] => {
    const [is, wrong] = offered[name]!;
    return allowed.has(is) ? [] : [[name, wrong]];
  });
}

/** A parameter is text: only a number or a boolean can be recognizably of another type. */
function textStrangers({ shape }: Site): [name: string, value: Json][] {
  if (shape.types.some((name) => name === 'string' || name === 'array' || name === 'object')) return [];
  const wrong: [string, Json][] = [['string', 'value']];
  return shape.types.includes('integer') && !shape.types.includes('number') ? [...wrong, ['fraction', 1.5]] : wrong;
}

const said = (value: Json) => (Array.isArray(value) ? 'an array' : typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value));
