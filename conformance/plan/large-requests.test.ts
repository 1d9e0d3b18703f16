import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../testing.ts';
import { once } from '../core/memoize.ts';
import { planCases } from './plan.ts';

const text = { type: 'string' };
const members = (prefix: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, text]));

/** A member with many branches, and a plain one behind it: 133 locations. */
const operation = operationOf({
  requestBody: jsonBody({
    type: 'object',
    required: ['method', 'name'],
    properties: {
      method: {
        oneOf: Array.from({ length: 10 }, (_, index) => ({
          title: `Branch${index}`,
          ...{ type: 'object', required: ['type'], additionalProperties: false },
          properties: { type: { const: `t${index}` }, ...members(`m${index}_`, 10) },
        })),
      },
      name: { type: 'string', maxLength: 10 },
    },
  }),
  responses: {},
});
const all = once(() => planCases(operation).cases);

test('a limit of cases is filled, also with a member behind many branches', () => {
  const { cases, capped, schemaLocations } = planCases(operation, { maxCases: 60 });
  expect(cases).toHaveLength(60);
  expect(capped).toBeGreaterThan(0);
  expect(schemaLocations.length).toBeGreaterThan(120);
  expect(cases.map(({ id }) => id)).toContain('doThing/length/body/name/longest');
});

test('a limit that the foremost locations do not fill gets cases for the others too', () => {
  const flags = operationOf({
    requestBody: jsonBody({
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 120 }, (_, index) => [`flag${index}`, { type: 'boolean' }]),
      ),
    }),
    responses: {},
  });
  // the valid ones are few, because they are combined
  const valid = { only: 'valid', maxCases: 150 } as const;
  expect(planCases(flags, valid).cases).toEqual(planCases(flags, { only: 'valid' }).cases);
});

test('a named case is planned wherever its location is', () => {
  const { id } = all().findLast((one) => /m9_9/.test(one.id))!;
  const named = planCases(operation, { maxCases: 60, ids: [id] }).cases;
  expect(named.map((one) => one.id)).toEqual([id]);
});

test('a type that a keyword only suggests is not taken for stated', () => {
  const suggested = operationOf({
    requestBody: jsonBody({ type: 'object', properties: { a: { maxLength: 3 } } }),
    responses: {},
  });
  const wrong = planCases(suggested, { thorough: true }).cases.filter(
    ({ generator, intent, id }) => generator === 'type' && intent === 'invalid' && /\/a\//.test(id),
  );
  expect(wrong).toEqual([]);
});
