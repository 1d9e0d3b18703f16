import type { Credentials } from '../core/auth/credentials.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Assignment } from './options.ts';

/** The credentials that the requests of an operation get. */
export const credentialsOf = (
  { credentials, credentialsFor }: Pick<Assignment, 'credentials' | 'credentialsFor'>,
  { id }: Pick<Operation, 'id'>,
): Credentials => credentialsFor?.get(id) ?? credentials;

/** Every credential of an API, for what must not be shown. */
export const allCredentials = ({
  credentials,
  credentialsFor = new Map(),
  otherCredentials,
}: Pick<
  Assignment,
  'credentials' | 'credentialsFor' | 'otherCredentials'
>): readonly Credentials[] => [
  credentials,
  ...credentialsFor.values(),
  ...(otherCredentials ? [otherCredentials] : []),
];
