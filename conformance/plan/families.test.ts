import { expect, test } from 'vitest';
import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { planCases } from './plan.ts';
import { verifyAgain } from './testing.ts';

const text = { type: 'string' };

/** An operation whose body is an object; members whose names end with `!` are required. */
function operationWith(members: { readonly [name: string]: object }, more: object = {}): Operation {
  const names = Object.keys(members);
  return operationOf({
    requestBody: {
      required: true,
      ...jsonBody({
        type: 'object',
        required: names.filter((name) => name.endsWith('!')),
        properties: members,
      }),
    },
    ...more,
  });
}

/** "intent name" of each case of one generator, components of combined cases among them. */
function casesOf(operation: Operation, generator: string, thorough = false): string[] {
  const { cases, discarded } = planCases(operation, { thorough });
  expect(discarded).toEqual([]);
  return cases
    .flatMap((testCase) => testCase.components ?? [testCase])
    .filter((testCase) => testCase.generator === generator)
    .map(({ id, intent, basis }) =>
      [intent, ...(basis ? [basis] : []), id.replace(`doThing/${generator}/body/`, '')].join(' '),
    );
}

/** The bodies that the cases of a generator send, by the end of their ids. */
function bodiesOf(operation: Operation, generator: string): Map<string, string> {
  const { cases } = planCases(operation, { thorough: true });
  return new Map(
    cases
      .flatMap((testCase) => testCase.components ?? [testCase])
      .filter((testCase) => testCase.generator === generator)
      .map(({ id, request }) => [
        id.split('/').slice(3).join('/'),
        Buffer.from(encode(operation, request).body ?? []).toString(),
      ]),
  );
}

test('what loose code takes for nothing is sent where a value is optional', () => {
  const operation = operationWith({
    'id!': text,
    name: text,
    kind: { ...text, enum: ['a', 'b'] },
    count: { type: 'integer' },
    isOpen: { type: 'boolean' },
    size: { type: 'object', properties: { width: { type: 'number' } } },
  });
  verifyAgain(operation);
  expect(casesOf(operation, 'truthiness')).toEqual([
    'invalid name/zero',
    'invalid kind/empty-text',
    'invalid kind/zero',
    'invalid count/empty-text',
    'invalid isOpen/zero',
    'invalid size/empty-text',
    'invalid size/empty-array',
    'invalid size/width/false',
  ]);
  // they stand in for a value of the same type
  const types = casesOf(operation, 'type');
  expect(types).toContain('invalid id!/integer');
  expect(types).not.toContain('invalid name/integer');
});

test('a small request gets every wrong type, also those that are nothing', () => {
  const operation = operationWith({ 'id!': text });
  expect(casesOf(operation, 'truthiness')).toEqual([
    'invalid id!/false',
    'invalid id!/empty-array',
  ]);
  // whatever stands for an object that requires members lacks them
  const ofBody = casesOf(operation, 'type').filter((name) => !name.includes('id!'));
  expect(ofBody).toEqual(['invalid null', 'invalid string', 'invalid array']);
});

test('in a small request, an object without required members gets every wrong type', () => {
  const operation = operationWith({ id: text });
  expect(casesOf(operation, 'truthiness').slice(0, 2)).toEqual([
    'invalid false',
    'invalid empty-array',
  ]);
});

test('texts that careless servers change are valid, half a surrogate pair is not specified', () => {
  const operation = operationWith({ 'a!': text, b: { ...text, maxLength: 100 } });
  verifyAgain(operation);
  expect(casesOf(operation, 'normalisation').toSorted()).toEqual([
    'unspecified a!/half-a-pair',
    'valid a!/composed',
    'valid a!/punctuation',
    'valid b/punctuation',
  ]);
  const bodies = bodiesOf(operation, 'normalisation');
  expect(bodies.get('a!/half-a-pair')).toContain('\\ud800');
});

