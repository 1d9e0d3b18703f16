import { createRequire } from 'node:module';
import type { MediaType, Operation, Response } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** Which of the documented answers is wanted; Prism chooses a success where nothing is said. */
export type Wanted = { readonly status?: number; readonly example?: string };

/** What Prism decides on: a status, the media type, and the example, where there is one. */
export type Choice = {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly example: { readonly name: string; readonly value: Json } | undefined;
};

// required and not imported: who runs this file may unwrap the default export of a CommonJS module, or not
const { default: negotiator } = createRequire(import.meta.url)(
  '@stoplight/prism-http/dist/mocker/negotiator/NegotiatorHelpers.js',
) as typeof import('@stoplight/prism-http/dist/mocker/negotiator/NegotiatorHelpers.js');
const { negotiateOptionsForValidRequest: negotiate } = negotiator;
type Resource = Parameters<typeof negotiate>[0];

/** Prism's log is not ours: the front says what was asked and what was answered. */
const logger = Object.fromEntries(
  ['error', 'warn', 'info', 'debug', 'success'].map((level) => [level, () => undefined]),
) as never;

/**
 * Asks Prism which documented answer of an operation fits what is wanted, and an `Accept` field where there is one.
 * Its negotiator alone, and not its whole instance: that also loads a router, two validators and a generator of data,
 * all of which are the contract's business here, and takes a second for it.
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
  // a client that accepts none of the documented types gets one of them all the same: it is what it will meet
  const result =
    accepted?._tag === 'Right' && (status === undefined || Number(accepted.right.code) === status)
      ? accepted
      : wants(undefined);
  // where Prism does not find an example, it may fall back on that of another status
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

/** Prism throws at what is no media type, and a client may send anything. */
function orNothing<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** An operation in Prism's words, as far as its negotiator reads them. HEAD gets the answer of GET. */
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
