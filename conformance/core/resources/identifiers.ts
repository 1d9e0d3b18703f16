import { matchPath } from '../http/path.ts';
import { percentDecode } from '../http/percent.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import type { Identified } from './model.ts';
import { identifierWords, plainName, subjectOf, wordsOf } from './names.ts';

/** What an answer, and the request that it belongs to, show of a thing. */
export type Shown = {
  /** The thing itself: an object, or its name where a list has texts. */
  readonly representation?: Json | undefined;
  /** The Location field. */
  readonly location?: string | undefined;
  /** The body that made the thing, which may name it. */
  readonly sent?: Json | undefined;
};

/** Members that hold the address of the thing itself. */
const addresses = ['self', 'href', 'url', '@id', 'uri', 'link'];

/**
 * Values that may fill a path parameter of a resource, the likeliest first: from the Location field,
 * from members of the thing, from its own address, and from the request that made it.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2
 */
export function identifiersIn(
  resource: Identified,
  parameter: string,
  { representation, location, sent }: Shown,
): readonly Json[] {
  const whole =
    resource.parameters.length > 1
      ? addressOf(resource, { representation, location, sent })?.get(parameter)
      : undefined;
  const found = [
    ...(whole === undefined ? [] : [whole]),
    ...fromAddress(resource, parameter, location),
    ...(isScalar(representation) && resource.parameters.length <= 1 ? [representation] : []),
    ...membersOf(resource, parameter, representation),
    ...addressesIn(representation).flatMap((url) => fromAddress(resource, parameter, url)),
    ...membersOf(resource, parameter, sent),
  ];
  return [...new Set(found)];
}

/**
 * The values of all parameters of a resource in the address that an answer gives a thing, if it is at
 * the path of the resource. What the request sent is no address of the server.
 */
export function addressOf(
  { path }: Pick<Identified, 'path'>,
  { representation, location, sent }: Shown,
): ReadonlyMap<string, string> | undefined {
  const count = path.split('/').filter((one) => one !== '').length;
  const given = isObject(sent) ? Object.values(sent) : [];
  for (const url of [location, ...addressesIn(representation)]) {
    if (url === undefined || given.includes(url) || !URL.canParse(url, 'http://localhost'))
      continue;
    const segments = new URL(url, 'http://localhost').pathname
      .split('/')
      .filter((one) => one !== '');
    const found = /\/[^/{}]+/.test(path) && matchPath(path, `/${segments.slice(-count).join('/')}`);
    if (found) return new Map([...found].map(([name, text]) => [name, percentDecode(text)]));
  }
  return undefined;
}

const isScalar = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number';

/** The value that the path of a URL has for a parameter of the resource. */
function fromAddress(
  { path, parameters }: Identified,
  parameter: string,
  url: string | undefined,
): readonly string[] {
  if (url === undefined || !URL.canParse(url, 'http://localhost')) return [];
  const segments = new URL(url, 'http://localhost').pathname.split('/').filter((one) => one !== '');
  const template = path.split('/').filter((one) => one !== '');
  const whole = matchPath(path, `/${segments.slice(-template.length).join('/')}`)?.get(parameter);
  // behind a gateway the path may begin in another way
  const count = parameters.length;
  const isThere = segments.at(-count - 1) === template.at(-count - 1);
  const value = whole ?? (isThere ? segments.at(parameters.indexOf(parameter) - count) : undefined);
  return value === undefined ? [] : [percentDecode(value)];
}

/** The texts and numbers of members that may name the thing, the likeliest first. */
function membersOf(
  { names, parameters }: Identified,
  parameter: string,
  thing: Json | undefined,
): readonly Json[] {
  if (!isObject(thing)) return [];
  const members = scalarsOf(thing);
  const rank = rankIn(names, parameters.length <= 1, parameter);
  return [...members]
    .map(([member, value]) => ({ value, order: rank(member) }))
    .filter(({ order }) => order < Infinity)
    .toSorted((one, other) => one.order - other.order)
    .map(({ value }) => value);
}

