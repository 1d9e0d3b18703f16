import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import { plainName } from './names.ts';

/** Members that name the next page, in plain form. */
export const nextNames: readonly string[] = [
  ...['next', 'nextcursor', 'nextpage', 'nexttoken', 'nextpagetoken', 'nextlink', 'cursor'],
  ...['endcursor', 'continuationtoken', 'after'],
];

/** An answer that holds a page of a list. */
export type Page = { readonly body: Json | undefined; readonly link: string | undefined };

/**
 * The value of a query parameter that asks for the next page: a link gives it in its query, a member
 * of the answer by itself.
 * @see https://www.rfc-editor.org/rfc/rfc8288#section-3.3
 */
export function nextPageIn({ body, link }: Page, parameter: string): string | undefined {
  const [, address] = /<([^>]*)>[^,]*;\s*rel="?next\b/.exec(link ?? '') ?? [];
  const members = address === undefined ? [...nextIn(body, 3)] : [address];
  return members.map((value) => inQuery(value, parameter) ?? value).find((one) => !isAddress(one));
}

/** The values of members that name the next page, also in objects such as `meta` and `links`. */
function* nextIn(body: Json | undefined, depth: number): Iterable<string> {
  if (!isObject(body) || depth === 0) return;
  for (const [name, value] of Object.entries(body)) {
    const isNamed = nextNames.includes(plainName(name));
    if (isNamed && (typeof value === 'string' || typeof value === 'number') && value !== '')
      yield String(value);
    else if (isNamed && isObject(value) && typeof value.href === 'string') yield value.href;
    else yield* nextIn(value as Json, depth - 1);
  }
}

const isAddress = (text: string): boolean => /^(?:[a-z]+:\/)?\/|\?/i.test(text);

const inQuery = (address: string, parameter: string): string | undefined =>
  isAddress(address)
    ? (new URLSearchParams(address.split('?')[1] ?? '').get(parameter) ?? undefined)
    : undefined;
