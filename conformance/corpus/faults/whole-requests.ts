import { essenceOf } from '../contract-server/bodies.ts';
import { presented } from '../contract-server/credentials.ts';
import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault, ReceivedRequest } from '../contract-server/fault.ts';
import { forgeriesAccepted } from './forgeries.ts';

type Mutation = {
  readonly what: string;
  readonly mutation: string;
  readonly fits: (seen: ReceivedRequest) => boolean;
  /** By default `invalid-refused`. */
  readonly trips?: Fault['trips'];
};

const textOf = ({ request }: ReceivedRequest): string => Buffer.from(request.body).toString();
const typeOf = ({ request }: ReceivedRequest): string | undefined =>
  request.headers.get('content-type');
const isDocumented = (seen: ReceivedRequest): boolean =>
  seen.operation.body?.content.some(
    ({ mediaType }) => mediaType === essenceOf(typeOf(seen) ?? ''),
  ) === true;
const isUtf8 = ({ request }: ReceivedRequest): boolean =>
  Buffer.from(Buffer.from(request.body).toString()).equals(Buffer.from(request.body));

const ofBodies: readonly Mutation[] = [
  {
    what: 'another-media-type',
    mutation: 'accepts a body of every media type',
    fits: (seen) =>
      typeOf(seen) !== undefined && !isDocumented(seen) && !/\+json$/.test(typeOf(seen)!),
  },
  {
    what: 'empty-body',
    mutation: 'does not require the body',
    fits: (seen) => seen.request.body.length === 0,
  },
];

const ofJson: readonly Mutation[] = [
  {
    what: 'neighbour',
    mutation: 'accepts every media type with the suffix +json',
    fits: (seen) => /\+json$/.test(essenceOf(typeOf(seen) ?? '')) && !isDocumented(seen),
    trips: ['lenient-json'],
  },
  {
    what: 'trailing-comma',
    mutation: 'accepts JSON with a trailing comma',
    fits: (seen) => /,\s*[}\]]/.test(textOf(seen)),
    trips: ['lenient-json'],
  },
  {
    what: 'cut-short',
    mutation: 'accepts truncated JSON',
    fits: (seen) => textOf(seen).split(/[{[]/).length > textOf(seen).split(/[}\]]/).length,
  },
  {
    what: 'bare-word',
    mutation: 'accepts a word without quotes as JSON',
    fits: (seen) => /^\s*[A-Za-z][\w ]*$/.test(textOf(seen)),
  },
  {
    what: 'no-utf-8',
    mutation: 'accepts bytes that are not UTF-8',
    fits: (seen) => !isUtf8(seen),
    trips: ['lenient-json'],
  },
];

/** Servers that accept an invalid request as a whole: its body, credentials or method. */
export function* wholeRequestsAccepted(operation: OperationSpec): Iterable<Fault> {
  const base = { class: 'accepts', operation: operation.id, trips: ['invalid-refused'] } as const;
  for (const { name, in: at, required } of operation.parameters) {
    // a path without its parameter is another path
    if (!required || at === 'path') continue;
    yield {
      ...base,
      id: `${operation.id}/accepts/${at}/${name}/missing`,
      reason: `It does not require the ${at} parameter ${name}.`,
      edit: (whole) => ({
        ...whole,
        parameters: whole.parameters.map((other) =>
          other.name === name && other.in === at ? { ...other, required: false } : other,
        ),
      }),
    };
  }
  const isJson =
    operation.body?.content.some(({ mediaType }) => mediaType === 'application/json') === true;
  for (const { what, mutation, fits, trips = base.trips } of [
    ...(operation.body?.required ? ofBodies : []),
    ...(isJson ? ofJson : []),
  ]) {
    yield {
      ...base,
      trips,
      id: `${operation.id}/accepts/${what}`,
      reason: `It ${mutation}.`,
      judge: (own, seen) => (own === 'malformed' && fits(seen) ? 'good' : own),
    };
  }
  for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']) {
    if (method === operation.method) continue;
    yield {
      ...base,
      trips: ['undocumented-method'],
      id: `${operation.id}/accepts/method/${method}`,
      reason: `It accepts the undocumented method ${method}.`,
      methods: [method],
      judge: (own, { request }) => (request.method === method ? 'good' : own),
    };
  }
  if (operation.security.length > 0 && operation.security.every((needed) => needed.length > 0))
    yield* credentialsAccepted(operation);
}

function* credentialsAccepted(operation: OperationSpec): Iterable<Fault> {
  const base = {
    class: 'accepts',
    operation: operation.id,
    trips: ['credentials-required'],
  } as const;
  const mutations = {
    none: 'accepts requests without credentials',
    wrong: 'accepts every credential of the documented scheme',
    'other-scheme': 'accepts credentials of another scheme',
  } as const;
  for (const [use, mutation] of Object.entries(mutations)) {
    yield {
      ...base,
      id: `${operation.id}/accepts/credentials/${use}`,
      reason: `It ${mutation}.`,
      judge: (own, seen) =>
        own === 'unauthorized' && presented(operation, seen.request) === use ? 'good' : own,
    };
  }
  yield* forgeriesAccepted(operation);
}
