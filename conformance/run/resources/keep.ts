import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import type { KnownValues } from '../../core/instances/plain-request.ts';
import type { ResourceModel } from '../../core/resources/model.ts';
import type { Case } from '../../generators/case.ts';
import { placeOf } from './clean-up.ts';
import { othersIn } from './others.ts';
import type { Ask } from './preparation.ts';
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
  readonly #notes: string[] = [];
  #isRestoring = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** What could not be written back. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** How many things wait to be written back. */
  get size(): number {
    return this.#kept.size;
  }

  /** Reads what a case is about to write; why it must not be sent, if it can't be written back. */
  async before(testCase: Case): Promise<string | undefined> {
    const { operation } = testCase;
    if (this.#isRestoring || !['PUT', 'PATCH', 'POST'].includes(operation.method)) return undefined;
    if (writesCollection(this.#options.model, operation)) return this.#ofCollection(testCase);
    if (this.#options.isReadOnly) return undefined;
    const request = testCase.steps?.[0]?.request ?? testCase.repeat?.[0] ?? testCase.request;
    const thing = this.#found(operation, request);
    if (thing === 'own') return undefined;
    const place = `${operation.id} ${thing ? placeOf(thing) : ''}`;
    const kept = () =>
      thing ? thingKept(operation, thing, this.#options) : settingsOf(operation, this.#options);
    if (!this.#kept.has(place)) this.#kept.set(place, kept());
    await this.#kept.get(place);
    return undefined;
  }

  /** The thing of others that a request writes, as far as one is known; `own` for one of this run. */
  #found(operation: Operation, request: PlannedRequest): Thing | 'own' | undefined {
    const { model, things } = this.#options;
    const [innermost] = model.named.get(operation.id) ?? [];
    const thing = innermost && things.named(innermost, operation, request);
    return thing?.isOwn ? 'own' : thing;
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
    // who gives a value selects things
    if ((this.#options.values.get(operation.id)?.size ?? 0) > 0) return undefined;
    const others = await othersIn(operation, this.#options);
    const because = 'reason' in others ? others.reason : undefined;
    if ('reason' in others)
      return `it writes to each thing of ${operation.path}, and this run changes only what it can write back: ${because}. Check an empty target, or give a value that selects things under \`values\``;
    for (const kept of others.kept) this.#kept.set(kept.place, Promise.resolve(kept));
    return undefined;
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
    }
    this.#isRestoring = false;
  }
}
