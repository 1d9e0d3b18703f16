import { expect, test } from 'vitest';
import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { planCases } from './plan.ts';

const text = { type: 'string' };
const known = operationOf({
  requestBody: {
    required: true,
    ...jsonBody(
      { type: 'object', required: ['id'], properties: { id: text, name: text } },
      { examples: { one: { value: { id: 'other', name: 'x' } } } },
    ),
  },
});

test('a valid case with another value than the known one is skipped and reported', () => {
  const { cases, skipped } = planCases(known, { known: new Map([['/id', 'known']]) });
  for (const { request, intent } of cases)
    if (intent === 'valid')
      expect(readRequest(known, encode(known, request)).body).toMatchObject({ id: 'known' });
  expect(skipped.map(({ id }) => id)).toEqual([
    'doThing/examples/body/one',
    'doThing/normalisation/body/id/composed',
    'doThing/normalisation/body/id/punctuation',
    'doThing/normalisation/body/id/half-a-pair',
    'doThing/text-content/body/id/empty',
    'doThing/text-content/body/id/other-script',
    'doThing/text-content/body/id/special',
    'doThing/truncation/body/id/1001-characters',
    'doThing/truncation/body/id/65536-characters',
  ]);
  for (const { intent } of skipped) expect(intent).not.toBe('invalid');
});

test('invalid cases need no known value, and without known values nothing is skipped', () => {
  const invalid = (values: Parameters<typeof planCases>[1] = {}) =>
    planCases(known, values)
      .cases.filter(({ intent }) => intent === 'invalid')
      .map(({ id }) => id);
  expect(invalid({ known: new Map([['/id', 'known']]) })).toEqual(invalid());
  expect(planCases(known).skipped).toEqual([]);
});

test('a parameter can have a known value', () => {
  const operation = operationOf(
    {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { ...text, format: 'uuid' } }],
    },
    {},
    '/things/{id}',
  );
  const { cases, skipped } = planCases(operation, {
    known: new Map([['$request.path.id', '5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f11']]),
  });
  expect(skipped.map(({ id }) => id)).toEqual([
    'doThing/format/path/id/another-1',
    'doThing/format/path/id/another-2',
    'doThing/format/path/id/no-hyphens',
    'doThing/format/path/id/upper-case',
  ]);
  for (const { intent, request } of cases)
    if (intent === 'valid')
      expect(request.parameters.path.id).toBe('5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f11');
});
