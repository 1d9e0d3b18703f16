import type { Json } from '../../../conformance/core/json.ts';
import {
  isObject,
  pointerOf,
  valueAt,
  withoutValueAt,
  withValueAt,
} from '../../../conformance/core/pointer.ts';
import { nextNames } from '../../../conformance/core/resources/next-page.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { startOf } from './compose.ts';
import type { Page, Turn } from './pages.ts';
import type { Shape } from './shape.ts';

/** What an answer says of a list besides its things. */
export type About = Page & {
  readonly number: number;
  /** The address of the request with another value of a query parameter. */
  readonly addressOf: (turn: Turn | undefined) => string;
};

/** Something that an answer says of its list. */
type Slot = {
  readonly pointer: string;
  readonly name: string;
  /** Whether it is an address, and no number or cursor. */
  readonly isAddress: boolean;
  readonly flats: readonly FlatSchema[];
  /** The member that goes where there is nothing to say: a link with its address. */
  readonly whole: {
    readonly pointer: string;
    readonly isRequired: boolean;
    readonly flats: readonly FlatSchema[];
  };
};

type Teller = (about: About, slot: Slot) => Json | undefined;

const totals =
  /^(?:total|totalcount|totalitems|totalentries|totalelements|totalresults|totalrecords|recordstotal|totalsize|totalnumber)$/;
const further = new Set([...nextNames, 'nextpageurl', 'nexturl', 'nextoffset']);

const tellers: readonly (readonly [names: RegExp, tell: Teller])[] = [
  [totals, ({ total }) => total],
  [
    /^(?:limit|perpage|pagesize|size|itemsperpage|take|maxresults|pagelimit)$/,
    ({ size, total }) => (Number.isFinite(size) ? size : total),
  ],
  [/^(?:offset|skip|start|startindex|startat|from)$/, ({ from }) => from],
  [/^(?:endindex|to)$/, ({ from, things }) => from + things.length],
  [/^(?:page|pagenumber|currentpage|number|pageindex)$/, ({ number }) => number],
  [
    /^(?:totalpages|pagecount|pages|lastpage|pagestotal)$/,
    ({ total, size }) => (Number.isFinite(size) && size > 0 ? Math.ceil(total / size) : 1),
  ],
  [
    /^(?:hasmore|hasnext|hasnextpage|more|morepages)$/,
    ({ from, things, total }) => from + things.length < total,
  ],
  [/^(?:hasprevious|hasprev|haspreviouspage)$/, ({ from }) => from > 0],
  [
    /^(?:previous|prev|previouspage|prevpage|previouscursor|prevcursor|before|startcursor|previousurl|prevurl)$/,
    (about, slot) => turned(about, slot, about.previous),
  ],
  [/^first(?:page)?(?:url)?$/, (about, slot) => edge(about, slot, 'first')],
  [/^last(?:pageurl|url)?$/, (about, slot) => edge(about, slot, 'last')],
  [
    /^(?:self|href)$/,
    ({ addressOf }, { isAddress }) => (isAddress ? addressOf(undefined) : undefined),
  ],
];

/** The value of a turn as a slot writes it. */
function turned(
  { addressOf }: About,
  { isAddress }: Slot,
  turn: Turn | undefined,
): Json | undefined {
  if (!turn) return undefined;
  return isAddress ? addressOf(turn) : turn.value;
}

/** The first or last page as a slot writes it, or whether this is that one. */
function edge(about: About, { isAddress, flats }: Slot, end: 'first' | 'last'): Json | undefined {
  const { from, things, total, addressOf } = about;
  if (flats.some(({ types, isTypeStated }) => isTypeStated && types.includes('boolean')))
    return end === 'first' ? from === 0 : from + things.length >= total;
  const turn = about[end]?.();
  return isAddress ? addressOf(turn) : turn?.value;
}

const tellerOf = (name: string, hasTotal: boolean): Teller | undefined => {
  const plain = plainName(name);
  if (further.has(plain)) return (about, slot) => turned(about, slot, about.next);
  if (/^(?:count|numberofelements|resultcount|length)$/.test(plain))
    return ({ things, total }) => (hasTotal ? things.length : total);
  return tellers.find(([names]) => names.test(plain))?.[1];
};

/** Tells what an answer says of its list, in a sample of the answer. */
export type Envelope = (about: About) => Json;

/** Objects of an answer that tell of its list. */
const holders =
  /^(?:meta|metadata|pagination|paging|page|pageinfo|links|cursors?|responsemetadata|info)$/;

