import { expect, test } from 'vitest';
import { requestOf } from '../core/instances/plain-request.ts';
import { operationOf } from '../testing.ts';
import { planCases } from './plan.ts';

const text = { type: 'string' };
const person = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 5 },
    address: { type: 'object', properties: { city: { type: 'string', maxLength: 5 } } },
    tags: { type: 'array', items: text },
  },
};
const deep = { style: 'deepObject', explode: true };
const lists = { type: 'array', items: { type: 'object', properties: { id: text } } };

/** An operation with a form of one object and one list of objects. */
const operation = operationOf({
  requestBody: {
    required: true,
    content: {
      'application/x-www-form-urlencoded': {
        schema: { type: 'object', properties: { person, lines: lists, note: text } },
        encoding: { person: deep, lines: deep },
      },
    },
  },
  responses: {},
});
const { cases, discarded } = planCases(operation, { thorough: true });
const idsOf = (part: string) => cases.map(({ id }) => id).filter((id) => id.includes(part));

test('a member of a deepObject is a text: nobody can tell its type', () => {
  expect(idsOf('/length/body/person/name')).not.toEqual([]);
  expect([...idsOf('/type/body/person/name'), ...idsOf('/truthiness/body/person/')]).toEqual([]);
});

test('what a deepObject has no form for gets no cases, and that is said once', () => {
  expect([...idsOf('body/person/address/city'), ...idsOf('body/lines/0/id')]).toEqual([]);
  const told = discarded.map(({ reason }) => reason).filter((reason) => /no form/.test(reason));
  expect(told).toEqual(
    ['person.address', 'person.tags', 'lines.0'].map(
      (place) =>
        `\`${place}\` gets no cases: OpenAPI defines no form for an object or a list in a deepObject`,
    ),
  );
});

test('the request with all parts has all that can be written', () => {
  const { body } = requestOf(operation, 'all', true);
  expect(body?.value).toEqual({
    person: { name: expect.any(String) },
    lines: [],
    note: expect.any(String),
  });
});

test('a form of optional members only has one, because nothing at all is no form', () => {
  expect(requestOf(operation, 'required', true).body?.value).not.toEqual({});
});

test('an object of a form without a style is JSON, and so is one in a list', () => {
  const plain = operationOf({
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: {
            type: 'object',
            required: ['lines'],
            properties: { lines: { ...lists, minItems: 1 } },
          },
        },
      },
    },
    responses: {},
  });
  const ids = planCases(plain, { thorough: true }).cases.map(({ id }) => id);
  expect(ids.filter((id) => /\/type\/body\/lines\/0\/id\/integer/.test(id))).not.toEqual([]);
});
