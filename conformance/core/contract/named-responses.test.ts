import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../../testing.ts';
import { isRefusedByName, responsesNamed } from './named-responses.ts';

const named = (...names: readonly string[]) => ({
  examples: Object.fromEntries(names.map((name) => [name, { value: {} }])),
});
const answer = (more: object) => ({ description: 'An answer.', ...jsonBody({}, more) });

/** Which request examples of an operation are meant to be refused. */
const refusedIn = (responses: object, request: object, more: object = {}) => {
  const operation = operationOf({ requestBody: jsonBody({}, request), responses, ...more });
  const [mediaType] = operation.requestBody!.content;
  return mediaType!.examples
    .filter((example) => isRefusedByName(operation, example))
    .map(({ name }) => name);
};

const responses = {
  200: answer(named('good', 'default')),
  404: answer(named('missing', 'default')),
  '4XX': answer(named('odd')),
  500: answer(named('crash')),
  default: answer(named('rest')),
};
test('an example is meant to be refused if only refusals have its name', () => {
  const request = named('good', 'default', 'missing', 'odd', 'crash', 'rest', 'other');
  expect(refusedIn(responses, request)).toEqual(['missing', 'odd', 'crash', 'rest']);
});

test('a default without a success beside it may be one', () =>
  expect(refusedIn({ default: answer(named('rest')) }, named('rest', 'other'))).toEqual([]));

test('the only example of a body is not meant to be refused, unless `x-refusals` names it', () => {
  const errors = { 204: { description: 'Done.' }, 400: answer(named('sample', 'conflict')) };
  expect(refusedIn(errors, named('sample'))).toEqual([]);
  expect(refusedIn(errors, named('sample', 'conflict'))).toEqual([]);
  const refusals = { 'x-refusals': { conflict: { response: '400', example: 'conflict' } } };
  expect(refusedIn(errors, named('conflict'), refusals)).toEqual(['conflict']);
});

test('what the keyword example shows has no name', () => {
  const unnamed = { example: {} };
  const refusing = (more: object) => ({ 200: answer({}), 404: answer(more) });
  expect(refusedIn(refusing(unnamed), unnamed)).toEqual([]);
  expect(refusedIn(refusing(unnamed), named('example'))).toEqual([]);
  expect(refusedIn(refusing(named('example')), unnamed)).toEqual([]);
  expect(refusedIn(refusing(named('example')), named('example', 'other'))).toEqual(['example']);
});

test('the responses of a name come in the order of the description', () => {
  const operation = operationOf({ responses });
  expect(
    responsesNamed(operation, 'default').map(({ response, isRefusal }) => [
      response.status,
      isRefusal,
    ]),
  ).toEqual([
    ['200', false],
    ['404', true],
  ]);
});
