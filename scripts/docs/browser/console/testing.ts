import type { OperationFacts } from '../../../frontend/operation.ts';
import { validatorsOf } from '../../../frontend/validators.ts';
import type { ConsoleOperation } from './operation.ts';
import type { Filled } from './request.ts';
import type { Answer } from './send.ts';

/** An operation of a few facts. */
export const operationWith = (
  facts: Partial<OperationFacts> = {},
  more: Partial<ConsoleOperation> = {},
): ConsoleOperation => ({
  api: 'things',
  facts: { id: 'act', method: 'POST', path: '/things', responses: { 200: [] }, ...facts },
  ...{ servers: [], parameters: [], bodies: [], requests: [], security: [], schemes: {} },
  ...{ answers: [], mockCommand: 'mock' },
  ...more,
});

/** A form with some values. */
export const form = (values: Partial<Filled> = {}): Filled => ({
  ...{ base: 'https://api.test/v1', isMock: false, credentials: [] },
  parameters: { path: {}, query: {}, header: {}, cookie: {} },
  ...values,
});

/** A body of JSON as it is typed. */
export const typedJson = (content: string): NonNullable<Filled['body']> => ({
  ...{ documented: 'application/json', mediaType: 'application/json', content },
});

/** An answer of JSON, unless other header fields say what it is. */
export function answerWith(
  status: number,
  value: unknown,
  fields: { readonly [name: string]: string } = { 'content-type': 'application/json' },
): Answer {
  const isJson = fields['content-type']?.includes('json') ?? false;
  return {
    ...{
      kind: 'answer',
      status,
      statusText: '',
      headers: new Headers(fields),
      time: 1,
      unsent: [],
    },
    ...{ body: value, isBroken: false, isEmpty: value === undefined },
    ...(isJson && value !== undefined && { text: JSON.stringify(value) }),
  };
}

/** Validators that find nothing. */
export const lenient = validatorsOf<unknown>({});
