import { expect, test } from 'vitest';
import type { Operation } from '../core/contract/model.ts';
import type { RequestViolation } from '../core/http/request-part.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import type { Expectation } from '../generators/expectation.ts';
import type { Check } from './check.ts';
import { jsonBody, operationOf } from '../testing.ts';
import type { Exchange } from './exchange.ts';
import * as checks from './index.ts';

/** An exchange in short form: by default a valid request to `plain`. */
export type Sketch = {
  readonly operation?: Operation;
  /** The one rule that the request breaks. */
  readonly broken?: Pick<RequestViolation, 'in' | 'pointer' | 'keyword' | 'latitude'>;
  /** Whether only an RFC says what the response must be. */
  readonly basis?: 'rfc';
  /** The rule that a valid case is about. */
  readonly about?: Case['rule'];
  /** Whether it is about a thing that the run found. */
  readonly isForeign?: true;
  /** The rule that an unspecified case is about. */
  readonly unspecified?: Case['rule'];
  readonly sent?: Partial<Case['request']>;
  readonly status: number;
  readonly type?: string | undefined;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Json | Uint8Array | string;
  /** The response at a path that does not exist. */
  readonly elsewhere?: Pick<Sketch, 'status' | 'type' | 'body'>;
  readonly undecodable?: string;
  readonly milliseconds?: number;
};

/** An exchange and the expected findings, each as `check: defect`. */
export type Row = readonly [title: string, exchange: Sketch, ...findings: string[]];

export const json = 'application/json';
export const invalidBody = { in: 'body', pointer: '/a', keyword: 'type' } as const;
export const badCredentials = { in: 'credentials', pointer: '', keyword: 'security' } as const;
export const otherMethod = { in: 'method', pointer: '', keyword: 'DELETE' } as const;

export const user = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    tags: {
      type: 'array',
      items: { type: 'object', required: ['k'], properties: { k: { type: 'string' } } },
    },
  },
};
export const error = jsonBody({ type: 'object', required: ['error'] });
/** An operation with a success, refusals by kind, a redirect and a server error. */
export const plain = operationOf({
  'x-refusals': {
    malformed: { response: '400', example: 'e' },
    invalid: { response: '422', example: 'e' },
    unauthorized: { response: '401', example: 'e' },
  },
  responses: { 200: jsonBody(user), 400: error, 401: error, 422: error, 302: {}, 500: error },
});
/** An operation with these responses and nothing else. */
export const responding = (responses: object): Operation => operationOf({ responses });

export const good = { status: 200, type: json, body: { id: 'a' } } as const;
export const refused = {
  type: json,
  body: { error: 'no' },
  headers: { 'www-authenticate': 'Bearer' },
} as const;

export function exchangeOf({ broken, about, unspecified, sent, ...sketch }: Sketch): Exchange {
  const { operation = plain, basis, elsewhere, undecodable, isForeign } = sketch;
  const { file, pointer } = operation.source;
  const request = {
    parameters: { path: {}, query: {}, header: {}, cookie: {} },
    credentials: 'good',
    ...sent,
  } as const;
  const intent = unspecified ? 'unspecified' : broken ? 'invalid' : 'valid';
  return {
    case: {
      id: `${operation.id}/generator/name`,
      generator: 'generator',
      origin: 'plan',
      operation,
      reason: 'it is so',
      request,
      rule: broken ?? unspecified ?? about ?? invalidBody,
      ...(unspecified?.keyword === 'size' ? { topic: 'size' } : {}),
      ...(basis ? { basis } : {}),
      ...(isForeign ? { isForeign } : {}),
      intent,
      ...(broken
        ? {
            broken: {
              ...broken,
              message: 'must be otherwise',
              source: { file, pointer },
              reading: 'loose' as const,
            },
          }
        : {}),
    },
    request: { method: operation.method, path: operation.path, headers: [] },
    sent: {
      parameters: request.parameters,
      ...(request.body?.value === undefined ? {} : { body: request.body.value }),
      violations: [],
      doubts: [],
    },
    reply: { ...replyOf(sketch), ...(undecodable ? { undecodable } : {}) },
    ...(elsewhere
      ? {
          elsewhere: {
            request: { method: operation.method, path: '/no-such-path', headers: [] },
            reply: replyOf(elsewhere),
          },
        }
      : {}),
    milliseconds: sketch.milliseconds ?? 1,
    limit: 1000,
  };
}