test('a text that a response repeats is the one with half a surrogate pair', () => {
  const operation = operationWith(
    { 'a!': text, 'b!': text },
    {
      responses: {
        200: {
          description: 'Done.',
          content: {
            'application/json': { schema: {}, 'x-echo': { '/b': '$request.body#/b!' } },
          },
        },
      },
    },
  );
  expect(casesOf(operation, 'normalisation')).toContain('unspecified b!/half-a-pair');
  expect(casesOf(operation, 'truncation')).toContain('unspecified b!/65536-characters');
});

test('long texts are sent where nothing limits them, the longest only once', () => {
  const operation = operationWith({ 'a!': text, b: text, c: { ...text, maxLength: 9 } });
  expect(casesOf(operation, 'truncation').toSorted()).toEqual([
    'unspecified a!/1001-characters',
    'unspecified a!/65536-characters',
    'unspecified b/1001-characters',
  ]);
  expect(casesOf(operation, 'truncation', true)).toContain('unspecified b/256-characters');
});

test('a blank at the end counts as a character', () => {
  const operation = operationWith({
    'a!': { ...text, minLength: 3, maxLength: 5 },
    b: { ...text, maxLength: 7 },
  });
  verifyAgain(operation);
  const found = casesOf(operation, 'length');
  expect(found).toContain('invalid a!/too-long-blank');
  expect(found).toContain('unspecified a!/shortest-blank');
  expect(found).not.toContain('invalid b/too-long-blank');
  const bodies = bodiesOf(operation, 'length');
  expect(JSON.parse(bodies.get('a!/too-long-blank')!)).toMatchObject({ 'a!': 'value ' });
});

test('the first location of a format gets every near miss, the others one each', () => {
  const date = { ...text, format: 'date' };
  const operation = operationWith({ 'a!': date, 'b!': date, 'c!': date });
  verifyAgain(operation);
  const misses = casesOf(operation, 'format').filter((line) => line.startsWith('invalid'));
  expect(misses).toEqual([
    'invalid a!/no-such-day',
    'invalid a!/two-digits',
    'invalid a!/character-before',
    'invalid a!/character-after',
    'invalid a!/line-break-after',
    'invalid b!/no-such-day',
    'invalid c!/no-such-day',
  ]);
});

test('what only some servers read is not specified', () => {
  const operation = operationWith({
    'a!': { ...text, format: 'uuid' },
    'b!': { ...text, contentEncoding: 'base64' },
  });
  expect(casesOf(operation, 'format').filter((line) => line.startsWith('unspecified'))).toEqual([
    'unspecified a!/no-hyphens',
    'unspecified a!/upper-case',
  ]);
  expect(casesOf(operation, 'content-encoding').toSorted()).toEqual([
    'invalid b!/foreign-character',
    'invalid b!/wrong-length',
    'unspecified b!/bits-left-over',
    'unspecified b!/no-padding',
    'unspecified b!/other-alphabet',
    'valid b!/with-padding',
    'valid b!/without-padding',
  ]);
});

test('of an unknown format, only a documented value is certain', () => {
  const member = { ...text, format: 'no-such-format' };
  const intents = (operation: Operation) =>
    new Set(planCases(operation).cases.map(({ intent }) => intent));
  expect(intents(operationWith({ 'a!': member }))).toEqual(new Set(['invalid', 'unspecified']));
  expect(intents(operationWith({ 'a!': { ...member, examples: ['x'] } }))).toContain('valid');
});

test('an integer is also written with a fraction of zero, for the RFC alone', () => {
  const operation = operationWith({ 'a!': { type: 'integer' }, b: { type: 'number' } });
  verifyAgain(operation);
  expect(casesOf(operation, 'number-text', true).toSorted()).toEqual([
    'unspecified a!/too-large',
    'valid rfc a!/exponent',
    'valid rfc a!/fraction-of-zero',
    'valid rfc a!/negative-zero',
  ]);
  const bodies = bodiesOf(operation, 'number-text');
  expect(bodies.get('a!/fraction-of-zero')).toBe('{"a!":1.0}');
  expect(bodies.get('a!/too-large')).toBe('{"a!":1e400}');
});

