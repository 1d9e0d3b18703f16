import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { Broken, Rule } from '../implementation/rules.ts';

/** Changes an answer into a wrong one. */
export type Corruption = (reply: Reply, request: Request) => Reply | Silence;

/**
 * A wrong implementation: the conforming one with one thing changed, and the checks that must
 * notice.
 */
export type Mutant = {
  /** Names what is wrong. */
  readonly id: string;
  readonly api: 'mixin' | 'amity' | 'notifications';
  readonly operation:
    | 'registerUser'
    | 'updateDeviceInfo'
    | 'createPin'
    | 'registerSession'
    | 'refreshPushToken';
  /** What is wrong, as a sentence. */
  readonly reason: string;
  /** The ids of the checks that report it: exactly these. */
  readonly trips: readonly string[];
  /** Ids of rules that it does not enforce. */
  readonly without?: readonly string[];
  /** Rules that it enforces in its own way, by id; each gets the conforming way. */
  readonly instead?: { readonly [rule: string]: (broken: Broken) => Broken };
  /** Rules that no document has, checked after all others. */
  readonly also?: readonly Rule[];
  /** Its own way of reading a body; `undefined` for one that can't be read. */
  readonly parse?: (body: Uint8Array) => unknown;
  /** Corrupts what the implementation would have answered. */
  readonly reply?: Corruption;
  /** Corrupts the answer to an undocumented method of the operation's path. */
  readonly otherMethod?: Corruption;
};
