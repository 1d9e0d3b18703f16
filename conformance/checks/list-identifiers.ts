import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import { listIn } from '../core/resources/list-answers.ts';
import { nextNames } from '../core/resources/next-page.ts';
import { expectationOf, textsIn, type Kind } from './state.ts';
import type { Exchange } from './exchange.ts';
import { jsonOf } from './response.ts';

const ofLists: readonly Kind[] = ['listed', 'unlisted', 'limited', 'filtered'];

/** The elements of a list, also as the texts that may identify them, and whether there are no others. */
export type Listed = {
  readonly things: readonly Json[];
  readonly elements: readonly (readonly string[])[];
  /** Whether the answer shows no sign of further pages. */
  readonly isWhole: boolean;
};

/** Members that say how many elements there are, or where the others are. */
const totals = ['total', 'totalcount', 'totalitems', 'totalelements', 'count', 'totalresults'];
const further = [...nextNames, 'hasmore'];

/** Reads a list; `undefined` if the answer holds none. */
export function identifiersOfList(exchange: Exchange): Listed | undefined {
  const expects = expectationOf(exchange, ...ofLists);
  const body = jsonOf(exchange)?.value;
  const list = expects && listIn(body, expects.names);
  if (!list) return undefined;
  const elements = list.things.map((thing) => [...textsIn(thing)]);
  const { things } = list;
  return {
    things,
    elements,
    isWhole: !hasFurther(exchange, body, elements.length, expects.asked ?? fullPage),
  };
}

/** Whether an answer shows that a list has other elements, or may have. */
export function hasFurther(
  { reply }: Exchange,
  body: Json | undefined,
  count: number,
  most: number,
): boolean {
  if (/rel="?next/.test(reply.headers.get('link') ?? '')) return true;
  if (isMore(Number(reply.headers.get('x-total-count') ?? 0), count)) return true;
  if (!isObject(body)) return count >= most;
  const members = [body, ...Object.values(body).filter(isObject)].flatMap((one) =>
    isObject(one) ? Object.entries(one) : [],
  );
  return (
    members.some(([name, value]) => {
      const plain = name.replaceAll(/[-_]/g, '').toLowerCase();
      if (totals.includes(plain)) return isMore(Number(value), count);
      return further.includes(plain) && Boolean(value);
    }) || count >= most
  );
}

/** The total that an answer gives for all pages, if it gives one by an unmistakable name. */
export function totalOf(body: Json | undefined): number | undefined {
  if (!isObject(body)) return undefined;
  const found = [body, ...Object.values(body).filter(isObject)]
    .flatMap((one) => Object.entries(one as object) as [string, unknown][])
    .find(([name, value]) => isTotal(name) && typeof value === 'number');
  return found?.[1] as number | undefined;
}

const isTotal = (name: string): boolean =>
  totals.filter((each) => each !== 'count').includes(name.replaceAll(/[-_]/g, '').toLowerCase());

/** A page of so many elements may be full. */
const fullPage = 10;

const isMore = (total: number, count: number): boolean => total > count;
