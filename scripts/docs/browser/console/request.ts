import type { Json } from '../../../../conformance/core/json.ts';
import { acceptOf } from '../../../frontend/bodies.ts';
import type { Location, Style } from '../../../frontend/operation.ts';
import { fieldOf, pathOf, queryOf } from '../../../frontend/parameters.ts';
import { presented, type Given } from './credentials.ts';
import type { ConsoleOperation } from './operation.ts';

/** The values of parameters by location and name. */
export type ParameterValues = {
  readonly [location in Location]: { readonly [name: string]: Json };
};

/** What the form says. */
export type Filled = {
  /** The URL of the server. */
  readonly base: string;
  readonly isMock: boolean;
  readonly parameters: ParameterValues;
  readonly body?: FilledBody;
  readonly credentials: readonly Given[];
  /** The value of the header field Prefer. */
  readonly prefer?: string;
};

export type FilledBody = {
  /** As documented. */
  readonly documented: string;
  /** As it is sent. */
  readonly mediaType: string;
  readonly content: BodyInit;
  /** Absent for what is no JSON, and for files. */
  readonly value?: Json;
};

/** A request that can be sent. */
export type BuiltRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: BodyInit;
};

/** The request that a filled form means. */
export function requestOf({ facts }: ConsoleOperation, filled: Filled): BuiltRequest {
  const { base, parameters, body, credentials, prefer } = filled;
  const styleOf =
    (location: Location) =>
    (name: string): Style =>
      facts.styles?.[location]?.[name] ?? {};
  const shown = credentials.map(presented);
  const queries = shown.filter((each) => each.in === 'query');
  // a few descriptions tell operations apart by what follows the path
  const [path = '', fixed = ''] = pathOf(facts.path, parameters.path, styleOf('path'))
    .split('#')[0]!
    .split(/\?(.*)/s);
  const query = [
    fixed,
    queryOf(parameters.query, styleOf('query')),
    ...queries.map(({ name, text }) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
  ].filter((part) => part !== '');
  return {
    method: facts.method,
    url: `${base}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: [
      ['Accept', acceptOf(facts)],
      ...Object.entries(parameters.header).map(
        ([name, value]) => [name, fieldOf(value, styleOf('header')(name))] as const,
      ),
      ...cookiesOf(parameters.cookie, shown),
      ...shown.flatMap((each) => (each.in === 'header' ? [[each.name, each.text] as const] : [])),
      ...contentType(body),
      ...(prefer === undefined ? [] : [['Prefer', prefer] as const]),
    ],
    ...(body && { body: body.content }),
  };
}

/** One field holds all cookies. */
function cookiesOf(
  values: ParameterValues['cookie'],
  shown: readonly ReturnType<typeof presented>[],
): (readonly [string, string])[] {
  const pairs = [
    ...Object.entries(values).map(([name, value]) => `${name}=${fieldOf(value)}`),
    ...shown.flatMap(({ in: location, name, text }) =>
      location === 'cookie' ? [`${name}=${encodeURIComponent(text)}`] : [],
    ),
  ];
  return pairs.length > 0 ? [['Cookie', pairs.join('; ')]] : [];
}

/** Of parts, the browser knows the boundary. */
const contentType = (body: FilledBody | undefined): (readonly [string, string])[] =>
  !body || body.content instanceof FormData ? [] : [['Content-Type', body.mediaType]];
