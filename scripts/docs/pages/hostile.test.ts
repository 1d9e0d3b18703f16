import { expect, test } from 'vitest';
import { description } from '../../../conformance/testing.ts';
import { brokenLinks, siteOf, textIn } from '../testing.ts';

const names = [
  ...['a/b', '../../up', '"q"', '<script>alert(1)</script>', 'two words', '😀', '!!!', '???'],
  ...['constructor', 'toString', '__proto__', 'Case', 'case', 'index', 'a#b', 'a%2fb', '\u202E'],
  'n'.repeat(300),
];
const each = (value: (name: string) => unknown) =>
  Object.fromEntries(names.map((name) => [name, value(name)]));
const text = { type: 'string' };
const again = { $ref: '#/components/schemas/Again' };
const deep = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains'];
const Again = {
  ...Object.fromEntries([...deep, 'propertyNames', 'contentSchema'].map((name) => [name, again])),
  ...{ allOf: [again], oneOf: [again, text], anyOf: [again], prefixItems: [again] },
  ...{ properties: { x: again }, patternProperties: { x: again }, dependentSchemas: { x: again } },
};
const pointer = (name: string) =>
  `#/components/schemas/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
const paths = Object.fromEntries(
  names.map((name, index) => [
    `/p${index}`,
    {
      get: {
        ...{ operationId: name, summary: name, description: name, tags: [name] },
        parameters: [{ name, in: 'query', schema: text, examples: { [name]: { value: name } } }],
        responses: {
          200: {
            description: name,
            headers: { [name]: { schema: text } },
            content: { 'application/json': { schema: { $ref: pointer(name) } } },
          },
          400: { description: '', content: { 'application/json': { schema: again } } },
        },
        callbacks: { [name]: { [name]: { post: { responses: {} } } } },
      },
    },
  ]),
);
const schemas = { ...each(() => ({ properties: each(() => text) })), Again };

test('strange names and recursion break no page and no link', async () => {
  const site = await siteOf(description(paths, { components: { schemas } }));
  expect(brokenLinks(site)).toEqual([]);
  const pages = [...site.keys()];
  expect(pages.filter((path) => /operations\/.*\.html$/.test(path))).toHaveLength(names.length);
  expect(new Set(pages.map((path) => path.toLowerCase())).size).toBe(pages.length);
  for (const path of pages) {
    expect(path).toMatch(/^[\w./-]+$/);
    expect(path).not.toMatch(/(?:^|\/)\.\.?\//);
    if (path.endsWith('.html')) expect(textIn(site, path)).not.toContain('<script>alert');
  }
});

test('a schema that leads back to itself is told with its line', async () =>
  expect(
    siteOf(
      description(paths, {
        components: { schemas: { ...schemas, Self: { $ref: '#/components/schemas/Self' } } },
      }),
    ),
  ).rejects.toThrow(/openapi\.yaml:1\b.*leads back to itself/));
