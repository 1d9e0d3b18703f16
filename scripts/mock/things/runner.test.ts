import { expect, test } from 'vitest';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { schemesOf, type Credentials } from '../../../conformance/core/auth/credentials.ts';
import {
  contractOf,
  unjudged,
  withoutSuccess,
} from '../../../conformance/corpus/stateful/judge.ts';
import type { Report } from '../../../conformance/report/report.ts';
import { run } from '../../../conformance/run/run.ts';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { startMock } from '../server.ts';
import { loadedFrom, toDoDescription } from './testing.ts';

/** Lets the runner judge a mock with state as it judges any server: with its sequences. */
async function judged(contract: Contract): Promise<Report> {
  const { api } = contract;
  const credentials: Credentials = new Map(
    [...schemesOf(contract)].map((name) => [name, { kind: 'value', value: 'a-credential' }]),
  );
  await using mock = await startMock({
    ...{ contracts: [contract], stateful: true },
    credentials: new Map([[api, credentials]]),
  });
  return await run([{ contract, target: mock.urlOf(api), credentials, values: new Map() }], {
    ...{ timeout: 10_000, operations: [] },
    plan: { maxCases: 12 },
  });
}

const errorsIn = ({ findings }: Report) =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ operation, check, message }) => `${operation}: ${check}: ${message}`);

const text = { type: 'string', minLength: 1, maxLength: 40 };
const whole = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
const flag = { type: 'boolean', default: false };
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  ...{ required, properties },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });
const of = (schema: unknown, says = 'It.') => ({ description: says, ...jsonBody(schema) });
const refused = { 400: of(ref('Error'), 'The request is wrong.') };
const none = { ...refused, 404: of(ref('Error'), 'There is none.') };
const gone = { 204: { description: 'Gone.' }, ...none };
const inPath = (...names: string[]) =>
  names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'key' ? text : whole,
  }));
const give = (schema: object) => ({ requestBody: { required: true, ...jsonBody(schema) } });

/** Issues with commands, references, operations about many, and versions that two parameters name. */
const busy = loadedFrom(
  JSON.parse(
    description(
      {
        '/authors': {
          get: { responses: { 200: of(list('Author')), ...refused } },
          post: { ...give(ref('Name')), responses: { 201: of(ref('Author')), ...refused } },
        },
        '/authors/{authorId}': {
          parameters: inPath('authorId'),
          get: { responses: { 200: of(ref('Author')), ...none } },
          delete: { responses: { ...gone, 409: of(ref('Error'), 'The author is still in use.') } },
        },
        '/issues': {
          get: { responses: { 200: of(list('Issue')), ...refused } },
          post: {
            ...give(ref('Draft')),
            responses: {
              ...{ 201: of(ref('Issue')), ...refused },
              422: of(ref('Error'), 'The author does not exist.'),
            },
          },
        },
        '/issues/bulk': {
          post: {
            ...give({ ...list('Name'), minItems: 1 }),
            responses: { 201: of(list('Issue')), ...refused },
          },
        },
        '/issues/search': {
          post: {
            ...give(object({ title: text, archived: { type: 'boolean' } })),
            responses: { 200: of(list('Issue')), ...refused },
          },
        },
        '/issues/{issueId}': {
          parameters: inPath('issueId'),
          get: { responses: { 200: of(ref('Issue')), ...none } },
          delete: { responses: gone },
        },
        '/issues/{issueId}/close': {
          parameters: inPath('issueId'),
          post: { responses: { 200: of(ref('Issue')), ...none } },
        },
        '/issues/{issueId}/archive': {
          parameters: inPath('issueId'),
          put: { responses: gone },
          delete: { responses: gone },
        },
        '/versions': {
          get: { responses: { 200: of(list('Version')), ...refused } },
          post: { ...give(ref('Version')), responses: { 201: of(ref('Version')), ...refused } },
        },
        '/versions/{major}.{minor}': {
          parameters: inPath('major', 'minor'),
          get: { responses: { 200: of(ref('Version')), ...none } },
          delete: { responses: gone },
        },
      },
      {
        components: {
          schemas: {
            Error: object({ message: text }, ['message']),
            Name: object({ title: text }, ['title']),
            Author: object({ id: { ...whole, readOnly: true }, title: text }, ['id', 'title']),
            Draft: object({ title: text, authorId: whole }, ['title']),
            Issue: object(
              {
                ...{
                  id: { ...whole, readOnly: true },
                  title: text,
                  authorId: whole,
                  archived: flag,
                },
                state: { enum: ['open', 'closed'], type: 'string', readOnly: true },
              },
              ['id', 'title', 'state'],
            ),
            Version: object({ major: whole, minor: whole, notes: text }, ['major', 'minor']),
          },
        },
      },
    ),
  ) as object,
);
/** The things to do at paths that end with a slash, as some frameworks want it. */
const slashed = {
  ...toDoDescription,
  paths: Object.fromEntries(
    Object.entries((toDoDescription as { paths: object }).paths).map(([path, item]) => [
      `${path}/`,
      item,
    ]),
  ),
};

test.each([
  { name: 'busy', contract: busy },
  { name: 'flat', contract: contractOf('flat') },
  { name: 'nested', contract: contractOf('nested') },
  { name: 'to-do', contract: loadedFrom(toDoDescription) },
  { name: 'to-do with a slash behind each path', contract: loadedFrom(slashed) },
])('the runner finds no error in the state of $name, and reaches all', async ({ contract }) => {
  const report = await judged(contract);
  expect(errorsIn(report)).toEqual([]);
  expect(unjudged(report)).toEqual([]);
  expect(withoutSuccess(report)).toEqual([]);
  expect(report.results.filter(({ id }) => id.includes('/state/')).length).toBeGreaterThan(20);
});
