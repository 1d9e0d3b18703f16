import type { Json } from '../../conformance/core/json.ts';
import { decoded } from './matching.ts';

type Location = 'path' | 'query' | 'header' | 'cookie';
type Texts = { readonly [name: string]: string };

/** The values of a request. */
export type Values = {
  readonly parameters: { readonly [location in Location]: { readonly [name: string]: Json } };
  readonly body?: Json;
  /** By security scheme, what a signed token says of its owner. */
  readonly credentials: { readonly [scheme: string]: Json };
};

/** What has to be known to read a request. */
export type Reading = {
  /** By location and name, what parameters are that are no texts. */
  readonly kinds?: {
    readonly [location in Location]?: { readonly [name: string]: 'number' | 'boolean' };
  };
  /** The security schemes whose bearer token says something of its owner. */
  readonly signed?: readonly string[];
};

/** The values of a request that answers can repeat. */
export async function readRequest(
  request: Request,
  path: Texts,
  { kinds = {}, signed = [] }: Reading,
): Promise<Values> {
  const { searchParams } = new URL(request.url);
  const cookies = (request.headers.get('cookie') ?? '').split(/; */).map((pair) => pair.split('='));
  const texts: { readonly [location in Location]: Texts } = {
    path,
    query: Object.fromEntries(searchParams),
    header: Object.fromEntries(request.headers),
    cookie: Object.fromEntries(
      cookies.map(([name = '', ...value]) => [name, decoded(value.join('='))]),
    ),
  };
  const read = (location: Location) => valuesOf(texts[location], kinds[location] ?? {});
  const body = await bodyOf(request);
  const claims = claimsOf(request.headers.get('authorization') ?? '');
  return {
    parameters: {
      ...{ path: read('path'), query: read('query') },
      ...{ header: read('header'), cookie: read('cookie') },
    },
    ...(body === undefined ? {} : { body }),
    credentials:
      claims === undefined ? {} : Object.fromEntries(signed.map((scheme) => [scheme, claims])),
  };
}

const valuesOf = (texts: Texts, kinds: { readonly [name: string]: 'number' | 'boolean' }) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, typed(text, kinds[name])]));

function typed(text: string, kind?: 'number' | 'boolean'): Json {
  if (kind === 'number' && text !== '' && Number.isFinite(Number(text))) return Number(text);
  return kind === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}

/** The body of JSON or of a form; `undefined` for others. */
async function bodyOf(request: Request): Promise<Json | undefined> {
  const type = request.headers.get('content-type') ?? '';
  const isJson = /^[^;]*[/+]json\s*(?:;|$)/i.test(type);
  if (!isJson && !/^application\/x-www-form-urlencoded/i.test(type)) return undefined;
  const text = await request.text();
  try {
    return isJson ? (JSON.parse(text) as Json) : Object.fromEntries(new URLSearchParams(text));
  } catch {
    return undefined;
  }
}

/**
 * What a signed token says of its owner; `undefined` for any other credential. It is not verified.
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-3
 */
function claimsOf(field: string): Json | undefined {
  const [, claims = ''] = /^bearer +[^.\s]*\.([\w-]+)\.\S*$/i.exec(field) ?? [];
  try {
    const text = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}
