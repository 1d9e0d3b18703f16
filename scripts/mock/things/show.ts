import type { MediaType, Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { bodyText } from '../respond/body-text.ts';
import type { FilledResponse, PreparedResponse } from '../respond/prepared-response.ts';
import type { Turn } from './pages.ts';
import { criteriaIn, withCriteria } from './criteria.ts';
import { tagField } from './etags.ts';
import { aroundThing, formOf, readForm } from './form.ts';
import type { Kind } from './kind.ts';
import { listView, unknownTo, type ListView, type Shown } from './list.ts';
import type { Work } from './places.ts';
import { pathOfThing, sharedBy } from './naming.ts';
import type { Query } from './select.ts';
import { stateField } from './state-field.ts';
import type { Asked, Done } from './outcome.ts';
import { thingShape, type Shape } from './shape.ts';
import type { Place, Thing } from './thing.ts';

/** What was done, for the response that shows it. */
export type Deed = {
  readonly work: Work;
  readonly asked: Asked;
  readonly outcome: Done;
  readonly place: Place | undefined;
  /** Whether other things were forgotten for it. */
  readonly hasForgotten?: boolean;
};

/** Writes state into a documented response; `undefined` if no valid response can show it. */
export type Showing = (deed: Deed, prepared: PreparedResponse) => FilledResponse | undefined;

/** Short lists are made faster than they are kept. */
const longText = 50_000;

export function createShowing(now: () => number): Showing {
  const lists = new WeakMap<MediaType, { readonly view: ListView | undefined }>();
  const shapes = new WeakMap<MediaType, { readonly shape: Shape | undefined }>();

  function bodyOf({ work, asked, outcome, place }: Deed, mediaType: MediaType): Shown | undefined {
    const kind = work.level.kind()!;
    if ('thing' in outcome) {
      const { shape } = cached(shapes, mediaType, () => ({ shape: shapeFor(mediaType, kind) }));
      return shape && shownThing(outcome.thing, shape, now);
    }
    const { view } = cached(lists, mediaType, () => ({
      view: listView(withCriteria(work.operation, kind), kind, mediaType, now),
    }));
    if (!view || !place) return undefined;
    const { parameters, body } = asked.read;
    const query = criteriaIn(work.operation, parameters.query, body);
    const about = { place, query, addressOf: (turn: Turn | undefined) => addressOf(asked, turn) };
    if (outcome.done === 'many') return view({ ...about, things: outcome.things });
    const at = place.home ?? place;
    const name = `${work.operation.id} ${mediaType.name} ${asked.target}${criteriaText(query, parameters.query)}`;
    const before = at.finding(name) as Shown | undefined;
    if (before) return before;
    const only = sharedBy(work.level, parameters.path);
    const shown = view({ ...about, only });
    if (shown && shown.text.length >= longText) at.find(name, shown, shown.text.length);
    return shown;
  }

  return (deed, prepared) => {
    const { read } = deed.asked;
    const { mediaType, status } = prepared;
    const headers = {
      ...prepared.fieldsFor({ request: read }),
      ...locationOf(deed),
      ...tagIn(deed),
    };
    if (!mediaType) return { status, headers, text: '', body: undefined };
    const shown = bodyOf(deed, mediaType);
    if (!shown) return undefined;
    const { text, contentType, notes, headers: more } = shown;
    return {
      ...{ status, text, body: undefined },
      headers: {
        ...headers,
        ...more,
        ...(contentType ? { 'content-type': contentType } : {}),
        ...stateField([...notes, ...unknownIn(deed), ...forgottenIn(deed)]),
      },
    };
  };
}

/** The criteria that are not in the address of a request, as a text. */
const criteriaText = (criteria: Query, query: Query): string =>
  criteria === query ? '' : JSON.stringify(criteria);

const forgottenIn = ({ hasForgotten }: Deed): readonly string[] =>
  hasForgotten ? ['there were too many things: the least recently used are forgotten'] : [];

const unknown = new WeakMap<Operation, readonly string[]>();

/** The parameters of a request for a list that are not understood. */
function unknownIn({ work, asked, outcome }: Deed): readonly string[] {
  const names = outcome.done === 'listed' ? unknownOf(work) : [];
  const { parameters, body } = asked.read;
  const sent = names.length > 0 ? criteriaIn(work.operation, parameters.query, body) : {};
  return names
    .filter((name) => Object.hasOwn(sent, name))
    .map((name) => `the parameter "${name}" is not understood`);
}

export const unknownOf = ({ operation, level }: Work): readonly string[] =>
  cached(unknown, operation, () => {
    const kind = level.kind()!;
    return unknownTo(withCriteria(operation, kind), kind);
  });

/** The shape of an answer that shows a thing of the kind; `undefined` if it shows something else. */
function shapeFor(mediaType: MediaType, { resource, flats }: Kind): Shape | undefined {
  const shape = thingShape(mediaType, resource.names);
  if (!shape || shape.flats.length === 0 || flats.length === 0) return shape;
  const names = new Set(flats.flatMap(({ properties }) => [...properties.keys()]));
  return shape.flats.some(
    ({ properties }) => properties.size === 0 || properties.keys().some((name) => names.has(name)),
  )
    ? shape
    : undefined;
}

function shownThing(thing: Thing, shape: Shape, now: () => number): Shown | undefined {
  const around = aroundThing(shape);
  const form = formOf(thing, shape, around, now);
  if (!form) return undefined;
  const notes = form.note === undefined ? [] : [form.note];
  if (shape.isJson && shape.pointer === '') return { text: form.text, notes };
  return { ...bodyText(shape.mediaType, shape.type, around(readForm(form))), notes };
}

const tagIn = ({ work, outcome }: Deed): { readonly [name: string]: string } =>
  'thing' in outcome && outcome.done !== 'removed'
    ? tagField(work.level.kind()!, outcome.thing)
    : {};

/** The most characters of an address in a header field: clients refuse longer fields. */
const longestField = 4000;

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2 */
export function locationOf({ work, asked, outcome, place }: Deed): {
  readonly [name: string]: string;
} {
  if (outcome.done !== 'made' || !place) return {};
  const { thing } = outcome;
  const path = `${baseOf(asked)}${pathOfThing(work.level.kind()!, thing.place, thing.id, work.operation)}`;
  if (path.length > longestField) return {};
  const { schema } = cached(locations, work.operation, () => documentedLocation(work.operation));
  const isRelative = !schema || schema.validate(path).length === 0;
  const location = isRelative ? path : `${originOf(asked)}${path}`;
  return !schema || schema.validate(location).length === 0 ? { location } : {};
}

const locations = new WeakMap<Operation, Partial<Pick<Parameter, 'schema'>>>();

/** The `Location` field of a success, if one is documented. */
const documentedLocation = ({ responses }: Operation): Partial<Pick<Parameter, 'schema'>> =>
  responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ headers }) => headers)
    .find(({ name }) => name.toLowerCase() === 'location')?.parameter ?? {};

/** What is before the documented path in the requested one: `/shop`, or nothing. */
function baseOf({ target, request }: Asked): string {
  const [path = ''] = target.split('?');
  const [documented = ''] = request.path.split('?');
  return path.endsWith(documented) ? path.slice(0, path.length - documented.length) : '';
}

const originOf = ({ request, isSecure }: Asked): string =>
  `${isSecure ? 'https' : 'http'}://${headerOf(request, 'host') ?? 'localhost'}`;

/** The address of a request with another value of a query parameter. */
function addressOf(asked: Asked, turn: Turn | undefined): string {
  const [path = '', query = ''] = asked.target.split('?');
  const pairs = new URLSearchParams(query);
  if (turn) pairs.set(turn.parameter, String(turn.value));
  const text = pairs.toString();
  return `${originOf(asked)}${path}${text === '' ? '' : `?${text}`}`;
}
