import type { MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { tokensOf, withValueAt } from '../../../conformance/core/pointer.ts';
import { bodyText } from '../respond/body-text.ts';
import { envelopeOf, type About } from './envelope.ts';
import { aroundElement, formOf, isValid, readForm, type Form } from './form.ts';
import type { Kind } from './kind.ts';
import type { SharedBy } from './naming.ts';
import { pagingOf, type Page } from './pages.ts';
import {
  rowOf,
  selected,
  selectingOf,
  unknownOrders,
  understoodBy,
  withFields,
  type Query,
} from './select.ts';
import { flatsAt, listShape, type Shape } from './shape.ts';
import type { Place, Thing } from './thing.ts';

/** The text of an answer, and what of the state it can't show. */
export type Shown = {
  readonly text: string;
  readonly contentType?: string | undefined;
  readonly headers?: { readonly [name: string]: string };
  readonly notes: readonly string[];
};

/** Answers with the things of a place; `undefined` if no valid answer can. */
export type ListView = (asked: Asked) => Shown | undefined;

export type Asked = {
  readonly place: Place;
  /** The only value of a member that is asked for by the path. */
  readonly only?: SharedBy | undefined;
  /** The only things that are meant, where it is not all of the place. */
  readonly things?: readonly Thing[];
  readonly query: Query;
  readonly addressOf: About['addressOf'];
};

/** A value that no list has, in place of the list. */
const hole = '\u0000list';
const holeText = JSON.stringify(hole);

/** Prepares the list that an operation answers with; `undefined` if the answer holds none. */
export function listView(
  operation: Operation,
  kind: Kind,
  mediaType: MediaType,
  now: () => number,
): ListView | undefined {
  const shape = listShape(mediaType, kind.resource.names);
  if (!shape) return undefined;
  const { pointer } = shape;
  const selecting = selectingOf(operation.parameters, kind);
  const paging = pagingOf(operation, mostIn(shape));
  const envelope = envelopeOf(shape);
  const around = aroundElement(shape);
  const judged = new Map<string, boolean>();

  /** Whether the answer around a list is valid: it is judged once for each kind of page. */
  const isRight = (body: Json, forms: readonly Form[]): boolean => {
    const told = withValueAt(body, pointer, []);
    const key = `${Math.min(forms.length, 2)} ${typesOf(told)}`;
    return cached(judged, key, () =>
      isValid(shape, withValueAt(body, pointer, forms.slice(0, 2).map(readForm))),
    );
  };

  return ({ place, only, things, query, addressOf }) => {
    const row = things ? rowOf(things) : selected(place, selecting, query, only);
    const page = paging.pageIn(row, query);
    const forms = formsOf(page.things, (thing) => formOf(thing, shape, around, now));
    if (!forms) return undefined;
    const about = { ...page, number: paging.numberOf(page), addressOf };
    const body = envelope(about);
    if (!isRight(body, forms)) return undefined;
    const fields = query[selecting.fields ?? ''];
    const notes = [...firstNote(forms), ...unknownOrders(selecting, query), ...cursorNote(page)];
    const headers = fieldsAbout(about, operation);
    if (shape.isJson && fields === undefined) {
      const list = `[${forms.map(({ text }) => text).join(',')}]`;
      const text = pointer === '' ? list : textAround(withValueAt(body, pointer, hole), list);
      return { text, headers, notes };
    }
    const values = forms.map((form) => withFields(readForm(form), fields, shape.flats));
    const whole = withValueAt(body, pointer, values);
    if (!isValid(shape, whole)) return undefined;
    return { ...bodyText(mediaType, shape.type, whole), headers, notes };
  };
}

const firstNote = (forms: readonly Form[]): readonly string[] => {
  const note = forms.find((form) => form.note !== undefined)?.note;
  return note === undefined ? [] : [note];
};

const cursorNote = ({ unknown }: Page): readonly string[] =>
  unknown === undefined ? [] : [`no page has the cursor "${unknown}"`];

/** The forms of things; `undefined` if one of them has none. */
function formsOf(
  things: readonly Thing[],
  form: (thing: Thing) => Form | undefined,
): readonly Form[] | undefined {
  const forms: Form[] = [];
  for (const thing of things) {
    const one = form(thing);
    if (!one) return undefined;
    forms.push(one);
  }
  return forms;
}

const textAround = (body: Json, list: string): string => {
  const [before = '', after = ''] = JSON.stringify(body).split(holeText);
  return before + list + after;
};

/** The most elements that the schema of a list allows. */
function mostIn({ mediaType: { schema }, pointer }: Shape): number {
  const lists = schema ? flatsAt(schema.alternatives, tokensOf(pointer)) : [];
  return Math.min(...lists.map(({ maxItems = Infinity }) => maxItems));
}

/** The types of the values in an answer: answers with the same ones are all valid, or none is. */
function typesOf(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value === null ? 'null' : typeof value;
  return Object.entries(value)
    .map(([name, inner]) => `${name}:${typesOf(inner as Json)}`)
    .join();
}

/** @see https://www.rfc-editor.org/rfc/rfc8288#section-3 */
function fieldsAbout(
  { next, previous, total, addressOf }: About,
  { requestBody }: Operation,
): { [name: string]: string } {
  // no address says what is in a body
  const links = requestBody
    ? []
    : [
        ...(next ? [`<${addressOf(next)}>; rel="next"`] : []),
        ...(previous ? [`<${addressOf(previous)}>; rel="prev"`] : []),
      ];
  return {
    'x-total-count': String(total),
    ...(links.length > 0 ? { link: links.join(', ') } : {}),
  };
}

/** The query parameters of a list that are not understood. */
export function unknownTo(operation: Operation, kind: Kind): readonly string[] {
  const query = operation.parameters.filter(({ in: place }) => place === 'query');
  const known = understoodBy(selectingOf(query, kind), query);
  const { parameters } = pagingOf(operation);
  return query
    .map(({ name }) => name)
    .filter((name) => !known.has(name) && !parameters.includes(name));
}
