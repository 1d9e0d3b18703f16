import type { Judgement } from '../contract-server/fault.ts';
import type { Reply } from '../implementation/http.ts';
import { idOf, kindOf, type Store, type Thing } from './store.ts';

/** A request to an operation, decoded and judged. */
export type Call = {
  readonly operation: string;
  /** Empty without good credentials. */
  readonly user: string;
  readonly path: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: unknown };
  readonly header: { readonly [name: string]: unknown };
  /** Without members where the request has no object as its body. */
  readonly body: Thing;
  readonly verdict: Judgement;
};

export type Answer = (call: Call) => Reply;

/** What a stateful server does wrong: how it keeps things, or how it answers. */
export type StateFault = {
  /** `server/kind/what` */
  readonly id: string;
  readonly server: 'flat' | 'nested';
  /** The fault, as a sentence. */
  readonly reason: string;
  /** The ids of checks that show it; one of them is enough, because one fault has many effects. */
  readonly trips: readonly string[];
  readonly store?: (right: Store) => Store;
  readonly answer?: (right: Answer, kept: Store) => Answer;
};

/** The kind of things that a fault concerns, and what it is called on each server. */
export type Target = {
  readonly server: StateFault['server'];
  readonly kind: string;
  /** A required text, an optional text, and a list. */
  readonly title: string;
  readonly note: string;
  readonly list: string;
  readonly required: readonly string[];
  /** The members with a default. */
  readonly defaults: Thing;
  readonly operations: {
    readonly list: string;
    readonly create: string;
    readonly replace: string;
    readonly change: string;
    readonly remove: string;
  };
  /** The query parameters that filter and page the list. */
  readonly filter: string;
  readonly from: string;
  readonly anyUser: string;
};

/** Makes one fault of a target. */
export type Idea = (target: Target) => StateFault;

/** A fault in how the things of the target's kind are kept. */
export const keeping =
  (
    name: string,
    reason: string,
    trips: readonly string[],
    wrong: (right: Store, target: Target) => Partial<Keeping>,
  ): Idea =>
  (target) => ({
    id: `${target.server}/${target.kind}/${name}`,
    server: target.server,
    reason,
    trips,
    store: (right) => only(target.kind, right, wrong(right, target)),
  });

/** A fault in how requests are answered. */
export const answering =
  (
    name: string,
    reason: string,
    trips: readonly string[],
    wrong: (right: Answer, kept: Store, target: Target) => Answer,
  ): Idea =>
  (target) => ({
    id: `${target.server}/${target.kind}/${name}`,
    server: target.server,
    reason,
    trips,
    answer: (right, kept) => wrong(right, kept, target),
  });

type Keeping = Pick<Store, 'list' | 'read' | 'create' | 'replace' | 'change' | 'remove'>;

/** A store that does some things otherwise with things of one kind. */
function only(kind: string, right: Store, wrong: Partial<Keeping>): Store {
  const at = (place: string): Keeping => (kindOf(place) === kind ? { ...right, ...wrong } : right);
  return {
    ...right,
    list: (place) => at(place).list(place),
    read: (place, id) => at(place).read(place, id),
    create: (place, members) => at(place).create(place, members),
    replace: (place, id, members) => at(place).replace(place, id, members),
    change: (place, id, members) => at(place).change(place, id, members),
    remove: (place, id) => at(place).remove(place, id),
  };
}

/** The id of a thing of a place. */
export const idAt = (store: Store, place: string, thing: Thing): string =>
  idOf(store.kinds[kindOf(place)]!, thing);

/** The thing before this one, or the one after the first. */
export function neighbourOf(store: Store, place: string, id: string): string | undefined {
  const ids = [...(store.at(place)?.keys() ?? [])];
  const index = ids.indexOf(id);
  return index < 0 ? undefined : ids[index === 0 ? 1 : index - 1];
}

/** The member that identifies the things of a place. */
export const keyAt = (store: Store, place: string): string => store.kinds[kindOf(place)]!.key!;

/** A copy without a member, or with `null` for it where that stands for nothing. */
export const blank = (thing: Thing, name: string): Thing =>
  Object.fromEntries(
    Object.entries({ ...thing, [name]: null }).filter(([each]) => each !== name || hasNulls(thing)),
  );

/** Whether a thing, as the nested server keeps it, has all its members. */
export const hasNulls = (thing: Thing): boolean => 'dueOn' in thing;
