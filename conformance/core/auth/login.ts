import type { Reply } from '../http/messages.ts';
import type { Json } from '../json.ts';
import { isObject, valueAt } from '../pointer.ts';
import { jsonIn, membersOf, wordsOf } from './answer-text.ts';
import { lifetimeOfCookie, lifetimeOfToken } from './lifetime.ts';
import type { Fetched, FetchRequest, Login } from './recipe.ts';

/** The request of a login at a target. */
export function loginRequest(target: string, login: Login): FetchRequest {
  const { path = '', url = `${target}${path}`, method = 'POST', headers = {}, body } = login;
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return {
    url,
    method: method.toUpperCase(),
    headers: [
      ...Object.entries(headers),
      ...(body === undefined || type !== undefined
        ? []
        : [['Content-Type', 'application/json'] as const]),
      ...(names.includes('accept') ? [] : [['Accept', '*/*'] as const]),
    ],
    ...(body === undefined ? {} : { body: Buffer.from(bodyText(body, type)) }),
  };
}

function bodyText(body: Json, type = 'application/json'): string {
  if (typeof body === 'string') return body;
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type) && isObject(body);
  if (!isForm) return JSON.stringify(body);
  const pairs = Object.entries(body).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(pairs).toString();
}

/** Reads the answer to a login. A redirect may set the cookie: many pages answer so. */
export function readLogin(
  { status, headers, body }: Pick<Reply, 'status' | 'headers' | 'body'>,
  { token, cookie }: Login,
): Fetched {
  if (status >= 400 || (cookie === undefined && status >= 300))
    return { reason: `answered ${status}${wordsOf(body)}` };
  return cookie === undefined
    ? readTokenAt(status, body, token ?? '')
    : readCookie(status, headers.get('set-cookie') ?? '', cookie);
}

function readTokenAt(status: number, body: Uint8Array, pointer: string): Fetched {
  const answer = jsonIn(body) ?? Buffer.from(body).toString().trim();
  const found = valueAt(answer, pointer);
  const isValue = typeof found === 'number' || (typeof found === 'string' && found !== '');
  if (isValue) return { value: String(found), lifetime: lifetimeOfToken(String(found)) };
  const place = pointer === '' ? 'no text' : `no text at ${pointer}`;
  return { reason: `answered ${status} with ${place}${membersOf(answer)}` };
}

function readCookie(status: number, fields: string, wanted: string): Fetched {
  const cookies = fields.split('\n').filter(Boolean).map(cookieIn);
  const found = cookies.findLast(({ name }) => name === wanted);
  if (found && found.value !== '')
    return { value: found.value, lifetime: lifetimeOfCookie(found.attributes) };
  const set = cookies.map(({ name }) => name).join(', ');
  return {
    reason: `answered ${status} without the cookie "${wanted}"; it sets ${set || 'no cookie'}`,
  };
}

function cookieIn(field: string) {
  const [pair = '', ...attributes] = field.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  return { name: pair.slice(0, at), value: pair.slice(at + 1), attributes };
}
