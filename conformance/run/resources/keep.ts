import type { Exchange } from '../../checks/exchange.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { requestOf, type KnownValues } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isMark, type ResourceModel } from '../../core/resources/model.ts';
import type { Case } from '../../generators/case.ts';
import { knownOf } from '../../plan/known-values.ts';
import { placeOf } from './place.ts';
import { othersIn } from './others.ts';
import { preparation, type Ask } from './preparation.ts';
import { settingsOf, thingKept, writeBack, type Kept } from './kept.ts';
import { writesCollection } from './guard.ts';
import type { Thing, Things } from './things.ts';

type KeeperOptions = {
  readonly model: ResourceModel;
  readonly things: Things;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** Whether nothing may be written back. */
  readonly isReadOnly: boolean;
  readonly ask: Ask;
};

/**
 * Keeps what the target holds and the run did not make: settings, things that it found, and all others
 * of a collection that a request writes as a whole. They are read before they are written, and written
 * back afterwards.
 */
export class Keeper {
  readonly #options: KeeperOptions;
  /** By place: what is to be written back; `undefined` where nothing can be. */
  readonly #kept = new Map<string, Promise<Kept | undefined>>();
  /** By collection and operation: why it is not written as a whole. */
  readonly #withheld = new Map<string, Promise<string | undefined>>();
  /** Things of others that are written and can't be read. */
  readonly #unread = new Set<string>();
  readonly #notes: string[] = [];
  #isRestoring = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** What could not be written back. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Reads what a case is about to write; why it must not be sent, if it can't be written back. */
  async before(testCase: Case): Promise<string | undefined> {
    const { operation } = testCase;
    if (this.#isRestoring || !this.#isWriting(operation)) return undefined;
    if (writesCollection(this.#options.model, operation)) return this.#ofCollection(testCase);
    if (this.#options.isReadOnly) return undefined;
    const thing = this.#found(operation, requestIn(testCase));
    if (thing === 'own') return undefined;
    const place = nameOf(operation, thing);
    const kept = () =>
      thing ? thingKept(operation, thing, this.#options) : settingsOf(operation, this.#options);
    if (!this.#kept.has(place)) this.#kept.set(place, kept());
    const isUnread = (await this.#kept.get(place)) === undefined;
    if (isUnread && thing && this.#isListed(thing)) this.#unread.add(place);
    return undefined;
  }

  /** Whether the settings that an operation writes are written back. */
  async keeps(operation: Operation): Promise<boolean> {
    await this.before(preparation(operation, requestOf(operation, 'required', false)));
    return (await this.#kept.get(nameOf(operation, undefined))) !== undefined;
  }

  /** Whether a list showed a thing: a success of a change may be about nothing. */
  #isListed({ exchange }: Thing): boolean {
    return this.#options.model.roles.get(exchange.case.operation.id)?.effect === 'list';
  }

  /** Tells of a thing of others that was written, if nothing shows what it was before. */
  wrote({ case: testCase, reply: { status } }: Exchange): void {
    const { operation } = testCase;
    const thing = this.#unread.size > 0 && this.#found(operation, requestIn(testCase));
    if (!thing || thing === 'own' || !this.#unread.has(nameOf(operation, thing))) return;
    if (meaningOf(operation, status) !== 'success') return;
    this.#unread.delete(nameOf(operation, thing));
    const note = `${operation.method} ${operation.path} wrote to ${placeOf(thing)}, which this run did not make, and no documented operation shows what it was before`;
    if (!this.#notes.includes(note)) this.#notes.push(note);
  }

  /** Whether an operation changes something that is there, or sets a mark on it. */
  #isWriting({ id, method }: Operation): boolean {
    const { roles, subjects } = this.#options.model;
    const subject = subjects.get(id);
    if (subject && isMark(subject)) return ['POST', 'DELETE'].includes(method);
    const { effect = 'read' } = roles.get(id) ?? {};
    return ['PUT', 'PATCH', 'POST'].includes(method) && effect !== 'create' && effect !== 'delete';
  }

  /** The thing of others that a request writes, as far as one is known; `own` for one of this run. */
  #found(operation: Operation, request: PlannedRequest): Thing | 'own' | undefined {
    const { model, things } = this.#options;
    const [innermost] = model.named.get(operation.id) ?? [];
    const thing = innermost && things.named(innermost, operation, request);
    if (!thing) return undefined;
    // at another path, a thing of this run has the same name
    const name = ownNameOf(thing);
    const isNamed = (one: Thing) => typeof name === 'string' && ownNameOf(one) === name;
    return thing.isOwn || things.all.some(isNamed) ? 'own' : thing;
  }

  /** The same for a case that writes a whole collection: each thing of others is kept. */
  #ofCollection({ operation }: Case): Promise<string | undefined> {
    const known = this.#withheld.get(operation.id);
    if (known) return known;
    const reason = this.#keepAll(operation);
    this.#withheld.set(operation.id, reason);
    return reason;
  }

  async #keepAll(operation: Operation): Promise<string | undefined> {
    // who gives a value of the query selects things
    const known = [...knownOf(this.#options.values, operation).keys()];
    if (known.some((place) => place.startsWith('$request.query.'))) return undefined;
    const others = await othersIn(operation, this.#options);
    const because = 'reason' in others ? others.reason : undefined;
    if ('reason' in others)
      return `it writes to each thing of ${operation.path}, and this run changes only what it can write back: ${because}. Check an empty target, or give a query parameter that selects things a value under \`values\``;
    for (const kept of others.kept) this.#kept.set(kept.place, Promise.resolve(kept));
    return undefined;
  }

  /** A mark on a thing of others is as it was: it is not to be deleted. */
  #forgetMark({ by, place }: Kept): void {
    const { model, things } = this.#options;
    const subject = model.subjects.get(by.id);
    if (!subject || !isMark(subject)) return;
    for (const thing of things.all)
      if (thing.resource.path === subject.path && markedBy(thing) === place) thing.isGone = true;
  }

  /** Writes back what was kept, the last one first, as far as it has changed. */
  async restore(ask: Ask = this.#options.ask): Promise<void> {
    const all = await Promise.all(this.#kept.values());
    this.#kept.clear();
    this.#withheld.clear();
    this.#isRestoring = true;
    for (const kept of all.toReversed()) {
      const note = kept && (await writeBack(kept, ask));
      if (note !== undefined) this.#notes.push(note);
      if (kept) this.#forgetMark(kept);
    }
    this.#isRestoring = false;
  }
}

/** The request of a case, or the first of several. */
const requestIn = ({ steps, repeat, request }: Case): PlannedRequest =>
  steps?.[0]?.request ?? repeat?.[0] ?? request;

const nameOf = ({ id }: Operation, thing: Thing | undefined): string =>
  `${id} ${thing ? placeOf(thing) : ''}`;

/** The value that a path ends with. */
const ownNameOf = ({ resource, values }: Thing): Json | undefined =>
  values.get(resource.parameters.at(-1) ?? '');

/** The place of the thing that a mark is on. */
const markedBy = ({ resource, values }: Thing): string =>
  placeOf({
    resource: { ...resource, path: resource.parent ?? '', parameters: ['parent'] },
    values,
  });
