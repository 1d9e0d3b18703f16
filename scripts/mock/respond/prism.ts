import { createRequire } from 'node:module';
import type { MediaType, Operation, Response } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** The wanted response. Without a status and an example Prism chooses a success. */
export type Wanted = { readonly status?: number; readonly example?: string };

/** The response that Prism negotiates. */
export type Choice = {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly example: { readonly name: string; readonly value: Json } | undefined;
};

// `require`, because loaders differ in how they import the default export of a CommonJS module
const { default: negotiator } = createRequire(import.meta.url)(
  '@stoplight/prism-http/dist/mocker/negotiator/NegotiatorHelpers.js',
) as typeof import('@stoplight/prism-http/dist/mocker/negotiator/NegotiatorHelpers.js');
const { negotiateOptionsForValidRequest: negotiate } = negotiator;
type Resource = Parameters<typeof negotiate>[0];

/** Silent: the mock writes its own log. */
const logger = Object.fromEntries(
  ['error', 'warn', 'info', 'debug', 'success'].map((level) => [level, () => undefined]),
) as never;

/**
 * Negotiates a documented response of an operation with Prism. Throws if there is none. It uses
 * Prism's negotiator
 * only: the whole instance also loads a router, two validators and a data generator, which take a
 * second to load and
 * do what the contract does here.
 */
export function choose(operation: Operation, { status, example }: Wanted, accept?: string): Choice {
  const options = {
    dynamic: false,
    ...(status === undefined ? {} : { code: status }),
    ...(example === undefined ? {} : { exampleKey: example }),
  };
  const wants = (mediaTypes: readonly string[] | undefined) =>
    negotiate(resourceOf(operation), {
      ...options,
      ...(mediaTypes ? { mediaTypes: [...mediaTypes] } : {}),
    })(logger);
  const accepted =
    accept === undefined
      ? undefined
      : orNothing(() => wants(accept.split(',').map((range) => range.trim())));
  // a client that accepts no documented type gets a documented type anyway, as from the real API
  const result =
    accepted?._tag === 'Right' && (status === undefined || Number(accepted.right.code) === status)
      ? accepted
      : wants(undefined);
  // without a matching example Prism may fall back to another status
  if (result._tag === 'Left' || (status !== undefined && Number(result.right.code) !== status)) {
    const wanted =
      [status, example && `with the example "${example}"`].filter(Boolean).join(' ') || 'success';
    throw new Error(
      `${operation.source.file}: Prism finds no answer ${wanted} of ${operation.id}${result._tag === 'Left' ? `: ${result.left.message}` : ''}`,
    );
  }
  const { code, mediaType, bodyExample } = result.right;
  const found =
    bodyExample && 'value' in bodyExample && bodyExample.value !== undefined
      ? { name: bodyExample.key, value: bodyExample.value as Json }
      : undefined;
  return { status: Number(code), mediaType, example: found };
}

/** Prism throws if a media type is malformed, and `Accept` comes from the client. */
function orNothing<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** The part of Prism's operation model that its negotiator reads. HEAD gets the response of GET. */
const resourceOf = (operation: Operation): Resource =>
  ({
    id: operation.id,
    method: 'get',
    path: operation.path,
    responses: operation.responses.map(responseOf),
  }) as unknown as Resource;

const responseOf = ({ status, content }: Response): object => ({
  id: status,
  code: status,
  headers: [],
  contents: content.map(contentOf),
});

const contentOf = ({ name, examples }: MediaType): object => ({
  id: name,
  mediaType: name,
  schema: {},
  examples: examples.map((example) => ({
    id: example.name,
    key: example.name,
    value: example.value,
  })),
});
