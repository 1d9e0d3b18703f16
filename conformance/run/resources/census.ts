import type { Exchange } from '../../checks/exchange.ts';
import { hasFurther } from '../../checks/list-identifiers.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import { requestOf } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { identifiersIn } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import { withEffect, type Resource, type ResourceModel } from '../../core/resources/model.ts';
import { bodyOf } from './body-of.ts';
import { deletionsOf } from './deletions.ts';
import { placeOf } from './place.ts';
import { preparation, withPathOf, type Ask } from './preparation.ts';
import { textsOfThing, type Located, type Things } from './things.ts';

type CensusOptions = {
  readonly model: ResourceModel;
  readonly things: Things;
  /** A word for the names of the things that this run makes. */
  readonly run?: string | undefined;
};

/** A list of things that can be deleted, and what it lies below. */
type Place = { readonly resource: Resource; readonly lister: Operation; readonly above: Located };

type Listed = {
  readonly exchange: Exchange;
  readonly elements: readonly Json[];
  readonly isWhole: boolean;
};

/** Below how many things of a kind the lists are read. */
const mostAbove = 2;

/**
 * What the lists of a target held before a run wrote anything, to know afterwards what is new: a
 * request may make more than its answer shows.
 */
export class Census {
  readonly #options: CensusOptions;
  readonly #places: Place[] = [];
  /** By place, the things that were there; absent where the list may have others. */
  readonly #before = new Map<Place, ReadonlySet<string>>();
  #isTaken = false;

  constructor(options: CensusOptions) {
    this.#options = options;
  }

  /** Reads the lists of things that can be deleted, once. */
  async take(ask: Ask): Promise<void> {
    if (this.#isTaken) return;
    this.#isTaken = true;
    const { model } = this.#options;
    const found = new Map<string, readonly Located[]>();
    const depth = ({ path }: Resource) => path.split('{').length;
    for (const resource of [...model.resources.values()].toSorted((a, b) => depth(a) - depth(b))) {
      if (!isWanted(resource, model)) continue;
      for (const place of placesOf(resource, found)) {
        const listed = await listAt(place, ask);
        if (!listed) continue;
        this.#places.push(place);
        found.set(
          resource.path,
          listed.elements.slice(0, mostAbove).map((one) => locatedAt(place, one)),
        );
        if (listed.isWhole)
          this.#before.set(place, new Set(listed.elements.map((one) => keyOf(place, one))));
      }
    }
  }

  /** Whether an element was in a list of a resource before the run; `undefined` if that is not known. */
  wasThere({ path }: Resource, element: Json): boolean | undefined {
    const known = this.#places.filter(({ resource }) => resource.path === path);
    if (known.length === 0 || known.some((place) => !this.#before.has(place))) return undefined;
    return known.some((place) => this.#before.get(place)!.has(keyOf(place, element)));
  }

  /**
   * Takes what is new in the lists, and surely of this run, for things that it made. Returns a sentence
   * about each list with others: nobody knows who made those.
   */
  async adopt(ask: Ask): Promise<readonly string[]> {
    const { model, things } = this.#options;
    const notes: string[] = [];
    for (const place of this.#places) {
      if (deletionsOf(place.resource, model).length === 0) continue;
      const listed = await listAt(place, ask);
      const news = (listed?.elements ?? [])
        .map((element) => ({ ...locatedAt(place, element), element }))
        .filter((one) => !things.isMade(one) && this.#mayBeOurs(place, one.element));
      const ours = news.filter(({ element }) => this.#isOurs(place.resource, element, news));
      for (const { resource, values, element } of ours)
        things.adopt({
          ...{ resource, values: new Map(values) },
          ...{ representation: element, exchange: listed!.exchange },
        });
      const others = news.filter((one) => !ours.includes(one));
      if (others.length > 0) notes.push(toldOf(place, others));
    }
    return notes;
  }

  /** Whether a thing is new, or has a name that only this run gives. */
  #mayBeOurs(place: Place, element: Json): boolean {
    return (
      this.#before.get(place)?.has(keyOf(place, element)) === false ||
      this.#isMarked(place.resource, element)
    );
  }

  #isMarked(resource: Resource, element: Json): boolean {
    return textsOfThing(resource, element).some((name) => isMarked(name, this.#options.run));
  }

  /** Whether the name of a new thing is one that only this run gives, or one that it gave, once. */
  #isOurs(resource: Resource, element: Json, news: readonly { readonly element: Json }[]): boolean {
    if (this.#isMarked(resource, element)) return true;
    const given = textsOfThing(resource, element).filter((name) => this.#options.things.gave(name));
    const isAlike = (other: Json) =>
      textsOfThing(resource, other).some((name) => given.includes(name));
    return given.length > 0 && news.filter((one) => isAlike(one.element)).length === 1;
  }
}

/** How many things a sentence names. */
const mostNamed = 3;

function toldOf({ lister }: Place, others: readonly Located[]): string {
  const named = others.slice(0, mostNamed).map(placeOf).join(', ');
  const count = others.length > mostNamed ? ` and ${others.length - mostNamed} more` : '';
  return `new in ${lister.method} ${lister.path} since the run began, and nothing shows whether it made them: ${named}${count}`;
}

/** Whether a text has the word of a run, as the run adds it to names. */
export const isMarked = (text: string, run: string | undefined): boolean =>
  run !== undefined &&
  run.length >= 5 &&
  new RegExp(`(?:^|[^a-z0-9])${run}[a-z]{0,3}\\d*(?:$|[^a-z0-9])`, 'i').test(text);

/** Whether things of a resource can be deleted, or others that lie below them. */
const isWanted = (resource: Resource, model: ResourceModel): boolean =>
  resource.parameters.length > 0 &&
  (deletionsOf(resource, model).length > 0 ||
    model.resources.values().some((one) => one.parent === resource.path && isWanted(one, model)));

/** Where the things of a resource are listed: at one place, or below each thing that was found. */
function placesOf(
  resource: Resource,
  found: ReadonlyMap<string, readonly Located[]>,
): readonly Place[] {
  const [lister] = withEffect(resource, 'list');
  if (!lister) return [];
  const parents = lister.path.includes('{')
    ? (found.get(resource.parent ?? '') ?? [])
    : [{ resource, values: new Map() }];
  return parents.map((above) => ({ resource, lister, above }));
}

async function listAt({ resource, lister, above }: Place, ask: Ask): Promise<Listed | undefined> {
  const request = withPathOf(lister, requestOf(lister, 'required', false), above);
  const exchange = (await ask(preparation(lister, request)))?.exchange;
  if (!exchange || meaningOf(lister, exchange.reply.status) !== 'success') return undefined;
  const body = bodyOf(exchange);
  const elements = listIn(body, resource.names)?.things;
  return (
    elements && {
      ...{ exchange, elements },
      isWhole: !hasFurther(exchange, body, elements.length, Infinity),
    }
  );
}

/** An element of a list with the values of its path, as far as they show. */
function locatedAt({ resource, above }: Place, representation: Json): Located {
  const own = resource.parameters.flatMap((parameter) => {
    const [value] = identifiersIn(resource, parameter, { representation });
    return value === undefined ? [] : [[parameter, value] as const];
  });
  return { resource, values: new Map([...above.values, ...own]) };
}

const keyOf = (place: Place, element: Json): string =>
  JSON.stringify([
    ...locatedAt(place, element).values.values().map(String),
    ...textsOfThing(place.resource, element),
  ]);