test('the largest exact integer is certain for 64 bits only, and decimals are not divided', () => {
  const operation = operationWith({
    'a!': { type: 'integer' },
    'b!': { type: 'integer', format: 'int64' },
    'c!': { type: 'number', multipleOf: 0.01 },
  });
  verifyAgain(operation);
  const found = casesOf(operation, 'range');
  expect(found).toContain('unspecified a!/largest-exact');
  expect(found).toContain('valid b!/largest-exact');
  expect(found).toContain('valid c!/inexact-multiple');
  expect(JSON.parse(bodiesOf(operation, 'range').get('c!/inexact-multiple')!)).toMatchObject({
    'c!': 19.99,
  });
});

test('a number and a boolean of another thing may be what a server shows by default', () => {
  const member = { isOpen: { type: 'boolean' }, size: { type: 'integer' }, name: text };
  const memory = {
    of: 'thing',
    key: '$request.body#/id!',
    keeps: Object.fromEntries(Object.keys(member).map((name) => [name, `$request.body#/${name}`])),
    recalls: Object.fromEntries(Object.keys(member).map((name) => [`/${name}`, name])),
  };
  const operation = operationWith(
    { 'id!': text, ...member },
    {
      responses: {
        200: { description: '', ...jsonBody({ type: 'object' }, { 'x-memory': memory }) },
      },
    },
  );
  const about = planCases(operation).cases.flatMap(({ id, steps = [] }) =>
    steps.flatMap(({ recalls = [] }) =>
      recalls.flatMap(({ kind }) => (kind === 'other' ? [id] : [])),
    ),
  );
  expect(about).toEqual(['doThing/memory/name/recalled']);
});

test('where `absent` refuses what is not there, no case about the memory makes up a thing', () => {
  const memory = {
    of: 'thing',
    key: '$request.body#/id',
    keeps: { name: '$request.body#/name' },
    recalls: { '/name': 'name' },
  };
  const idsOf = (refusals: object) => {
    const operation = operationOf({
      ...refusals,
      requestBody: jsonBody(
        { type: 'object', required: ['id'], properties: { id: text, name: text } },
        { example: { id: 'known', name: 'Ada' } },
      ),
      responses: {
        200: { description: '', ...jsonBody({ type: 'object' }, { 'x-memory': memory }) },
        404: jsonBody({}, { examples: { none: { value: {} } } }),
      },
    });
    const sequences = planCases(operation).cases.filter(({ id }) => id.includes('/memory/'));
    expect(sequences.length).toBe(2);
    const requests = sequences.flatMap(({ steps = [] }) => steps.map(({ request }) => request));
    return new Set(
      requests.flatMap(({ credentials, body }) =>
        credentials === 'wrong' ? [] : [(body!.value as { id?: string }).id],
      ),
    );
  };
  expect(idsOf({ 'x-refusals': { absent: { response: '404', example: 'none' } } })).toEqual(
    new Set(['known']),
  );
  expect(idsOf({})).not.toContain('known');
});

test('a query parameter that may be empty is sent without a value, and no other one is', () => {
  const integer = { type: 'integer', minimum: 1 };
  const empty = { in: 'query', allowEmptyValue: true };
  const operation = operationOf({
    parameters: [
      { ...empty, name: 'n', required: true, schema: integer },
      { ...empty, name: 'list', schema: { type: 'array', items: integer } },
      { ...empty, name: 'box', schema: { type: 'object', properties: { width: integer } } },
      { ...empty, name: 'word', schema: text },
      { ...empty, name: 'json', content: { 'application/json': { schema: integer } } },
      { name: 'other', in: 'query', schema: integer },
    ],
  });
  const { cases, discarded } = planCases(operation);
  expect(discarded).toEqual([]);
  const sent = cases
    .flatMap((testCase) => testCase.components ?? [testCase])
    .filter(({ generator }) => generator === 'empty-value')
    .map(({ intent, request }) => `${intent} ${encode(operation, request).path}`);
  expect(sent.toSorted()).toEqual([
    'valid /things?n=',
    'valid /things?n=1&box=',
    'valid /things?n=1&list=',
    'valid /things?n=1&word=',
  ]);
  verifyAgain(operation);
});