function replyOf({ status, type, headers, body = '' }: Sketch): Exchange['reply'] {
  const bytes =
    typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const fields = { ...(type === undefined ? {} : { 'content-type': type }), ...headers };
  return { status, headers: new Map(Object.entries(fields)), body: Buffer.from(bytes) };
}

/** What every check that applies observes. */
export const observationsOf = (exchange: Exchange) =>
  Object.values(checks)
    .filter((check) => check.appliesTo(exchange))
    .flatMap((check) =>
      [...check.judge(exchange)].map((observation) => ({ ...observation, check: check.id })),
    );

/** The checks that find more than a notice. */
export const failedChecks = (sketch: Sketch): string[] =>
  observationsOf(exchangeOf(sketch))
    .filter(({ severity }) => severity !== 'notice')
    .map(({ check }) => check);

/** Tests the findings of each exchange; notices count only where the topic is their check. */
export function testFindings(topic: string, rows: readonly Row[]): void {
  test.for(rows)(`${topic}: %s`, ([, sketch, ...findings]) => {
    const observations = observationsOf(exchangeOf(sketch));
    expect(
      observations
        .filter(({ severity }) => severity !== 'notice' || topic === 'undocumented-member')
        .map(({ check, defect }) => `${check}: ${defect}`),
    ).toEqual(findings);
    for (const { message, expected, actual, source } of observations) {
      expect(message).toMatch(/^[A-Z`].*\.$/s);
      expect(expected).not.toBe('');
      expect(actual).not.toBe('');
      expect(source.pointer).toMatch(/^\//);
      expect(actual.length).toBeLessThan(300);
    }
  });
}

const book = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    title: { type: 'string' },
    note: { type: ['string', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
    format: { enum: ['paper', 'file'] },
  },
};
const listing = operationOf({
  responses: { 200: jsonBody({}), 201: jsonBody(book), 404: {}, 409: {} },
});
const showing = operationOf({ responses: { 200: jsonBody(book), 404: {} } });
/** The resource of the things that `judged` is about. */
export const books = { path: '/books/{bookId}', parameters: ['bookId'], names: ['book'] };

type Of<Kind extends Expectation['of']> = Omit<
  Extract<Expectation, { of: Kind }>,
  'thing' | 'names' | 'since'
>;

/** An expectation about a book. */
export type Wanted = { [Kind in Expectation['of']]: Of<Kind> }[Expectation['of']];

/** The findings of the checks of state, each as `check: severity: defect`. */
export function judged(
  wanted: Wanted,
  body: Json | undefined,
  status = 200,
  headers: { readonly [name: string]: string } = {},
): readonly string[] {
  const expects = {
    ...{ thing: 'the book /books/1', names: ['book'], since: 'it was made before' },
    ...wanted,
  } as Expectation;
  const isThing = !Array.isArray(body);
  const sketch = { operation: isThing ? showing : listing, status, type: json, headers };
  const exchange = exchangeOf({ ...sketch, ...(body === undefined ? {} : { body }) });
  const asked = { ...exchange, case: { ...exchange.case, expects } };
  return (Object.values(checks) as Check[])
    .filter((check) => check.needs === 'sequence' && check.appliesTo(asked))
    .flatMap((check) =>
      [...check.judge(asked)].map(
        ({ severity = 'error', defect }) => `${check.id}: ${severity}: ${defect}`,
      ),
    );
}
