import { expect, test } from 'vitest';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { withEntityTag } from './entity-tag.ts';
import { caseOf, fakeTarget, parameter } from './fake/testing.ts';

const place = '$request.header.If-Match';
const tag = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } };
const done = { responses: { 200: { description: 'Done.' }, 412: { description: 'Changed.' } } };
const paths = {
  '/things/{id}': {
    parameters: [parameter('id')],
    get: { operationId: 'read', ...done },
    put: { operationId: 'put', parameters: [tag], ...done },
  },
};
const values = new Map();
const tagOf = ({ parameters }: PlannedRequest) => parameters.header['If-Match'];

/** A target whose things have their path for a tag. */
const tagged = (headers = (path: string) => ({ etag: `"${path}"` })) =>
  fakeTarget(paths, ({ path }) => ({ status: 200, headers: headers(path) }));

test('a planned tag becomes that of the thing, which is read before', async () => {
  const { operation, asked, ...target } = tagged();
  const planned = caseOf(operation('put'), { '$request.path.id': 'a' });
  const { request, intent, isBound } = await withEntityTag(planned, { ...target, values });
  expect([tagOf(request), intent, isBound, asked]).toEqual([
    '"/things/a"',
    'valid',
    true,
    ['GET /things/a'],
  ]);
});

test('a tag that the case is about stays, and nothing is expected of a valid one', async () => {
  const { operation, asked, ...target } = tagged();
  const own = caseOf(operation('put'), { [place]: 'own' });
  expect(await withEntityTag(own, { ...target, values })).toEqual({
    ...own,
    intent: 'unspecified',
  });
  const broken = { ...own, intent: 'invalid' as const };
  expect(await withEntityTag(broken, { ...target, values })).toEqual(broken);
  const known = new Map([['put', new Map([[place, 'own']])]]);
  expect(await withEntityTag(own, { ...target, values: known })).toBe(own);
  const { request } = own;
  const without = {
    ...own,
    request: { ...request, parameters: { ...request.parameters, header: {} } },
  };
  expect(await withEntityTag(without, { ...target, values })).toBe(without);
  expect(asked).toEqual([]);
});

test('without a tag to read, nothing is expected of a valid request', async () => {
  const { operation, ...target } = fakeTarget(paths, () => 404);
  const planned = caseOf(operation('put'));
  expect(await withEntityTag(planned, { ...target, values })).toMatchObject({
    ...{ intent: 'unspecified', request: planned.request },
  });
});

test('of requests with one tag, only the first is expected to succeed', async () => {
  const { operation, ...target } = tagged();
  const planned = caseOf(operation('put'));
  const { request } = planned;
  const step = { request, intent: 'valid', outcome: 'success', purpose: 'is sent' } as const;
  const { steps, intent } = await withEntityTag(
    { ...planned, steps: [step, step] },
    { ...target, values },
  );
  expect([intent, ...steps!.map((one) => one.intent)]).toEqual(['valid', 'valid', 'unspecified']);
  expect(steps!.map((one) => tagOf(one.request))).toEqual(['"/things/value"', '"/things/value"']);
  const atOnce = await withEntityTag(
    { ...planned, repeat: [request, request] },
    { ...target, values },
  );
  expect(atOnce.intent).toBe('unspecified');
});

test('an operation that documents no such field is left alone', async () => {
  const { operation, asked, ...target } = tagged();
  const read = caseOf(operation('read'));
  expect(await withEntityTag(read, { ...target, values })).toBe(read);
  expect(asked).toEqual([]);
});
