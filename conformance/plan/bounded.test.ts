import { expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../testing.ts';
import { planOperation } from './plan.ts';

const next = (index: number) => ({ $ref: `#/components/schemas/S${index + 1}` });

/** How many cases are planned for 25 levels of schemas, or why none are. */
function planned(level: (index: number) => object, levels = 25): number | string {
  const last = { type: 'object', properties: { z: { type: 'string' } } };
  const schemas = Object.fromEntries(
    Array.from({ length: levels + 1 }, (_, index) => [
      `S${index}`,
      index === levels ? last : level(index),
    ]),
  );
  const body = jsonBody({ $ref: '#/components/schemas/S0' });
  const { operations, unsupported } = contractOf(
    description(
      { '/a': { post: { operationId: 'a', requestBody: body, responses: {} } } },
      { components: { schemas } },
    ),
  );
  if (!operations[0]) return unsupported[0]!.reason;
  const plan = planOperation(operations[0], {});
  return 'unusable' in plan ? plan.unusable : plan.cases.length;
}

const doubling: readonly [why: string, level: (index: number) => object][] = [
  ['anyOf', (index) => ({ anyOf: [next(index), next(index)] })],
  ['allOf', (index) => ({ allOf: [next(index), next(index)] })],
  ['allOf, with more', (index) => ({ allOf: [{ ...next(index), minProperties: 0 }, next(index)] })],
  ['not and anyOf', (index) => ({ not: { not: next(index) }, anyOf: [next(index), {}] })],
  ['if', (index) => ({ if: next(index), then: next(index), else: next(index) })],
];
// without a bound, these would not end
test.for(doubling)('2^25 ways through %s are planned', { timeout: 60_000 }, ([, level]) => {
  expect(planned(level)).toBeGreaterThan(0);
});

const refused: readonly [
  why: string,
  levels: number,
  level: (i: number) => object,
  said: string,
][] = [
  [
    '2^25 required members',
    25,
    (index) => ({
      ...{ type: 'object', required: ['l', 'r'] },
      properties: { l: next(index), r: next(index) },
    }),
    'more than 20,000 parts',
  ],
  [
    '2,000 levels of members',
    2000,
    (index) => ({ type: 'object', required: ['a'], properties: { a: next(index) } }),
    'S301: a value of the schemas around this one has more than 300 levels.',
  ],
  [
    '2,000 levels of elements',
    2000,
    (index) => ({ type: 'array', minItems: 1, items: next(index) }),
    'more than 300 levels.',
  ],
  ['2,000 references', 2000, (index) => ({ ...next(index), minProperties: 0 }), 'more than 300'],
  ['2,000 times allOf', 2000, (index) => ({ allOf: [next(index)] }), 'more than 300 schemas'],
];
test.for(refused)('%s are refused', { timeout: 60_000 }, ([, levels, level, said]) => {
  expect(planned(level, levels)).toContain(said);
});
