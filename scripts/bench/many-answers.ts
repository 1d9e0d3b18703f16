import { plainRequest } from '../../conformance/core/instances/plain-request.ts';
import { responseFor } from '../../conformance/core/contract/responses.ts';
import { encode } from '../../conformance/core/http/encode-request.ts';
import { codecFor } from '../../conformance/core/http/codecs.ts';
import { documentedMediaType } from '../../conformance/core/http/media-type.ts';
import type { Contract, Operation } from '../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../conformance/core/http/messages.ts';
import { mockApi } from '../mock/respond/api.ts';
import { openScenario } from '../mock/state/scenario.ts';
import { makeInstance } from '../../conformance/core/instances/make.ts';
import { choicesOf, randomOf, type Random } from '../mock/respond/random.ts';
import { createSessions } from '../mock/state/sessions.ts';

/** The number of judged responses and outcomes, and the faults of the invalid responses. */
export type ManyAnswers = {
  readonly answers: number;
  readonly outcomes: number;
  readonly invalid: readonly string[];
};

/**
 * Sends a mock this many requests with random values, without a preference and for each documented
 * status and example in turn. Judges the bytes of each response: status, media type and body.
 */
export function manyAnswers(
  contracts: readonly Contract[],
  count: number,
  dynamic: boolean,
): ManyAnswers {
  const random = randomOf('many answers');
  const scenario = openScenario();
  const outcomes = contracts.flatMap((contract) => {
    const api = mockApi(contract, {
      credentials: undefined,
      verifySignatures: false,
      publicKey: undefined,
      dynamic,
      // a made body would hide a broken example
      strictExamples: true,
      seed: 1,
      sessions: createSessions(),
      scenario,
    });
    return contract.operations.flatMap((operation) =>
      preferencesOf(operation).map((prefer) => ({ api, operation, prefer })),
    );
  });
  const invalid: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { api, operation, prefer } = outcomes[number % outcomes.length]!;
    const request = requestOf(operation, prefer, random);
    const problem = faultOf(
      operation,
      api(operation, { request, isTooLarge: false }, request.path),
    );
    if (problem !== undefined) invalid.push(`${operation.id} ${prefer}: ${problem}`);
  }
  return { answers: count, outcomes: outcomes.length, invalid };
}

/** No preference, each status, each example. */
function preferencesOf({ responses }: Operation): string[] {
  return [
    '',
    ...responses.flatMap(({ status, content }) => {
      const code = /^\d+$/.test(status) ? status : status === 'default' ? '418' : `${status[0]}18`;
      return [
        `code=${code}`,
        ...content.flatMap(({ examples }) =>
          examples.map(({ name }) => `code=${code}, example=${name}`),
        ),
      ];
    }),
  ];
}

/** A request with random values, sometimes invalid ones. */
function requestOf(operation: Operation, prefer: string, random: Random): WireRequest {
  const plain = plainRequest(operation);
  const [mediaType] = operation.requestBody?.content ?? [];
  const value =
    mediaType?.schema &&
    makeInstance(mediaType.schema.alternatives, {
      extent: 'some',
      omit: 'readOnly',
      choices: choicesOf(random),
      examples: true,
    });
  const wire = encode(
    operation,
    value === undefined || !plain.body ? plain : { ...plain, body: { ...plain.body, value } },
  );
  const security = operation.security
    .flat()
    .map(({ type, parameter = '' }): [string, string] =>
      type === 'apiKey' ? [parameter, 'key'] : ['Authorization', 'Bearer token'],
    );
  return {
    ...wire,
    headers: [
      ...wire.headers,
      ...security,
      ['Prefer', prefer],
      ['X-Request-Id', crypto.randomUUID()],
    ],
  };
}

/** The first fault of a response; `undefined` if it is as documented. */
export function faultOf(
  operation: Operation,
  {
    status,
    headers,
    body = '',
  }: { status: number; headers: { readonly [name: string]: string }; body?: string },
): string | undefined {
  const response = responseFor(operation, status);
  if (!response) return `the status ${status} is not documented: ${body}`;
  if (response.content.length === 0)
    return body === '' ? undefined : 'it has a body where none is documented';
  const type = headers['content-type'] ?? '';
  const mediaType = documentedMediaType(response.content, type);
  if (!mediaType) return `the media type "${type}" is not documented: ${body}`;
  const codec = codecFor(mediaType, type);
  // such as XML: only its media type can be judged
  if (!codec) return undefined;
  const decoded = codec.decode(Buffer.from(body), type, mediaType);
  if ('problem' in decoded) return decoded.problem;
  const broken = mediaType.schema
    ?.validate(decoded.value)
    .find(({ reading }) => reading === 'loose');
  return broken && `"${broken.pointer}" ${broken.message}: ${body}`;
}
