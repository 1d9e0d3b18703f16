import { namesThing, shapeOf } from '../../core/resources/path-families.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import { identifiersIn, thingIn } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import { withEffect } from '../../core/resources/model.ts';
import { bodyOf } from './body-of.ts';
import { preparation, requestAbout, type Answered, type Means } from './preparation.ts';
import { isMarked } from './census.ts';
import { textsOfThing, type Thing } from './things.ts';

/** How many candidates for an identifier are tried. */
const mostCandidates = 4;

/** Finds out the identifiers of things. */
export class Settler {
  readonly #options: Means;
  /** By path of a resource and parameter: the candidate that a read confirmed. */
  readonly #ranks = new Map<string, number>();

  constructor(options: Means) {
    this.#options = options;
  }

  /** Finds out the identifier of a thing, by its members, a list, and what a read finds. */
  async settle(thing: Thing): Promise<void> {
    const { resource, shown, values } = thing;
    const [parameter, another] = resource.parameters;
    if (parameter === undefined || another !== undefined) return;
    // what a PUT made has the name that is in its path, whatever its body says
    const { path } = thing.exchange.case.operation;
    if (thing.isOwn && shapeOf(path) === shapeOf(resource.path)) return;
    const candidates = identifiersIn(resource, parameter, await this.#seen(thing));
    const rank = this.#ranks.get(resource.path);
    const isSaid = shown.location !== undefined && values.has(parameter);
    const value = candidates[rank ?? 0] ?? candidates[0];
    if (value === undefined || isSaid) return;
    values.set(parameter, value);
    if (rank === undefined) await this.#confirm(thing, parameter, candidates);
  }

  /** Reads a thing by each candidate for its identifier, until one finds it. */
  async #confirm(thing: Thing, parameter: string, candidates: readonly Json[]): Promise<void> {
    const { resource, values } = thing;
    const reader = withEffect(resource, 'read').find(({ path }) => namesThing(path));
    if (!reader) return;
    for (const [index, candidate] of candidates.slice(0, mostCandidates).entries()) {
      values.set(parameter, candidate);
      const answered = await this.#read(reader, thing);
      if (!answered || meaningOf(reader, answered.exchange.reply.status) !== 'success') continue;
      this.#ranks.set(resource.path, index);
      return;
    }
    values.set(parameter, candidates[0]!);
  }

  /** What is known of a thing; where the answer to its creation shows nothing, from a list. */
  async #seen(thing: Thing): Promise<Thing['shown']> {
    const { resource, shown } = thing;
    const isShown = shown.location !== undefined || isObject(shown.representation);
    if (!thing.isOwn || isShown) return shown;
    const [parameter = ''] = resource.parameters;
    const { things } = this.#options;
    const isBelowOwn = things.isBelowOwn(thing);
    const others = things.of(resource).filter((one) => one !== thing && (one.isOwn || !isBelowOwn));
    const taken = new Set(others.map(({ values }) => String(values.get(parameter))));
    const { census, run } = this.#options;
    const isNew = (representation: Json) =>
      !taken.has(String(identifiersIn(resource, parameter, { representation })[0]));
    const alike = (await this.#beside(thing)).filter(
      (one) => isNew(one) && isLike(one, shown.sent) && census.wasThere(resource, one) !== true,
    );
    const marked = alike.filter((one) =>
      textsOfThing(resource, one).some((text) => isMarked(text, run)),
    );
    // what may be a thing of others is none of this run; nobody else knows what is below its own
    const isKnown =
      isBelowOwn || (alike.length === 1 && census.wasThere(resource, alike[0]!) === false);
    const found = marked.at(-1) ?? (isKnown ? alike.at(-1) : undefined);
    return found === undefined ? shown : { ...shown, representation: found };
  }

  /** The things beside a thing: of its list, else as its parent shows them. */
  async #beside({ resource, values, exchange }: Thing): Promise<readonly Json[]> {
    const [lister] = withEffect(resource, 'list');
    const parent = this.#options.model.resources.get(resource.parent ?? '');
    const reader = parent && withEffect(parent, 'read').find(({ path }) => namesThing(path));
    const operation = lister ?? reader;
    if (!operation) return [];
    const above = { resource, values, exchange } as Thing;
    const answered = await this.#options.ask(
      preparation(operation, requestAbout(operation, above)),
    );
    const body = answered && bodyOf(answered.exchange);
    return (
      listIn(lister ? body : thingIn(body, parent!.names)?.thing, resource.names)?.things ?? []
    );
  }

  #read(reader: Operation, thing: Thing): Promise<Answered | undefined> {
    return this.#options.ask(preparation(reader, requestAbout(reader, thing)));
  }
}

/** Whether a thing of a list has the values that the request gave, as far as it shows them. */
function isLike(representation: Json, sent: Json | undefined): boolean {
  if (!isObject(representation)) return representation === sent;
  if (!isObject(sent)) return false;
  const both = Object.keys(sent).filter((name) => isShared(name, sent, representation));
  return (
    both.length > 0 && both.every((name) => String(sent[name]) === String(representation[name]))
  );
}

/** Whether a member is a text or a number in both objects. */
const isShared = (
  name: string,
  ...objects: readonly { readonly [name: string]: unknown }[]
): boolean => objects.every((one) => ['string', 'number'].includes(typeof one[name]));
