import { expect, test } from 'vitest';
import { contractOf, description } from '../../testing.ts';

const id = [{ name: 'id', in: 'path', required: true, schema: {} }];
const path = (...methods: string[]) => ({
  parameters: id,
  ...Object.fromEntries(methods.map((method) => [method, { responses: {} }])),
});
const others: readonly {
  paths: { readonly [path: string]: object };
  found: readonly string[];
  why: string;
}[] = [
  {
    paths: { '/a': path('get', 'post') },
    found: ['PUT,PATCH,DELETE', ''],
    why: 'on the first operation of a path item only',
  },
  {
    paths: { '/a': path('get', 'put', 'post', 'patch', 'delete') },
    found: ['', '', '', '', ''],
    why: 'none if all are documented',
  },
  {
    paths: { '/a': path('head', 'options') },
    found: ['GET,PUT,POST,PATCH,DELETE', ''],
    why: 'never OPTIONS, HEAD or TRACE',
  },
  {
    paths: { '/pets/mine': path('get', 'put'), '/pets/{id}': path('get', 'delete') },
    found: ['POST,PATCH', '', 'POST,PATCH', ''],
    why: 'methods of overlapping templates are left out',
  },
  {
    paths: { '/pets/{id}': path('get'), '/pets/{id}/x': path('put'), '/cats/{id}': path('post') },
    found: ['PUT,POST,PATCH,DELETE', 'GET,POST,PATCH,DELETE', 'GET,PUT,PATCH,DELETE'],
    why: 'templates that do not overlap',
  },
  {
    paths: { '/a/{id}': { ...path('get'), put: { responses: {}, parameters: [{}] } } },
    found: ['POST,PATCH,DELETE'],
    why: 'methods of unsupported operations are left out',
  },
];
for (const { paths, found, why } of others) {
  test(`other methods: ${why}`, () => {
    expect(
      contractOf(description(paths)).operations.map(({ otherMethods }) => otherMethods.join()),
    ).toEqual(found);
  });
}

for (const { written, end } of [
  { written: '/r/{id}?beta=true', end: '?' },
  { written: '/r/{id}#fragment', end: '#' },
  { written: '/#Action=List', end: '#' },
])
  test(`${written} is not supported, and told; the operations beside it are`, () => {
    const { operations, unsupported, line } = contractOf(
      description({
        '/r/{id}': path('delete'),
        [written]: { ...path('post'), post: { operationId: 'beta' } },
        '/other': path('get'),
      }),
    );
    expect(operations.map((read) => `${read.method} ${read.path}`)).toEqual([
      'DELETE /r/{id}',
      'GET /other',
    ]);
    expect(unsupported.map(({ reason }) => reason)).toEqual([
      `beta: its path has "${end}", which ends a path, so that nothing of it is sent.`,
    ]);
    expect(line(unsupported[0]!.source)).toBe(1);
    // a server has the method at the path
    expect(operations[0]!.otherMethods.includes('POST')).toBe(written.startsWith('/#'));
  });

test('templates that differ in the name of a parameter are one path, and told', () => {
  const named = (name: string, ...operations: [method: string, id: string][]) => ({
    parameters: [{ name, in: 'path', required: true, schema: {} }],
    ...Object.fromEntries(operations.map(([method, operationId]) => [method, { operationId }])),
  });
  const { operations, unsupported, notes } = contractOf(
    description({
      '/s/{name}': named('name', ['get', 'read']),
      '/s/{idOrName}': named('idOrName', ['get', 'readToo'], ['put', 'write']),
      '/s/{name}.csv': named('name', ['get', 'export']),
    }),
  );
  expect(operations.map(({ id, otherMethods }) => [id, otherMethods.join()])).toEqual([
    ['read', 'POST,PATCH,DELETE'],
    ['write', 'POST,PATCH,DELETE'],
    ['export', 'POST,PATCH,DELETE'],
  ]);
  expect(unsupported.map(({ reason }) => reason)).toEqual([
    'readToo: OpenAPI takes /s/{idOrName} for the same path as /s/{name}, which has this method too, so that no request is for it.',
  ]);
  expect(notes.map(({ reason }) => reason)).toEqual([
    'OpenAPI takes /s/{idOrName} for the same path as /s/{name}, and forbids to have both.',
  ]);
});
