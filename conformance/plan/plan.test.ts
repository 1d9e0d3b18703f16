import { expect, test } from 'vitest';
import { apis } from '../../spec/apis.ts';
import { loadContract } from '../core/contract/load.ts';
import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { planCases } from './plan.ts';
import { verifyAgain } from './testing.ts';

const text = { type: 'string' };
const idsOf = (operation: Operation) => planCases(operation).cases.map(({ id }) => id);

/** The APIs, and the description of the test corpus with every keyword and every style. */
const descriptions = { ...apis, synthetic: 'conformance/corpus/synthetic/openapi.yaml' };
for (const [api, file] of Object.entries(descriptions)) {
  const contract = loadContract(api, file);
  const again = loadContract(api, file);
  for (const [index, operation] of contract.operations.entries()) {
    test(`${api} ${operation.id}: valid cases break no rule, invalid ones exactly the rule they name`, () =>
      verifyAgain(operation));

    test(`${api} ${operation.id}: ids are unique, and the same in the same order each time`, () => {
      const ids = idsOf(operation);
      expect(idsOf(again.operations[index]!)).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(new RegExp(`^${operation.id}/[a-z-]+/`));
    });

    test(`${api} ${operation.id}: a limited number of cases, valid and invalid ones`, () => {
      const { cases, skipped, discarded } = planCases(operation);
      if (api in apis) expect(discarded).toEqual([]);
      const intents = new Set(cases.map(({ intent }) => intent));
      expect([...intents]).toEqual(expect.arrayContaining(['invalid', 'valid']));
      if (api in apis) expect(cases.length).toBeLessThan(85);
      expect(skipped).toEqual([]);
    });

    test(`${api} ${operation.id}: no two cases send the same bytes`, () => {
      const bytes = planCases(operation)
        .cases.filter(({ repeat, steps }) => !repeat && !steps)
        .map(({ request }) => {
          const { method, path, headers, body } = encode(operation, request);
          return JSON.stringify([
            method,
            path,
            headers,
            Buffer.from(body ?? []).toString('latin1'),
            request.credentials,
            request.headerNames,
            request.framing,
            request.schemeName,
          ]);
        });
      expect(new Set(bytes).size).toBe(bytes.length);
    });

    test(`${api} ${operation.id}: each broken rule has a line in the description`, () => {
      for (const { broken } of planCases(operation).cases)
        if (broken) expect(contract.line(broken.source)).toBeGreaterThan(0);
    });
  }
}

test('no header field is planned with blanks at its ends, because HTTP strips them', () => {
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

test('an operation without parameters and body has its plainest request', () => {
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
      'valid doThing/accept/several',
      ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `invalid doThing/method/${method}`),
    ].toSorted(),
  );
});

const components = {
  securitySchemes: {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    token: { type: 'http', scheme: 'bearer' },
    login: { type: 'oauth2', flows: {} },
  },
};
for (const { security, planned, why } of [
  {
    security: [{ key: [] }],
    planned: ['none', 'wrong', 'other-scheme', 'empty', 'another-case', 'half', 'changed-end'],
    why: 'needed',
  },
  {
    security: [{ token: [] }],
    planned: [
      ...['none', 'wrong', 'empty', 'another-case', 'half', 'changed-end'],
      ...['good-under-other-scheme', 'without-scheme'],
    ],
    why: 'in the Authorization field',
  },
  {
    security: [{ token: [], login: [] }],
    planned: [
      ...['none', 'wrong', 'empty', 'another-case', 'half', 'changed-end'],
      ...['good-under-other-scheme', 'without-scheme'],
    ],
    why: 'twice in the one Authorization field',
  },
  { security: [{ key: [] }, {}], planned: [], why: 'optional' },
  { security: [], planned: [], why: 'not needed' },
]) {
  test(`security that is ${why}: ${planned.length} cases with bad credentials`, () => {
    const { cases } = planCases(operationOf({ security }, { components }));
    expect(
      cases
        .filter(({ generator }) => generator === 'credentials')
        .map(({ id }) => id.split('/').at(-1)),
    ).toEqual(planned);
  });
}

test('a draft that breaks other rules than it means is discarded, with the reason', () => {
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
    reason: 'it is meant to break body/a maximum, but breaks body/b required, body/a maximum',
  });
});

for (const { schema, notApplicable, why } of [
  {
    schema: { type: 'string', maxLength: 2_147_483_647 },
    notApplicable: 'doThing/length/body/longest',
    why: 'a text of two billion characters',
  },
  {
    schema: { enum: Array.from({ length: 1000 }, (_, index) => `member-${index}`) },
    notApplicable: 'doThing/enumeration/body=…',
    why: 'an enum of a thousand members',
  },
]) {
  test(`an idea that would be too large is discarded: ${why}`, () => {
    const { cases, discarded } = planCases(
      operationOf({ requestBody: { required: true, ...jsonBody(schema) } }),
    );
    expect(discarded.map(({ id }) => id)).toContain(notApplicable);
    expect(cases.length).toBeLessThan(50);
  });
}

test('a format with the name of a member of every object is unknown', () => {
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

test('what the limit of an operation leaves out is counted', () => {
  const operation = operationOf({
    requestBody: jsonBody({ type: 'object', properties: { name: text } }),
  });
  const all = planCases(operation);
  const few = planCases(operation, { maxCases: 5 });
  expect(few).toMatchObject({ capped: all.cases.length - 5, leftOut: all.leftOut + few.capped });
  expect(all.capped).toBe(0);
});
