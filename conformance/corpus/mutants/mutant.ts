import type { Fault } from '../contract-server/fault.ts';
import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { Broken, Rule } from '../implementation/rules.ts';

/** Corrupts a response. */
export type Corruption = (reply: Reply, request: Request) => Reply | Silence;

/** The conforming implementation with one fault, and the checks that must report it. */
export type Mutant = {
  readonly id: string;
  readonly api: 'mixin' | 'amity' | 'notifications';
  readonly operation:
    | 'registerUser'
    | 'updateDeviceInfo'
    | 'createPin'
    | 'registerSession'
    | 'refreshPushToken';
  /** The fault, as a sentence. */
  readonly reason: string;
  /** The habit of careless servers that it belongs to. */
  readonly family?: Fault['family'];
  /** The ids of the checks that report it, no others. */
  readonly trips: readonly string[];
  /** Ids of rules that it does not enforce. */
  readonly without?: readonly string[];
  /** Rules that it enforces in another way, by id. */
  readonly instead?: { readonly [rule: string]: (broken: Broken) => Broken };
  /** Undocumented rules, checked last. */
  readonly also?: readonly Rule[];
  /** Its own parser; `undefined` for a body that cannot be parsed. */
  readonly parse?: (body: Uint8Array) => unknown;
  readonly reply?: Corruption;
  /** Corrupts the response to an undocumented method. */
  readonly otherMethod?: Corruption;
};
