import { createPinMutants } from './mutants/create-pin.ts';
import { refreshPushTokenMutants } from './mutants/refresh-push-token.ts';
import { registerSessionMutants } from './mutants/register-session.ts';
import { registerUserMutants } from './mutants/register-user.ts';
import { updateDeviceInfoMutants } from './mutants/update-device-info.ts';
import type { Mutant } from './mutants/mutant.ts';

/** Every mutant, by operation. */
export const mutants: readonly Mutant[] = [
  ...registerUserMutants,
  ...updateDeviceInfoMutants,
  ...createPinMutants,
  ...registerSessionMutants,
  ...refreshPushTokenMutants,
];
