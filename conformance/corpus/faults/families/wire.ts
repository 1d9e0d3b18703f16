import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault, Judgement, ReceivedRequest } from '../../contract-server/fault.ts';
import { typesOf } from '../../contract-server/styles.ts';
import { requestLocations } from '../locations.ts';

type Habit = {
  readonly family: NonNullable<Fault['family']>;
  readonly what: string;
  readonly mutation: string;
  readonly verdict: Judgement;
  readonly applies: (operation: OperationSpec) => boolean;
  readonly fits: (seen: ReceivedRequest) => boolean;
};

const headerOf = ({ request }: ReceivedRequest, name: string): string | undefined =>
  request.headers.get(name);
const textOf = ({ request }: ReceivedRequest): string => Buffer.from(request.body).toString();
const typed = ({ body }: OperationSpec): boolean =>
  body?.content.some(({ mediaType }) => !mediaType.startsWith('multipart/')) === true;
const takesJson = ({ body }: OperationSpec): boolean =>
  body?.content.some(({ mediaType }) => mediaType === 'application/json') === true;
const usesHttpScheme = ({ security }: OperationSpec): boolean =>
  security.flat().some(({ type }) => type === 'http');

const habits: readonly Habit[] = [
  {
    family: 'demands-one-accept',
    what: 'accept',
    mutation: 'refuses every Accept but one that lists documented media types only',
    verdict: 'malformed',
    applies: () => true,
    fits: (seen) => /^$|\*/.test(headerOf(seen, 'accept') ?? ''),
  },
  {
    family: 'refuses-chunked',
    what: 'chunked',
    mutation: 'refuses a body of no announced length',
    verdict: 'malformed',
    applies: ({ body }) => body !== undefined,
    fits: (seen) => headerOf(seen, 'transfer-encoding') !== undefined,
  },
  {
    family: 'refuses-lower-case-scheme',
    what: 'scheme-in-lower-case',
    mutation: 'refuses the name of the authentication scheme in lower case',
    verdict: 'unauthorized',
    applies: usesHttpScheme,
    fits: (seen) => /^[a-z]+ /.test(headerOf(seen, 'authorization') ?? ''),
  },
  {
    family: 'refuses-quoted-charset',
    what: 'charset-in-quotes',
    mutation: 'refuses a charset in quotes',
    verdict: 'malformed',
    applies: typed,
    fits: (seen) => /charset="/i.test(headerOf(seen, 'content-type') ?? ''),
  },
  {
    family: 'refuses-integral-decimals',
    what: 'decimal-for-integer',
    mutation: 'refuses an integer that is written as 1.0 or 1e0',
    verdict: 'invalid',
    applies: (operation) =>
      takesJson(operation) &&
      [...requestLocations(operation)].some(
        ({ node, in: at, isJson }) => at === 'body' && isJson && typesOf(node).join() === 'integer',
      ),
    fits: (seen) =>
      /[:[,]\s*-?\d+(?:\.0+|[eE][+-]?\d+)/.test(
        textOf(seen).replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""'),
      ),
  },
  {
    family: 'signs-what-it-serialises',
    what: 'signature-of-its-own-json',
    mutation: 'verifies the signature over JSON that it writes itself',
    verdict: 'unauthorized',
    applies: ({ security }) => security.flat().some(({ id }) => id === 'bearer'),
    fits: (seen) => textOf(seen) !== JSON.stringify(seen.body),
  },
];

/** Servers that mind how a good request is written. */
export function* particularAboutWriting(operation: OperationSpec): Iterable<Fault> {
  if (!operation.refusals.has('invalid') && !operation.refusals.has('malformed')) return;
  for (const { family, what, mutation, verdict, applies, fits } of habits)
    if (applies(operation))
      yield {
        id: `${operation.id}/refuses/${what}`,
        class: 'refuses',
        operation: operation.id,
        family,
        trips: ['equivalent-accepted'],
        mayTrip: ['valid-accepted'],
        reason: `It ${mutation}.`,
        judge: (own, seen) => (own === 'good' && fits(seen) ? verdict : own),
      };
}
