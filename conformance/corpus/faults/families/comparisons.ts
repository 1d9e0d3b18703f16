import { credentialIn } from '../../contract-server/credentials.ts';
import type { OperationSpec, SchemeSpec } from '../../contract-server/description.ts';
import type { Fault, ReceivedRequest } from '../../contract-server/fault.ts';
import { isSignedBy } from '../../implementation/credentials.ts';
import type { Request } from '../../implementation/http.ts';

type Habit = {
  readonly family: NonNullable<Fault['family']>;
  readonly what: string;
  readonly mutation: string;
  readonly takes: (given: string, key: string) => boolean;
};

/** How a server may compare the value of a credential with the right one. */
const comparisons: readonly Habit[] = [
  {
    family: 'compares-a-part',
    what: 'beginning',
    mutation: 'accepts the first part of a credential',
    takes: (given, key) => given !== '' && key.startsWith(given),
  },
  {
    family: 'compares-a-part',
    what: 'but-the-end',
    mutation: 'does not compare the last character of a credential',
    takes: (given, key) => given.slice(0, -1) === key.slice(0, -1) && given.length === key.length,
  },
  {
    family: 'compares-a-part',
    what: 'length',
    mutation: 'compares the length of a credential only',
    takes: (given, key) => given.length === key.length,
  },
  {
    family: 'compares-a-part',
    what: 'empty',
    mutation: 'accepts an empty credential',
    takes: (given) => given === '',
  },
  {
    family: 'compares-in-any-case',
    what: 'in-any-case',
    mutation: 'ignores the letter case of a credential',
    takes: (given, key) => given.toLowerCase() === key.toLowerCase(),
  },
];

/** Servers that compare credentials carelessly, or don't look at their scheme. */
export function* carelessComparisons(operation: OperationSpec): Iterable<Fault> {
  if (operation.security.length === 0 || operation.security.some((needed) => needed.length !== 1))
    return;
  const schemes = operation.security.flat();
  const base = {
    class: 'accepts',
    operation: operation.id,
    trips: ['credentials-required'],
  } as const;
  const taking =
    (
      isTaken: (scheme: SchemeSpec, seen: ReceivedRequest) => boolean,
    ): NonNullable<Fault['judge']> =>
    (own, seen) =>
      own === 'unauthorized' && schemes.some((scheme) => isTaken(scheme, seen)) ? 'good' : own;
  if (!schemes.some(isSigned))
    for (const { family, what, mutation, takes } of comparisons)
      yield {
        ...base,
        id: `${operation.id}/accepts/credentials/${what}`,
        family,
        reason: `It ${mutation}.`,
        judge: taking((scheme, { request, keys }) =>
          takes(givenIn(scheme, request) ?? '\0', String(keys.get(scheme.id))),
        ),
      };
  if (schemes.some(({ type }) => type !== 'http')) return;
  for (const [what, mutation, pattern] of [
    ['any-scheme', 'accepts a good credential under every scheme', /^\S+ +(\S+)$/],
    ['no-scheme', 'accepts a good credential without its scheme', /^(\S+)$/],
  ] as const)
    yield {
      ...base,
      id: `${operation.id}/accepts/credentials/${what}`,
      family: 'ignores-the-scheme',
      reason: `It ${mutation}.`,
      judge: taking((scheme, seen) => {
        const [, token] = pattern.exec(seen.request.headers.get('authorization') ?? '') ?? [];
        return token !== undefined && isRight(scheme, token, seen);
      }),
    };
}

const isSigned = ({ type, id }: SchemeSpec): boolean => type === 'http' && id === 'bearer';

/** The value for a scheme; an empty one has no blank after the name of the scheme. */
const givenIn = (scheme: SchemeSpec, request: Request): string | undefined =>
  scheme.type === 'http' &&
  request.headers.get('authorization')?.trim().toLowerCase() === scheme.scheme
    ? ''
    : credentialIn(scheme, request);

function isRight(scheme: SchemeSpec, token: string, { request, keys }: ReceivedRequest): boolean {
  const headers = new Map(request.headers);
  headers.set('authorization', `${scheme.scheme} ${token}`);
  const key = keys.get(scheme.id);
  if (key === undefined) return false;
  return typeof key === 'string'
    ? credentialIn(scheme, { ...request, headers }) === key
    : isSignedBy(key, { ...request, headers });
}
