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
