import { code, sentence, type Inline } from '../../content/inline.ts';
import type { Say, WordKey } from '../../words/words.ts';
import type { Scheme } from './schemes.ts';

const places: { readonly [place: string]: WordKey } = {
  header: 'keyInHeader',
  query: 'keyInQuery',
  cookie: 'keyInCookie',
};
const http: { readonly [scheme: string]: WordKey } = {
  bearer: 'httpBearer',
  basic: 'httpBasic',
  digest: 'httpDigest',
};

/** The kind of a security scheme in words. */
export function kindInWords({ node = {} }: Scheme, say: Say): Inline {
  const { type, scheme, in: place, name, bearerFormat } = node;
  if (type === 'apiKey') {
    const key = typeof place === 'string' && Object.hasOwn(places, place) && places[place];
    return key ? sentence(say(key, { name: String(name) })) : say('keyAnywhere');
  }
  if (type === 'http') {
    const lower = String(scheme).toLowerCase();
    const own = Object.hasOwn(http, lower) ? say(http[lower]!) : undefined;
    return [
      own ?? sentence(say('httpOther', { scheme: String(scheme) })),
      typeof bearerFormat === 'string' && [' (', code(bearerFormat), ')'],
    ];
  }
  if (type === 'oauth2') return say('oauth2');
  if (type === 'openIdConnect') return say('openIdConnect');
  return type === 'mutualTLS' ? say('mutualTls') : String(type);
}

/**
 * The line of a request that carries a credential, with a placeholder; `undefined` for what no line carries.
 */
export function exampleLine({ node = {} }: Scheme, say: Say): string | undefined {
  const { type, scheme, in: place, name } = node;
  if (type === 'oauth2' || type === 'openIdConnect')
    return `Authorization: Bearer <${say('placeAccessToken')}>`;
  if (type === 'http') {
    const lower = String(scheme).toLowerCase();
    if (lower === 'bearer') return `Authorization: Bearer <${say('placeToken')}>`;
    if (lower === 'basic') return `Authorization: Basic <${say('placeBasic')}>`;
    return `Authorization: ${String(scheme)} <${say('placeCredentials')}>`;
  }
  if (type !== 'apiKey') return undefined;
  const key = `<${say('placeKey')}>`;
  if (place === 'query') return `?${encodeURIComponent(String(name))}=${key}`;
  return place === 'cookie' ? `Cookie: ${String(name)}=${key}` : `${String(name)}: ${key}`;
}
