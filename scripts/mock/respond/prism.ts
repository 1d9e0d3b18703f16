import { createRequire } from 'node:module';
import type { MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import { writerFor } from '../../../conformance/core/http/codecs.ts';
import {
  essenceOf,
  isRange,
  plainly,
  rangesOf,
} from '../../../conformance/core/http/media-type.ts';
import { sentTypeOf } from '../../../conformance/core/http/sent-type.ts';
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
  const negotiated = (isOffered: Offer, mediaTypes?: string[]): Choice => {
    const result = negotiate(resourceOf(operation, isOffered), {
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
  const ranges = accept === undefined ? undefined : rangesOf(accept);
  // as most APIs, it ignores an `Accept` that is malformed or names no documented type
  const attempts = [...(ranges ? [ranges] : []), undefined].flatMap((mediaTypes) =>
    [isFluent, isWritable, () => true].map((isOffered) => () => negotiated(isOffered, mediaTypes)),
  );
  const last = attempts.pop()!;
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // the next one offers or accepts more
    }
  }
  return last();
}

type Offer = (mediaType: MediaType) => boolean;

const isWritable: Offer = (mediaType) => !isRange(sentTypeOf(mediaType));

/** A text of an object or a list is JSON: a type that says so is better. */
function isFluent(mediaType: MediaType): boolean {
  const type = sentTypeOf(mediaType);
  const writer = writerFor(mediaType, type);
  const isPlain = essenceOf(type).startsWith('text/') && (!writer || writer.id === 'text');
  if (!isPlain || !isWritable(mediaType)) return isWritable(mediaType);
  const { examples, schema } = mediaType;
  if (examples.length > 0) return examples.some(({ value }) => !isStructure(value));
  const types = schema?.alternatives().flatMap((flat) => flat.types) ?? [];
  return types.length === 0 || types.some((each) => !['object', 'array', 'null'].includes(each));
}

const isStructure = (value: Json): boolean => typeof value === 'object' && value !== null;

/** What is offered of a response: all of it rather than nothing. */
function offered(content: readonly MediaType[], isOffered: Offer): readonly MediaType[] {
  const left = content.filter(isOffered);
  return left.length > 0 ? left : content;
}

/** The part of Prism's operation model that its negotiator reads. HEAD gets the response of GET. */
const resourceOf = ({ id, path, responses }: Operation, isOffered: Offer): Resource =>
  ({
    id,
    method: 'get',
    path,
    responses: responses.map(({ status, content }) => ({
      id: status,
      code: status,
      headers: [],
      contents: offered(content, isOffered).map((mediaType) => ({
        id: mediaType.name,
        mediaType: plainly(sentTypeOf(mediaType)),
        schema: {},
        examples: mediaType.examples.map(({ name: key, value }) => ({ id: key, key, value })),
      })),
    })),
  }) as unknown as Resource;
