import { expect, test } from 'vitest';
import type { Operation } from '../core/contract/model.ts';
import type { Json } from '../core/json.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { plainRequest, withValue } from '../core/instances/plain-request.ts';
import { planCases, type PlanOptions } from './plan.ts';
import { uniqueRequest } from './unique-values.ts';

const text = { type: 'string' };
const example = {
  name: 'Apollo',
  projectId: 'apollo',
  ownerId: 'ada',
  contact: 'ada@example.com',
  email: 'ada@example.com',
  code: '4711',
  size: 's',
};
const making = (more: object = {}, path = '/projects'): Operation =>
  operationOf(
    {
      requestBody: {
        required: true,
        ...jsonBody(
          {
            type: 'object',
            required: Object.keys(example),
            properties: {
              ...Object.fromEntries(Object.keys(example).map((name) => [name, text])),
              name: { ...text, maxLength: 12 },
              email: { ...text, format: 'email' },
              note: text,
            },
          },
          { example },
        ),
      },
      ...more,
    },
    {},
    path,
  );

type Body = { readonly [name: string]: Json };

function valuesOf(operation: Operation, options: PlanOptions = {}) {
  const { cases } = planCases(operation, options);
  const made = cases
    .filter(({ intent, documented, repeat }) => intent === 'valid' && !documented && !repeat)
    .filter(({ components = [] }) => !components.some(({ documented }) => documented))
    .map(({ request: { body } }) =>
      body?.raw ? (JSON.parse(Buffer.from(body.raw).toString()) as Body) : (body?.value as Body),
    );
  return (name: string) => made.map((body) => body[name]);
}

test('each valid request that makes a thing names it anew', () => {
  const values = valuesOf(making());
  for (const name of ['projectId', 'email']) {
    const own = values(name).filter((value) => value !== example[name as 'email']);
    expect(new Set(own).size).toBeGreaterThan(5);
    // a raw body may be unreadable, or its case may be about how the value is written
    expect(values(name).length - own.length).toBeLessThan(3);
  }
  for (const value of values('email').slice(0, 3)) expect(value).toMatch(/^ada-\w+@example\.com$/);
});

test('what may name another thing, or says no name, stays', () => {
  const values = valuesOf(making());
  for (const name of ['ownerId', 'contact', 'code']) {
    const others = values(name).filter((value) => value !== example[name as 'code']);
    // only the cases that are about the value have another one
    expect(others.every((value) => !/-\d+$/.test(String(value)))).toBe(true);
  }
  const ofTask = valuesOf(making({}, '/tasks'))('projectId');
  expect(ofTask.filter((value) => value === example.projectId).length).toBeGreaterThan(2);
});

test('the same run gives the same names, another run others', () => {
  const named = (run?: string) =>
    valuesOf(making(), { run })('projectId').filter((name) => String(name).startsWith('apollo-'));
  expect(named('k3x')).toEqual(named('k3x'));
  expect(named()).toEqual(named());
  expect(named('k3x').some((name) => named('k4a').includes(name))).toBe(false);
});

test('a known name stays, and so does that of a thing that is only changed', () => {
  const known = new Map([['/projectId', 'apollo']]);
  expect(new Set(valuesOf(making(), { known })('projectId'))).toEqual(new Set(['apollo']));
});

test('the same request twice has the same name twice', () => {
  const { cases } = planCases(making());
  const [first, second] = cases.find(({ id }) => id.endsWith('/in-turn'))!.steps!;
  expect(first!.request).toEqual(second!.request);
  expect(first!.request.body!.value).not.toEqual(example);
});

test('requests at the same time make different things', () => {
  const { repeat = [] } = planCases(making()).cases.find(({ id }) => id.endsWith('/at-once'))!;
  expect(new Set(repeat.map(({ body }) => (body!.value as Body).projectId)).size).toBe(4);
});

test('a name in a wrapper is one, also beside a member that the plainest body lacks', () => {
  const title = { type: 'object', required: ['title'], properties: { title: text } };
  const operation = operationOf({
    requestBody: {
      required: true,
      ...jsonBody({ type: 'object', required: ['data'], properties: { data: title, note: text } }),
    },
  });
  const base = plainRequest(operation);
  const beside = withValue(base, '$request.body#/note', 'b');
  const { body } = uniqueRequest(beside, 7, { operation, base, known: new Map(), run: 'r' });
  expect(body?.value).toEqual({
    ...{ data: { title: expect.stringMatching(/^value-r\w+7$/) }, note: 'b' },
  });
});
