import type { Cause } from './cause.ts';
import { needsNoCredentials } from './needs-no-credentials.ts';
import { nothingValidated } from './nothing-validated.ts';
import { otherMethods } from './other-methods.ts';
import { plainRefused } from './plain-refused.ts';
import { sameRule } from './same-rule.ts';
import { serverFailure } from './server-failure.ts';
import { severalOperations } from './several-operations.ts';
import { sharedSchema } from './shared-schema.ts';
import { unvalidatedLocation } from './unvalidated-location.ts';

/** Every cause, the widest first: each takes the findings that no earlier one explains. */
export const causes: readonly Cause[] = [
  serverFailure,
  nothingValidated,
  needsNoCredentials,
  otherMethods,
  plainRefused,
  sharedSchema,
  unvalidatedLocation,
  severalOperations,
  sameRule,
];
