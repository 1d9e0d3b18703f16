import { expect, test } from 'vitest';
import { apis } from '../../spec/apis.ts';
import { loadContract } from '../core/contract/load.ts';
import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import type { Operation } from '../core/contract/model.ts';
import { planCases, planOperation } from './plan.ts';
import { jsonBody, operationOf } from '../testing.ts';

/** Proves every case of an operation again, on its wire form. */
function prove(operation: Operation): void {
  const { cases } = planCases(operation, { thorough: true });
  for (const { id, intent, broken, request, reason, rule } of cases.flatMap((testCase) => [
    testCase,
    ...(testCase.components ?? []),
  ])) {
    expect(reason).toMatch(/^[^A-Z].*[^.]$/s);
    expect(broken !== undefined).toBe(intent === 'invalid');
    // what is open obliges nobody, and another method is no request of the operation
    if (intent === 'unspecified' || rule.in === 'method') continue;
    const found = readRequest(operation, encode(operation, request)).violations.map(
      ({ in: place, pointer, keyword }) => `${place}${pointer} ${keyword}`,
    );
    const wanted =
      intent === 'valid' || broken?.in === 'credentials'
        ? []
        : [`${broken?.in}${broken?.pointer} ${broken?.keyword}`];
    expect({ id, found }).toEqual({ id, found: wanted });
    expect(request.credentials === 'good').toBe(broken?.in !== 'credentials');
  }
}

const idsOf = (operation: Operation) => planCases(operation).cases.map(({ id }) => id);

/** Every description of the repository: those of the APIs, and the one of the test corpus with every keyword and every style. */
const descriptions = { ...apis, synthetic: 'conformance/corpus/synthetic/openapi.yaml' };
for (const [api, file] of Object.entries(descriptions)) {
  const contract = loadContract(api, file);
  const again = loadContract(api, file);
  for (const [index, operation] of contract.operations.entries()) {
    test(`${api} ${operation.id}: valid cases break no rule, invalid ones exactly the one they name`, () =>
      prove(operation));

    test(`${api} ${operation.id}: the same ids in the same order each time, each once`, () => {
      const ids = idsOf(operation);
      expect(idsOf(again.operations[index]!)).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(new RegExp(`^${operation.id}/[a-z-]+/`));
    });

    test(`${api} ${operation.id}: not many cases, of both kinds`, () => {
      const { cases, skipped } = planCases(operation);
      const intents = new Set(cases.map(({ intent }) => intent));
      expect([...intents]).toEqual(expect.arrayContaining(['invalid', 'valid']));
      if (api in apis) expect(cases.length).toBeLessThan(75);
      expect(skipped).toEqual([]);
    });

    test(`${api} ${operation.id}: no case goes over the wire twice`, () => {
      const bytes = planCases(operation)
        .cases.filter(({ repeat }) => !repeat)
        .map(({ request }) => {
          const { method, path, headers, body } = encode(operation, request);
          return JSON.stringify([
            method,
            path,
            headers,
            Buffer.from(body ?? []).toString('latin1'),
            request.credentials,
            request.headerNames,
          ]);
        });
      expect(new Set(bytes).size).toBe(bytes.length);
    });

    test(`${api} ${operation.id}: each rule that a case breaks has a place in the document`, () => {
      for (const { broken } of planCases(operation).cases)
        if (broken) expect(contract.line(broken.source)).toBeGreaterThan(0);
    });
  }
}