/** How likely a member is the identifier that a parameter asks for: the least number first. */
function rankIn(names: readonly string[], isOnly: boolean, parameter: string) {
  const [last = ''] = wordsOf(parameter).slice(-1);
  const exact = [
    [plainName(parameter)],
    names.map((own) => `${own}${last}`),
    identifierWords.includes(last) ? [last] : [],
    [subjectOf(parameter), last],
  ];
  return (member: string): number => {
    const name = plainName(member);
    const at = exact.findIndex((each) => each.includes(name));
    if (at >= 0 || !isOnly) return at >= 0 ? at : Infinity;
    const index = identifierWords.indexOf(name);
    if (index >= 0) return exact.length + index;
    return names.some((own) => name === `${own}id` || name === `${own}name`) ? 50 : Infinity;
  };
}

/** The scalar members of a thing, and of its `attributes` in JSON:API. */
function scalarsOf(thing: object): ReadonlyMap<string, Json> {
  const { attributes } = thing as { readonly attributes?: unknown };
  const all = [
    ...(isObject(attributes) ? Object.entries(attributes) : []),
    ...Object.entries(thing),
  ];
  return new Map(all.filter((entry): entry is [string, Json] => isScalar(entry[1])));
}

/** The addresses that a thing gives of itself. */
function addressesIn(thing: Json | undefined): readonly string[] {
  if (!isObject(thing)) return [];
  const { _links: hal, links, ...own } = thing as { readonly [name: string]: unknown };
  return [hal, links, own].filter(isObject).flatMap((holder) =>
    addresses.flatMap((name) => {
      const value = holder[name];
      const text = isObject(value) ? value.href : value;
      return typeof text === 'string' && text.includes('/') ? [text] : [];
    }),
  );
}

/** Members that wrap one thing in an answer. */
const wrappers = ['data', 'result', 'item', 'record', 'response', 'payload'];

/**
 * The thing that an answer shows, and the pointer to it: the answer itself, or a member that wraps it.
 * @param names the names of the thing, in plain form
 */
export function thingIn(
  body: Json | undefined,
  names: readonly string[],
): { readonly pointer: string; readonly thing: Json } | undefined {
  if (!isObject(body)) return isScalar(body) ? { pointer: '', thing: body } : undefined;
  const wrapper = wrapperIn(body, names);
  return wrapper === undefined
    ? { pointer: '', thing: body as Json }
    : { pointer: `/${wrapper}`, thing: body[wrapper] as Json };
}

/** Members that may stand beside a thing in its wrapper. */
const besideThings = ['attributes', 'error', 'errors', 'links', '_links', 'meta'];

/**
 * The member that wraps the thing in a body: by the name of the thing, by a usual one, or the only one, if
 * it ends with the name of the thing and has an identifier. Any other object may be one that the thing
 * refers to, such as the customer of an order.
 */
function wrapperIn(
  body: { readonly [name: string]: unknown },
  names: readonly string[],
): string | undefined {
  const objects = Object.keys(body).filter((name) => isObject(body[name]));
  const named = objects.find((name) => names.includes(plainName(name)));
  const members = Object.keys(body);
  if (named !== undefined || members.length > 4 || members.includes('id')) return named;
  const [only, another] = members.filter((name) => !besideThings.includes(name));
  return (
    wrappers.find((name) => objects.includes(name)) ??
    (another === undefined && endsWith(only ?? '', names) && isIdentified(body[only!])
      ? only
      : undefined)
  );
}

/** Whether a name ends with that of a thing, as `kubernetes_cluster` does with `cluster`. */
const endsWith = (name: string, names: readonly string[]): boolean =>
  wordsOf(name).some((_, index, words) => names.includes(words.slice(index).join('')));

/** Whether a value is an object with an identifier. */
const isIdentified = (value: unknown): boolean =>
  isObject(value) && ['id', 'uuid', 'guid', 'ulid'].some((name) => Object.hasOwn(value, name));
