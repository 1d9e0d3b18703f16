import { expect, test } from 'vitest';
import { described } from '../../corpus/subjects.ts';
import { exchangeOf, type Exchange } from '../../checks/exchange.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../generators/case.ts';
import type { CoverageItem } from '../record.ts';
import { planCases } from '../../plan/plan.ts';
import { jsonBody, operationOf } from '../../testing.ts';
import { documentedBy } from './documented.ts';
import { coverageTracker } from './tracker.ts';

const operation = operationOf({
  parameters: [
    { name: 'dry', in: 'query', schema: { type: 'boolean' }, examples: { yes: { value: true } } },
  ],
  requestBody: {
    required: true,
    ...jsonBody(
      {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 3 },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
      {
        examples: { one: { value: { name: 'one' } }, two: { value: { name: 'two', tags: ['a'] } } },
      },
    ),
  },
  responses: {
    201: {
      description: '',
      ...jsonBody({
        type: 'object',
        properties: {
          id: { type: 'string' },
          parts: {
            type: 'array',
            items: { type: 'object', properties: { size: { type: 'number' } } },
          },
        },
      }),
    },
    422: {
      description: '',
      ...jsonBody(
        {},
        {
          examples: {
            long: { value: { code: 1, text: 'too long' } },
            missing: { value: { code: 2, text: 'missing' } },
          },
        },
      ),
    },
    503: { description: '' },
  },
});
const { cases, schemaLocations: locations } = planCases(operation);
const documented = [...documentedBy(operation, locations, () => 'openapi.yaml:7')];

test('everything that an operation documents is an item', () => {
  const names = documented.map(
    ({ kind, name, counts }) => `${kind} ${name}${counts ? '' : ' (does not count)'}`,
  );
  expect(names.toSorted()).toEqual([
    'example answer 422 long (does not count)',
    'example answer 422 missing (does not count)',
    'example request body one',
    'example request body two',
    'example request query/dry yes',
    'member answer 201 /id (does not count)',
    'member answer 201 /parts (does not count)',
    'member answer 201 /parts/*/size (does not count)',
    'member request body /name',
    'member request body /tags',
    'operation doThing',
    'parameter query/dry',
    'rule body malformed',
    'rule body required',
    'rule body type',
    'rule body/name maxLength',
    'rule body/name required',
    'rule body/name type',
    'rule body/tags type',
    'rule body/tags/* type',
    'rule media-type content',
    'rule query/dry type',
    'status 201',
    'status 422',
    'status 503 (does not count)',
  ]);
  expect(new Set(documented.map(({ source }) => source.replace(/.*:/, '')))).toEqual(
    new Set(['7']),
  );
});

const request = (body: Json, query: { readonly [name: string]: Json } = {}): Case['request'] => ({
  parameters: { path: {}, query, header: {}, cookie: {} },
  body: { mediaType: 'application/json', documented: 'application/json', value: body },
  credentials: 'good',
});
function exchange(
  sent: Case['request'],
  status: number,
  answer: Json,
  more: Partial<Case> = {},
): Exchange {
  const testCase: Case = {
    id: 'doThing/a/b',
    generator: 'a',
    origin: 'plan',
    operation,
    intent: 'valid',
    rule: { in: 'body', pointer: '', keyword: 'examples' },
    reason: 'it is so',
    request: sent,
    ...more,
  };
  return exchangeOf({
    case: testCase,
    request: { method: 'POST', path: '/things', headers: [] },
    reply: {
      status,
      headers: new Map([['content-type', 'application/json']]),
      body: Buffer.from(JSON.stringify(answer)),
    },
    milliseconds: 1,
    limit: 1000,
  });
}
const reachedBy = (...exchanges: Exchange[]) => {
  const tracker = coverageTracker(documented);
  for (const one of exchanges) tracker.enter(one);
  return tracker
    .items()
    .filter(({ state }: CoverageItem) => state !== 'never')
    .map(({ kind, name, state }) => `${kind} ${name} ${state}`)
    .toSorted();
};

