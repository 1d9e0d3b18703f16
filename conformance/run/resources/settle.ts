import { jsonOf } from '../../checks/response.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import { identifiersIn, thingIn } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import { withEffect } from '../../core/resources/model.ts';
import { preparation, requestAbout, type Answered, type Means } from './preparation.ts';
import type { Thing } from './things.ts';

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
    const reader = withEffect(resource, 'read').find(({ path }) => path.endsWith('}'));
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
    const taken = new Set(
      this.#options.things.of(resource).map(({ values }) => values.get(resource.parameters[0]!)),
    );
    const sent = JSON.stringify(shown.sent ?? '');
    const isNew = (representation: Json) =>
      !identifiersIn(resource, resource.parameters[0]!, { representation }).some((id) =>
        taken.has(id),
      );
    const found = (await this.#beside(thing)).findLast(
      (representation) => isSimilar(representation, sent) && isNew(representation),
    );
    return found === undefined ? shown : { ...shown, representation: found };
  }

  /** The things beside a thing: of its list, else as its parent shows them. */
  async #beside({ resource, values, exchange }: Thing): Promise<readonly Json[]> {
    const [lister] = withEffect(resource, 'list');
    const parent = this.#options.model.resources.get(resource.parent ?? '');
    const reader = parent && withEffect(parent, 'read').find(({ path }) => path.endsWith('}'));
    const operation = lister ?? reader;
    if (!operation) return [];
    const above = { resource, values, exchange } as Thing;
    const answered = await this.#options.ask(
      preparation(operation, requestAbout(operation, above)),
    );
    const body = answered && jsonOf(answered.exchange)?.value;
    return (
      listIn(lister ? body : thingIn(body, parent!.names)?.thing, resource.names)?.things ?? []
    );
  }

  #read(reader: Operation, thing: Thing): Promise<Answered | undefined> {
    return this.#options.ask(preparation(reader, requestAbout(reader, thing)));
  }
}

/** Whether a thing of a list has a text of its own that the request gave. */
const isSimilar = (representation: Json | undefined, sent: string): boolean =>
  typeof representation === 'object' &&
  representation !== null &&
  Object.values(representation).some(
    (value) =>
      typeof value === 'string' && value.length > 3 && sent.includes(JSON.stringify(value)),
  );
