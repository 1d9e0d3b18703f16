import { expect, test } from 'vitest';
import { contractOf, description } from '../testing.ts';
import { unjudgedAnswers } from './unjudged-answers.ts';

const object = { type: 'object', properties: { a: { type: 'integer' } } };
const notedFor = (content: object, more: object = {}) => {
  const responses = { 200: { description: '', content } };
  const get = (operationId: string) => ({ get: { operationId, responses } });
  const contract = contractOf(description({ '/a': get('a'), '/b': get('b'), ...more }));
  return unjudgedAnswers(contract).map(({ reason }) => reason);
};

for (const type of ['application/xml', 'text/csv', 'text/event-stream', 'image/svg+xml'])
  test(`an answer as ${type} is judged by its media type only, and that is said once`, () =>
    expect(notedFor({ [type]: { schema: object } })).toEqual([
      `answers as ${type} are judged by their media type only, and not by this schema.`,
    ]));

const read: readonly [type: string, schema: object | undefined][] = [
  ['application/json', object],
  ['application/problem+json', object],
  ['*/*', object],
  ['application/yaml', object],
  ['application/jsonl', object],
  ['application/json-seq', object],
  ['text/plain', { type: 'integer' }],
  ['application/vnd.of.objects', object],
  ['application/octet-stream', { type: 'string', format: 'binary' }],
  ['image/png', undefined],
  ['application/xml', {}],
];
for (const [type, schema] of read)
  test(`nothing is said of ${type} with ${JSON.stringify(schema)}`, () =>
    expect(notedFor({ [type]: schema ? { schema } : {} })).toEqual([]));