const text = { type: 'string' };
const node = {
  type: 'object',
  properties: { name: text, next: { $ref: '#/components/schemas/Node' } },
};
const wide = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `child${index}`,
    { $ref: '#/components/schemas/Wide' },
  ]),
);
const schemas = {
  Node: node,
  List: {
    type: 'object',
    required: ['next'],
    properties: { next: { anyOf: [{ $ref: '#/components/schemas/List' }, { type: 'null' }] } },
  },
  Tree: {
    type: 'object',
    required: ['children'],
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
  Wide: { type: 'object', properties: wide },
  Ping: { type: 'object', properties: { pong: { $ref: '#/components/schemas/Pong' } } },
  Pong: { type: 'object', properties: { ping: { $ref: '#/components/schemas/Ping' } } },
  Endless: {
    type: 'object',
    required: ['self'],
    properties: { self: { $ref: '#/components/schemas/Endless' } },
  },
  Nested: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Nested' } },
};
const ref = (name: keyof typeof schemas) => ({ $ref: `#/components/schemas/${name}` });

const bodies: readonly { schema: unknown; why: string; satisfiable?: false }[] = [
  { schema: true, why: 'anything' },
  { schema: {}, why: 'a schema that says nothing' },
  { schema: false, why: 'nothing at all', satisfiable: false },
  { schema: { enum: ['a', 'B', 1, '1', null, true, { a: 1 }, [1]] }, why: 'an enum of every type' },
  { schema: { enum: ['', ' '] }, why: 'an enum of blanks' },
  { schema: { const: { a: 1 } }, why: 'a const' },
  {
    schema: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } },
    why: 'a const in an object',
  },
  {
    schema: {
      type: 'array',
      items: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
      },
    },
    why: 'arrays in arrays',
  },
  { schema: { type: 'array', items: text, minItems: 3 }, why: 'an array that is long' },
  { schema: { type: 'array' }, why: 'an array of anything' },
  {
    schema: {
      type: 'object',
      properties: {
        a: { type: 'object', properties: { b: { type: 'object', properties: { c: text } } } },
      },
    },
    why: 'optional objects in optional objects',
  },
  {
    schema: { type: 'object', required: ['undescribed'] },
    why: 'a required member that nothing describes',
  },
  {
    schema: { type: 'object', properties: { a: text }, additionalProperties: false },
    why: 'no further members',
  },
  {
    schema: {
      type: 'object',
      properties: { '': text, 'a/b': text, '~': text, $ref: text, 0: text, missing: text },
    },
    why: 'odd names',
  },
  { schema: { type: ['string', 'null'], minLength: 1, maxLength: 1 }, why: 'a text or null' },
  { schema: { type: 'string', maxLength: 0 }, why: 'only the empty text' },
  { schema: { type: 'integer', minimum: -5, maximum: -3 }, why: 'negative integers' },
  { schema: { type: 'number', minimum: 0.5, maximum: 0.75 }, why: 'a narrow range' },
  {
    schema: {
      oneOf: [
        { type: 'object', required: ['a'], properties: { a: text } },
        { type: 'object', required: ['b'], properties: { b: text } },
      ],
    },
    why: 'oneOf',
  },
  {
    schema: {
      allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { type: 'integer' } } }],
    },
    why: 'allOf',
  },
  {
    schema: { type: 'object', properties: { a: { allOf: [{ enum: ['x'] }, { enum: ['y'] }] } } },
    why: 'an enum without members',
  },
  { schema: ref('Node'), why: 'a list of nodes' },
  { schema: ref('List'), why: 'a list whose end is null' },
  { schema: ref('Tree'), why: 'a tree' },
  { schema: ref('Wide'), why: 'a tree of twenty branches' },
  { schema: ref('Ping'), why: 'two schemas that contain each other' },
  { schema: ref('Endless'), why: 'an object that needs itself', satisfiable: false },
  { schema: ref('Nested'), why: 'an array that needs itself', satisfiable: false },
  ...[
    'date-time',
    'date',
    'time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-reference',
    'uuid',
    'json-pointer',
    'regex',
    'int32',
    'byte',
    'unknown',
  ].map((format) => ({
    schema: { type: 'object', required: ['a'], properties: { a: { type: 'string', format } } },
    why: `the format ${format}`,
  })),
];
for (const { schema, why, satisfiable = true } of bodies) {
  for (const required of [true, false]) {
    test(`plans ${required ? 'a required' : 'an optional'} body: ${why}`, () => {
      const operation = operationOf(
        { requestBody: { required, ...jsonBody(schema) } },
        { components: { schemas } },
      );
      if (!satisfiable && required) {
        expect(planOperation(operation, {})).toEqual({
          unusable: expect.stringMatching(
            /^doThing: no valid request of it could be made: /,
          ) as string,
        });
        return;
      }
      prove(operation);
      const { cases } = planCases(operation);
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      if (!satisfiable) return;
      expect(
        cases.some(({ intent, request }) => intent === 'valid' && request.body !== undefined),
      ).toBe(true);
      expect(cases.length).toBeLessThan(500);
      expect(cases.some(({ intent }) => intent === 'valid')).toBe(true);
    }, 5000);
  }
}

