import { createRequire } from 'node:module';
import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** The wanted response: by default a success. */
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
 * Prism's negotiator only: the whole of Prism takes a second to load, for a router, two validators
 * and a generator that do what the contract does here.
 */
export function choose(operation: Operation, { status, example }: Wanted, accept?: string): Choice {
  const undocumented = (reason = '') => {
    const wanted = `${status ?? 'success'} response${example === undefined ? '' : ` with the example "${example}"`}`;
    return new Error(
      `${operation.source.file}: Prism finds no ${wanted} of ${operation.id}${reason}`,
    );
  };
  const negotiated = (mediaTypes?: string[]): Choice => {
    const result = negotiate(resourceOf(operation), {
      dynamic: false,
      ...(status !== undefined && { code: status }),
      ...(example !== undefined && { exampleKey: example }),
      ...(mediaTypes && { mediaTypes }),
    })(logger);
    if (result._tag === 'Left') throw undocumented(`: ${result.left.message}`);
    // without a matching example Prism may fall back to another status
    if (status !== undefined && Number(result.right.code) !== status) throw undocumented();
    const { code, mediaType, bodyExample } = result.right;
    const found =
      bodyExample && 'value' in bodyExample && bodyExample.value !== undefined
        ? { name: bodyExample.key, value: bodyExample.value as Json }
        : undefined;
    return { status: Number(code), mediaType, example: found };
  };
  if (accept === undefined) return negotiated();
  try {
    return negotiated(accept.split(',').map((range) => range.trim()));
  } catch {
    // as most APIs, it ignores an `Accept` that is malformed or names no documented type
    return negotiated();
  }
}

/** The part of Prism's operation model that its negotiator reads. HEAD gets the response of GET. */
const resourceOf = ({ id, path, responses }: Operation): Resource =>
  ({
    id,
    method: 'get',
    path,
    responses: responses.map(({ status, content }) => ({
      id: status,
      code: status,
      headers: [],
      contents: content.map(({ name, examples }) => ({
        id: name,
        mediaType: name,
        schema: {},
        examples: examples.map(({ name: key, value }) => ({ id: key, key, value })),
      })),
    })),
  }) as unknown as Resource;