/** Finds what the schema and the sample of an answer say of its list. */
export function envelopeOf({ mediaType, sample, pointer }: Shape): Envelope {
  const flats = mediaType.schema?.alternatives() ?? [];
  const slots = isObject(sample) ? [...slotsIn(flats, sample as Json, [], pointer)] : [];
  const names = slots.map(({ name }) => plainName(name));
  const hasTotal = names.some((name) => totals.test(name));
  const told = slots.flatMap((slot) => {
    const tell = tellerOf(slot.name, hasTotal);
    return tell ? [{ slot, tell }] : [];
  });
  return (about) =>
    told.reduce<Json>((body, { slot, tell }) => {
      const value = tell(about, slot);
      return value === undefined
        ? without(body, slot)
        : withValueAt(body, slot.pointer, written(value, slot));
    }, sample);
}

/** A value in the type that its place has: a number may be a text. */
const written = (value: Json, { flats }: Slot): Json =>
  typeof value === 'number' && flats.length > 0 && flats.every(({ types }) => isText(types))
    ? String(value)
    : value;

const isText = (types: readonly string[]): boolean =>
  types.includes('string') && !types.includes('integer') && !types.includes('number');

/** An answer that says that there is nothing at a place: null, or no member, an empty text, or 0. */
function without(body: Json, { name, whole: { pointer, flats, isRequired } }: Slot): Json {
  if (flats.some(({ types, isTypeStated }) => isTypeStated && types.includes('null')))
    return withValueAt(body, pointer, null);
  if (!isRequired) return withoutValueAt(body, pointer);
  const isEmpty = flats.some(
    ({ types, format, minLength = 0, patterns }) =>
      types.includes('string') && format === undefined && minLength === 0 && patterns.length === 0,
  );
  if (isEmpty) return withValueAt(body, pointer, '');
  // the number 1 would be that of a page
  if (flats.some(isZero)) return withValueAt(body, pointer, 0);
  const [first, ...others] = flats;
  const start = first && startOf(name, [first, ...others]);
  return start === undefined ? body : withValueAt(body, pointer, start);
}

const isZero = ({ types, minimum = 0, exclusiveMinimum = -1, enum: values }: FlatSchema): boolean =>
  types.some((type) => type === 'integer' || type === 'number') &&
  minimum <= 0 &&
  exclusiveMinimum < 0 &&
  !values;

function* slotsIn(
  flats: readonly FlatSchema[],
  sample: Json,
  above: readonly string[],
  list: string,
): Iterable<Slot> {
  const documented = flats.flatMap(({ properties }) => [...properties.keys()]);
  const shown = isObject(sample) ? Object.keys(sample) : [];
  for (const name of new Set([...documented, ...shown])) {
    const path = [...above, name];
    const inner = flats.flatMap(({ properties }) => properties.get(name)?.() ?? []);
    const value = valueAt(sample, pointerOf([name])) as Json | undefined;
    // the list itself is no part of what is told of it
    if (list === pointerOf(path) || Array.isArray(value)) continue;
    const isObjectThere = isObject(value) || inner.some(({ properties }) => properties.size > 0);
    const isLink = isObjectThere && isLinkObject(inner, value);
    if (!isObjectThere || isLink) {
      const isRequired = flats.some(({ required }) => required.includes(name));
      yield slotAt(path, { inner, value, isLink, isRequired });
    } else if (value !== undefined && above.length < 2 && isHolder(path, list))
      yield* slotsIn(inner, value, path, list);
  }
}

/** Whether a member tells of the list, or is around it. */
const isHolder = (path: readonly string[], list: string): boolean =>
  holders.test(plainName(path.at(-1)!)) || list.startsWith(`${pointerOf(path)}/`);

type Found = {
  readonly inner: readonly FlatSchema[];
  readonly value: Json | undefined;
  readonly isLink: boolean;
  readonly isRequired: boolean;
};

function slotAt(path: readonly string[], { inner, value, isLink, isRequired }: Found): Slot {
  const pointer = pointerOf(path);
  const hasHref = isLink && typeof value !== 'string';
  return {
    name: path.at(-1)!,
    pointer: hasHref ? `${pointer}/href` : pointer,
    flats: isLink ? inner.flatMap(({ properties }) => properties.get('href')?.() ?? []) : inner,
    isAddress: isLink || isAddress(inner, value, path.slice(0, -1)),
    whole: { pointer, isRequired, flats: inner },
  };
}

/** Whether an object is a link, as HAL and JSON:API write it. */
const isLinkObject = (flats: readonly FlatSchema[], value: Json | undefined): boolean =>
  flats.some(({ properties }) => properties.has('href')) || (isObject(value) && 'href' in value);

const isAddress = (
  flats: readonly FlatSchema[],
  value: Json | undefined,
  above: readonly string[],
): boolean =>
  flats.some(({ format = '' }) => /^(?:uri|iri|url)/.test(format)) ||
  (typeof value === 'string' && /^(?:[a-z]+:\/)?\/|\?/i.test(value)) ||
  /^_?links$/.test(above.at(-1) ?? '');