const parameterSchemas: readonly { schema: object; why: string }[] = [
  { schema: text, why: 'text' },
  { schema: { ...text, minLength: 1, maxLength: 3 }, why: 'text of some length' },
  { schema: { ...text, minLength: 3, example: 'a b c' }, why: 'text with blanks' },
  { schema: { ...text, enum: ['asc', 'desc'] }, why: 'an enum' },
  { schema: { ...text, format: 'uuid' }, why: 'a format' },
  { schema: { type: 'integer', minimum: 1 }, why: 'an integer' },
  { schema: { type: 'boolean' }, why: 'a boolean' },
  { schema: { type: 'array', items: text }, why: 'an array' },
  { schema: { type: 'object', properties: { a: text, b: { type: 'integer' } } }, why: 'an object' },
  { schema: {}, why: 'anything' },
];
for (const place of ['path', 'query', 'header', 'cookie']) {
  for (const { schema, why } of parameterSchemas) {
    test(`plans a ${place} parameter: ${why}`, () => {
      for (const required of place === 'path' ? [true] : [true, false]) {
        const operation = operationOf(
          { parameters: [{ name: 'p-1', in: place, required, schema }] },
          {},
          place === 'path' ? '/things/{p-1}' : '/things',
        );
        prove(operation);
        const { cases } = planCases(operation);
        expect(cases.some(({ intent }) => intent === 'valid')).toBe(true);
        if (required && place !== 'path')
          expect(cases.map(({ id }) => id)).toContain(`doThing/required/${place}/p-1/missing`);
      }
    });
  }
}

test('a header field is never planned with blanks at its ends, which HTTP takes off', () => {
  const operation = operationOf({
    parameters: [
      {
        name: 'X-A',
        in: 'header',
        required: true,
        schema: { ...text, minLength: 2, maxLength: 4 },
        example: 'a b',
      },
    ],
  });
  const { cases, discarded } = planCases(operation);
  for (const { request } of cases) {
    const sent = request.parameters.header['X-A'];
    if (typeof sent === 'string') expect(sent).toBe(sent.trim());
  }
  expect(discarded.map(({ id, reason }) => [id, reason])).toContainEqual([
    'doThing/length/header/X-A/shortest',
    "the header field X-A can't carry its value",
  ]);
});

test('an operation without anything to vary has its plain request', () => {
  expect(
    planCases(operationOf({}))
      .cases.map(({ id, intent }) => `${intent} ${id}`)
      .toSorted(),
  ).toEqual(
    [
      'valid doThing/examples/plain',
      'valid doThing/repeat/in-turn',
      'valid doThing/repeat/at-once',
      'valid doThing/header-case/upper',
      ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `invalid doThing/method/${method}`),
    ].toSorted(),
  );
});

const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } };
for (const { security, planned, why } of [
  { security: [{ key: [] }], planned: ['none', 'other-scheme', 'wrong'], why: 'needed' },
  { security: [{ key: [] }, {}], planned: [], why: 'optional' },
  { security: [], planned: [], why: 'not needed' },
]) {
  test(`credentials that are ${why}: ${planned.length} cases`, () => {
    const { cases } = planCases(operationOf({ security }, { components }));
    expect(
      cases
        .filter(({ generator }) => generator === 'credentials')
        .map(({ id }) => id.split('/').at(-1)),
    ).toEqual(planned);
  });
}