const reaches: readonly {
  exchanges: readonly Exchange[];
  reached: readonly string[];
  why: string;
}[] = [
  { exchanges: [], reached: [], why: 'nothing was sent' },
  {
    exchanges: [exchange(request({ name: 'one' }), 201, { id: '1' })],
    reached: [
      'example request body one exercised',
      'member answer 201 /id seen',
      'member request body /name exercised',
      'operation doThing exercised',
      'status 201 seen',
    ],
    why: 'an example and its answer',
  },
  {
    exchanges: [
      exchange(request({ name: 'x', tags: [] }, { dry: true }), 201, { parts: [{ size: 1 }] }),
    ],
    reached: [
      'example request query/dry yes exercised',
      'member answer 201 /parts seen',
      'member answer 201 /parts/*/size seen',
      'member request body /name exercised',
      'member request body /tags exercised',
      'operation doThing exercised',
      'parameter query/dry exercised',
      'status 201 seen',
    ],
    why: 'a parameter, and members inside of a list',
  },
  {
    exchanges: [
      exchange(
        request({ name: 'long' }),
        422,
        { code: 1, text: 'other words' },
        { intent: 'invalid', rule: { in: 'body', pointer: '/name', keyword: 'maxLength' } },
      ),
    ],
    reached: [
      'example answer 422 long seen',
      'member request body /name exercised',
      'operation doThing exercised',
      'rule body/name maxLength exercised',
      'status 422 seen',
    ],
    why: 'a rule, and the documented refusal that has the same code',
  },
  {
    exchanges: [
      exchange(
        request({ name: 'one' }),
        422,
        { code: 3 },
        { intent: 'invalid', rule: { in: 'body', pointer: '/tags/1', keyword: 'type' } },
      ),
    ],
    reached: [
      'member request body /name exercised',
      'operation doThing exercised',
      'rule body/tags/* type exercised',
      'status 422 seen',
    ],
    why: 'any element of a list is one place, and an invalid request is no example',
  },
  {
    exchanges: [
      exchange(
        request({ name: 'one' }),
        201,
        {},
        { intent: 'unspecified', rule: { in: 'body', pointer: '/name', keyword: 'maxLength' } },
      ),
    ],
    reached: [
      'member request body /name exercised',
      'operation doThing exercised',
      'rule body/name maxLength exercised',
      'status 201 seen',
    ],
    why: 'a rule that obliges no server is exercised all the same',
  },
  {
    exchanges: [
      exchange(
        request({ name: 'one' }),
        201,
        {},
        {
          intent: 'unspecified',
          rule: { in: 'body', pointer: '', keyword: 'combined' },
          components: [
            exchange(
              request({ name: 'one' }),
              201,
              {},
              {
                intent: 'unspecified',
                rule: { in: 'body', pointer: '/name', keyword: 'maxLength' },
              },
            ).case,
          ],
        },
      ),
    ],
    reached: [
      'member request body /name exercised',
      'operation doThing exercised',
      'rule body/name maxLength exercised',
      'status 201 seen',
    ],
    why: 'a combined request exercises the rules of its components',
  },
  {
    exchanges: [
      exchange(
        request({ name: 'one' }),
        201,
        {},
        { intent: 'invalid', rule: { in: 'method', pointer: '', keyword: 'DELETE' } },
      ),
    ],
    reached: [],
    why: 'an answer to another method is none of the operation',
  },
  {
    exchanges: [exchange(request({ name: 'x' }), 418, 'no')],
    reached: ['member request body /name exercised', 'operation doThing exercised'],
    why: 'an undocumented status reaches none',
  },
];
for (const { exchanges, reached, why } of reaches)
  test(`reached: ${why}`, () => expect(reachedBy(...exchanges)).toEqual(reached));

/** Rules that no case of the plan breaks, and why. */
const waivers: { readonly [operation: string]: readonly string[] } = {
  // only one branch needs it: where it is left out or changed, another rule is broken or another
  // branch holds
  checkBranches: ['body/contact/phone required', 'body/discount/kind enum'],
  // only a branch of `dependentSchemas` has it: where it is left out, the other branch holds
  checkObjects: ['body/delivery/express required'],
};

/** Every rule of an operation that its plan leaves alone. */
function untouched(of: Operation): string[] {
  const plan = planCases(of);
  const tracker = coverageTracker([
    ...documentedBy(of, plan.schemaLocations, () => 'openapi.yaml:1'),
  ]);
  for (const testCase of plan.cases)
    tracker.enter({ ...exchange(testCase.request, 200, null), case: testCase });
  return tracker
    .items()
    .filter(({ kind, state }) => kind === 'rule' && state === 'never')
    .map(({ name }) => name);
}
for (const { contract } of described) {
  for (const of of contract().operations)
    test(`the plan of ${of.id} breaks every rule that counts, but for those that are waived`, () =>
      expect(untouched(of)).toEqual(waivers[of.id] ?? []));
}
test('a plan has cases to break them with', () =>
  expect(cases.some(({ intent }) => intent === 'invalid')).toBe(true));
