import type { Request } from './http.ts';

/** The kinds of refusal; each API has its own answer to each. */
export type Fault = 'unauthorized' | 'malformed' | 'invalid';

/** Whether a request breaks a rule. */
export type Broken = (request: Request) => boolean;

/** One rule of a request. Its id names the place and the demand, as in `body/userId/maxLength`. */
export type Rule = {
  readonly id: string;
  readonly fault: Fault;
  /** What to call the place in a refusal. */
  readonly field: string;
  readonly broken: Broken;
};

/** Whether a value is a JSON object: no array, and not null. */
export function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value of a member such as `deviceInfo/kind`; `undefined` when it or an object on the way is
 * absent.
 */
export function valueAt(json: unknown, place: string): unknown {
  return place
    .split('/')
    .reduce(
      (value: unknown, name) =>
        isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
      json,
    );
}

/** Counts characters as the documents do: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Whether a text is a UUID of any version, in either letter case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Rules about the body as a whole: its media type, its syntax, and an object at the root. */
export const bodyRules: readonly Rule[] = [
  {
    id: 'media-type',
    fault: 'malformed',
    field: 'content-type',
    broken: ({ headers }) =>
      headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json',
  },
  { id: 'body/json', fault: 'malformed', field: 'body', broken: ({ json }) => json === undefined },
  { id: 'body/type', fault: 'invalid', field: 'body', broken: ({ json }) => !isObject(json) },
];

/** The member is there; a body or parent that is no object breaks its own rule, not this one. */
export function required(place: string): Rule {
  const [name, ...parents] = place.split('/').reverse();
  const parent = parents.reverse().join('/');
  return bodyRule(place, 'required', ({ json }) => {
    const holder = parent === '' ? json : valueAt(json, parent);
    return isObject(holder) && !Object.hasOwn(holder, name ?? '');
  });
}

/** The member is a string where it is there; null is a value of no documented type. */
export function string(place: string): Rule {
  return typeRule(place, (value) => typeof value === 'string');
}

/** The member is an integer where it is there: `1.0` is one in JSON, `"1"` is not. */
export function integer(place: string): Rule {
  return typeRule(place, Number.isInteger);
}

/** The member is an object where it is there. */
export function object(place: string): Rule {
  return typeRule(place, isObject);
}

/** The member has at least so many characters. */
export function minLength(place: string, least: number): Rule {
  return textRule(place, 'minLength', (text) => lengthOf(text) >= least);
}

/** The member has at most so many characters. */
export function maxLength(place: string, most: number): Rule {
  return textRule(place, 'maxLength', (text) => lengthOf(text) <= most);
}

/** The member is one of these, letter for letter. */
export function oneOf(place: string, members: readonly string[]): Rule {
  return textRule(place, 'enum', (text) => members.includes(text));
}

/** The member is base64, padded. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function base64(place: string): Rule {
  return textRule(place, 'contentEncoding', (text) =>
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  );
}

/** A header field that may be left out, but is a UUID when sent. */
export function optionalUuidHeader(name: string): Rule {
  return {
    id: `header/${name}/format`,
    fault: 'invalid',
    field: name,
    broken: ({ headers }) => headers.has(name) && !isUuid(headers.get(name) ?? ''),
  };
}

function typeRule(place: string, fits: (value: unknown) => boolean): Rule {
  return bodyRule(place, 'type', ({ json }) => {
    const value = valueAt(json, place);
    return value !== undefined && !fits(value);
  });
}

/** Says nothing of other types, so that each departure breaks one rule only. */
function textRule(place: string, demand: string, fits: (text: string) => boolean): Rule {
  return bodyRule(place, demand, ({ json }) => {
    const value = valueAt(json, place);
    return typeof value === 'string' && !fits(value);
  });
}

function bodyRule(place: string, demand: string, broken: Broken): Rule {
  return {
    id: `body/${place}/${demand}`,
    fault: 'invalid',
    field: place.replaceAll('/', '.'),
    broken,
  };
}
