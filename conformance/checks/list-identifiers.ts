import type { Json } from '../core/json.ts';
import type { Expectation } from '../generators/expectation.ts';
import { isObject } from '../core/pointer.ts';
import { listIn } from '../core/resources/list-answers.ts';
import { plainName } from '../core/resources/names.ts';
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
const pages = ['totalpages', 'pagecount', 'pages', 'lastpage'];
const further = [
  ...[...nextNames, 'hasmore', 'more', 'hasnext', 'hasnextpage', 'istruncated', 'continue'],
  ...['remainingitemcount', 'odatanextlink'],
];

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
    isWhole:
      !isCut(elements.length, expects) &&
      !hasFurther(exchange, body, elements.length, expects.asked ?? fullPage),
  };
}

/** Whether an answer shows that a list has other elements, or may have. */
export function hasFurther(
  { reply }: Exchange,
  body: Json | undefined,
  count: number,
  most: number,
): boolean {
  if (count >= most || hasFurtherInFields(reply, count)) return true;
  return membersOf(body).some(([name, value]) => {
    if (isTotal(name)) return isMore(Number(value), count);
    if (pages.includes(plainName(name))) return isMore(Number(value), 1);
    return further.includes(plainName(name)) && Boolean(value);
  });
}

/** Whether a server may have cut a list to a length of its own: a round one. */
const isCut = (count: number, { mayBeCut = false }: Expectation): boolean =>
  mayBeCut && count >= fullPage && count % 5 === 0;

/** Whether header fields say that a list has other elements. */
function hasFurtherInFields({ headers, status }: Exchange['reply'], count: number): boolean {
  const numbers = ['x-total-count', 'x-total', 'x-wp-total'].map((name) => headers.get(name));
  // of `items 0-9/42`, or with the status of a part
  const [, total] = /\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  return (
    status === 206 ||
    /rel="?next/.test(headers.get('link') ?? '') ||
    (headers.get('x-next-page') ?? '') !== '' ||
    [...numbers, total].some((each) => isMore(Number(each ?? 0), count))
  );
}

/** The members of an answer, and of the objects directly in it. */
const membersOf = (body: Json | undefined): readonly [string, unknown][] =>
  isObject(body)
    ? [body, ...Object.values(body).filter(isObject)].flatMap((one) =>
        Object.entries(one as object),
      )
    : [];

/** The total that an answer gives for all pages, if it gives one by an unmistakable name. */
export const totalOf = (body: Json | undefined): number | undefined =>
  membersOf(body).find(
    ([name, value]) => name !== 'count' && isTotal(name) && typeof value === 'number',
  )?.[1] as number | undefined;

const isTotal = (name: string): boolean => totals.includes(plainName(name));

/** A page of so many elements may be full. */
const fullPage = 10;

const isMore = (total: number, count: number): boolean => total > count;
