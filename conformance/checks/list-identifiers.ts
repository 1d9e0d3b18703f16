import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import { listIn } from '../core/resources/list-answers.ts';
import { expectationOf, type Kind } from './state.ts';
import type { Exchange } from './exchange.ts';
import { jsonOf } from './response.ts';

const ofLists: readonly Kind[] = ['listed', 'unlisted', 'limited'];

/** The elements of a list as the texts that may identify them, and whether there are no others. */
export type Listed = {
  readonly elements: readonly (readonly string[])[];
  /** Whether the answer shows no sign of further pages. */
  readonly isWhole: boolean;
};

/** Members that say how many elements there are, or where the others are. */
const totals = ['total', 'totalcount', 'totalitems', 'totalelements', 'count', 'totalresults'];
const further = ['next', 'nextcursor', 'nextpage', 'nexttoken', 'cursor', 'hasmore', 'nextlink'];

/** Reads a list; `undefined` if the answer holds none. */
export function identifiersOfList(exchange: Exchange): Listed | undefined {
  const expects = expectationOf(exchange, ...ofLists);
  const body = jsonOf(exchange)?.value;
  const list = expects && listIn(body, expects.names);
  if (!list) return undefined;
  const elements = list.things.map((thing) => [...identifyingIn(thing)]);
  return { elements, isWhole: !hasFurther(exchange, body, elements.length) };
}

/** The texts and numbers of an element, and of the objects directly in it. */
function* identifyingIn(thing: Json, depth = 2): Iterable<string> {
  if (isObject(thing)) {
    if (depth > 0)
      for (const value of Object.values(thing)) yield* identifyingIn(value as Json, depth - 1);
  } else if (typeof thing === 'string' || typeof thing === 'number') yield String(thing);
  // an address ends with the identifier
  if (typeof thing === 'string' && thing.includes('/')) yield thing.split('/').at(-1)!;
}

function hasFurther({ reply }: Exchange, body: Json | undefined, count: number): boolean {
  if (/rel="?next/.test(reply.headers.get('link') ?? '')) return true;
  if (isMore(Number(reply.headers.get('x-total-count') ?? 0), count)) return true;
  if (!isObject(body)) return count >= fullPage;
  const members = [body, ...Object.values(body).filter(isObject)].flatMap((one) =>
    isObject(one) ? Object.entries(one) : [],
  );
  return (
    members.some(([name, value]) => {
      const plain = name.replaceAll(/[-_]/g, '').toLowerCase();
      if (totals.includes(plain)) return isMore(Number(value), count);
      return further.includes(plain) && Boolean(value);
    }) || count >= fullPage
  );
}

/** A page of so many elements may be full. */
const fullPage = 10;

const isMore = (total: number, count: number): boolean => total > count;
