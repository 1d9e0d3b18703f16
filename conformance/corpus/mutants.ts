import type { Reply, Request, Silence } from './implementation/http.ts';
import type { Broken, Rule } from './implementation/rules.ts';
import { createPinMutants } from './mutants/create-pin.ts';
import { refreshPushTokenMutants } from './mutants/refresh-push-token.ts';
import { registerSessionMutants } from './mutants/register-session.ts';
import { registerUserMutants } from './mutants/register-user.ts';
import { updateDeviceInfoMutants } from './mutants/update-device-info.ts';

/** A wrong implementation: the conforming one with one thing changed, and the checks that must notice. */
export type Mutant = {
  /** Names the sin. */
  readonly id: string;
  readonly api: 'mixin' | 'amity' | 'notifications';
  readonly operation:
    | 'registerUser'
    | 'updateDeviceInfo'
    | 'createPin'
    | 'registerSession'
    | 'refreshPushToken';
  /** The sin, as a sentence. */
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
  /** Spoils what the implementation would have answered. */
  readonly reply?: (reply: Reply, request: Request) => Reply | Silence;
};

/** Every mutant, operation by operation. */
export const mutants: readonly Mutant[] = [
  ...registerUserMutants,
  ...updateDeviceInfoMutants,
  ...createPinMutants,
  ...registerSessionMutants,
  ...refreshPushTokenMutants,
];