const known = operationOf({
  requestBody: {
    required: true,
    ...jsonBody(
      { type: 'object', required: ['id'], properties: { id: text, name: text } },
      { examples: { one: { value: { id: 'other', name: 'x' } } } },
    ),
  },
});

test('what needs a value that the implementation may not know is skipped aloud', () => {
  const { cases, skipped } = planCases(known, { known: new Map([['/id', 'known']]) });
  const idIn = (value: unknown) => (value as { id?: unknown }).id;
  for (const { request, intent } of cases)
    if (intent === 'valid') expect(idIn(request.body?.value)).toBe('known');
  expect(skipped.map(({ id }) => id)).toEqual([
    'doThing/examples/body/one',
    'doThing/text-content/body/id/empty',
    'doThing/text-content/body/id/other-script',
    'doThing/text-content/body/id/blanks',
    'doThing/text-content/body/id/special',
    'doThing/text-content/body/id/long',
  ]);
  for (const { intent } of skipped) expect(intent).not.toBe('invalid');
});

test('invalid requests need no known value, and nothing is skipped where none is known', () => {
  const invalid = (values: Parameters<typeof planCases>[1] = {}) =>
    planCases(known, values)
      .cases.filter(({ intent }) => intent === 'invalid')
      .map(({ id }) => id);
  expect(invalid({ known: new Map([['/id', 'known']]) })).toEqual(invalid());
  expect(planCases(known).skipped).toEqual([]);
});

test('a known value may be that of a parameter', () => {
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
  ]);
  for (const { intent, request } of cases)
    if (intent === 'valid')
      expect(request.parameters.path.id).toBe('5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f11');
});

test('an idea that does not come out as meant is discarded, with the reason', () => {
  const operation = operationOf({
    requestBody: {
      required: true,
      ...jsonBody(
        {
          type: 'object',
          properties: { a: { type: 'integer', maximum: 3 } },
          if: { properties: { a: { const: 4 } } },
          then: { required: ['b'] },
        },
        { example: { a: 1 } },
      ),
    },
  });
  expect(planCases(operation).discarded).toContainEqual({
    id: 'doThing/range/body/a/beyond-maximum',
    reason: 'it is meant to break body/a maximum and breaks body/b required, body/a maximum',
  });
});

for (const { schema, notApplicable, why } of [
  {
    schema: { type: 'string', maxLength: 2_147_483_647 },
    notApplicable: 'doThing/length/body/longest',
    why: 'a text of two thousand million characters',
  },
  {
    schema: { enum: Array.from({ length: 1000 }, (_, index) => `member-${index}`) },
    notApplicable: 'doThing/enumeration/body=…',
    why: 'an enum of a thousand members',
  },
]) {
  test(`what would be too much is named and not tried: ${why}`, () => {
    const { cases, discarded } = planCases(
      operationOf({ requestBody: { required: true, ...jsonBody(schema) } }),
    );
    expect(discarded.map(({ id }) => id)).toContain(notApplicable);
    expect(cases.length).toBeLessThan(50);
  });
}

test('a format is a name and no member of an object', () => {
  const operation = operationOf({
    requestBody: { required: true, ...jsonBody({ type: 'string', format: 'constructor' }) },
  });
  expect(planCases(operation).cases.filter(({ generator }) => generator === 'format')).toEqual([]);
});

test('an API key that is described as a parameter too is sent once', () => {
  const operation = operationOf(
    {
      security: [{ key: [] }],
      parameters: [{ name: 'x-key', in: 'header', required: true, schema: text }],
    },
    { components },
  );
  expect(operation.parameters).toEqual([]);
});
