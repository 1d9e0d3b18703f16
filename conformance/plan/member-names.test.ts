import { describe, expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../testing.ts';
import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import { requestOf } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import { planCases } from './plan.ts';
import { verifyAgain } from './testing.ts';

/** Names that every object of JavaScript inherits. */
const names = [
  'constructor',
  '__proto__',
  'valueOf',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
];
const text = { type: 'string', minLength: 2 };
const parse = (json: string) => JSON.parse(json) as Json;

/** An operation with a schema for its body, and parameters of a name. */
function operationWith(name: string, schema: unknown, required = true) {
  const parameters = ['query', 'header', 'cookie', 'path'].map((place) => ({
    ...{ name, in: place, schema: text },
    required: required || place === 'path',
  }));
  const components = { schemas: { Whole: schema } };
  const post = {
    operationId: 'make',
    parameters,
    requestBody: { required: true, ...jsonBody({ $ref: '#/components/schemas/Whole' }) },
    responses: { 200: { description: 'Done.', ...jsonBody(schema) } },
  };
  return contractOf(description({ [`/a/{${name}}`]: { post } }, { components })).operations[0]!;
}

/** The names of the parameters that a request has when it is read back; no rule may be broken. */
function sentAndRead(operation: Operation, extent: 'required' | 'all') {
  const wire = encode(operation, requestOf(operation, extent, true));
  const { violations, doubts, parameters } = readRequest(operation, wire);
  // many parsers of JSON do something of their own with `__proto__`
  const isTold = ({ keyword }: { keyword: string }) => keyword !== 'interoperable';
  expect([...violations, ...doubts].filter(isTold)).toEqual([]);
  return (['query', 'header', 'cookie'] as const).map((place) => Object.keys(parameters[place]));
}

describe.for(names)('the name %s', (name) => {
  const object = parse(
    `{"type":"object","properties":{${JSON.stringify(name)}:${JSON.stringify(text)}}}`,
  ) as object;
  const good = parse(`{${JSON.stringify(name)}:"yes"}`);
  const bad = parse(`{${JSON.stringify(name)}:7}`);

  test('is there only where the instance has it', () => {
    const { responses } = operationWith(name, object);
    const { validate } = responses[0]!.content[0]!.schema!;
    expect(validate({})).toEqual([]);
    expect(validate(good)).toEqual([]);
    expect(validate(bad).map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual([
      `/${name} type`,
    ]);
  });

  const others = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}`, {}]));
  const { properties } = object as { readonly properties: object };
  const wholes: readonly [why: string, schema: object][] = [
    ['required', { ...object, required: [name] }],
    ['closed', { ...object, additionalProperties: false }],
    ['closed by what is evaluated', { ...object, unevaluatedProperties: false }],
    [
      'closed, with many others',
      { ...object, properties: { ...properties, ...others }, additionalProperties: false },
    ],
    ['a dependency', { properties: { ...properties, a: text }, dependentRequired: { a: [name] } }],
    ['a branch', { oneOf: [object, { type: 'array' }] }],
  ];
  test.for(wholes)('is planned and read back, %s', ([, schema]) => {
    const operation = operationWith(name, schema, false);
    expect(sentAndRead(operation, 'required')).toEqual([[], [], []]);
    expect(sentAndRead(operation, 'all')).toEqual([[name], [name], [name]]);
    expect(planCases(operation).cases).not.toEqual([]);
  });

  test('is planned where everything has it', () => {
    const operation = operationWith(name, { ...object, required: [name] });
    expect(sentAndRead(operation, 'required')).toEqual([[name], [name], [name]]);
    verifyAgain(operation);
  });

  test('is missing where it is required', () => {
    const operation = operationWith(name, { ...object, required: [name] });
    const body = Buffer.from('{}');
    const read = readRequest(operation, {
      ...{ method: 'POST', path: '/a/yes', body },
      headers: [['Content-Type', 'application/json']],
    });
    expect(
      read.violations.map(({ in: place, pointer, keyword }) => `${place}${pointer} ${keyword}`),
    ).toEqual([
      ...['query', 'header', 'cookie'].map((place) => `${place}/${name} required`),
      `body/${name} required`,
    ]);
  });
});
