import type { Request } from './http.ts';

/** The kinds of refusal. */
export type Fault = 'unauthorized' | 'malformed' | 'invalid';

export type Broken = (request: Request) => boolean;

/** A rule of a request. Its id has a location and a keyword: `body/userId/maxLength`. */
export type Rule = {
  readonly id: string;
  readonly fault: Fault;
  /** The name of the member or parameter in a refusal. */
  readonly field: string;
  readonly broken: Broken;
};

export function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a member such as `deviceInfo/kind`; `undefined` when it or a parent is absent. */
export function valueAt(json: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce(
      (value: unknown, name) =>
        isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
      json,
    );
}

/** The number of code points. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Whether a text is a UUID, in either letter case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The rules of a whole body: media type, JSON, object. */
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

/** Requires a member. If the parent is no object, another rule reports that. */
export function required(path: string): Rule {
  const [name, ...parents] = path.split('/').reverse();
  const parent = parents.reverse().join('/');
  return bodyRule(path, 'required', ({ json }) => {
    const holder = parent === '' ? json : valueAt(json, parent);
    return isObject(holder) && !Object.hasOwn(holder, name ?? '');
  });
}

/** The type of a member, if present. */
export function string(path: string): Rule {
  return typeRule(path, (value) => typeof value === 'string');
}

/** The type of a member, if present: `1.0` is an integer, `"1"` is not. */
export function integer(path: string): Rule {
  return typeRule(path, Number.isInteger);
}

/** The type of a member, if present. */
export function object(path: string): Rule {
  return typeRule(path, isObject);
}

export function minLength(path: string, least: number): Rule {
  return textRule(path, 'minLength', (text) => lengthOf(text) >= least);
}

export function maxLength(path: string, most: number): Rule {
  return textRule(path, 'maxLength', (text) => lengthOf(text) <= most);
}

export function oneOf(path: string, members: readonly string[]): Rule {
  return textRule(path, 'enum', (text) => members.includes(text));
}

/** Padded base64. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function base64(path: string): Rule {
  return textRule(path, 'contentEncoding', (text) =>
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  );
}

/** An optional header field that is a UUID. */
export function optionalUuidHeader(name: string): Rule {
  return {
    id: `header/${name}/format`,
    fault: 'invalid',
    field: name,
    broken: ({ headers }) => headers.has(name) && !isUuid(headers.get(name) ?? ''),
  };
}

function typeRule(path: string, fits: (value: unknown) => boolean): Rule {
  return bodyRule(path, 'type', ({ json }) => {
    const value = valueAt(json, path);
    return value !== undefined && !fits(value);
  });
}

/** Ignores other types, so that a wrong type breaks one rule only. */
function textRule(path: string, keyword: string, fits: (text: string) => boolean): Rule {
  return bodyRule(path, keyword, ({ json }) => {
    const value = valueAt(json, path);
    return typeof value === 'string' && !fits(value);
  });
}

function bodyRule(path: string, keyword: string, broken: Broken): Rule {
  return {
    id: `body/${path}/${keyword}`,
    fault: 'invalid',
    field: path.replaceAll('/', '.'),
    broken,
  };
}
