import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { validInstance } from '../instances/valid-instance.ts';
import { schemaReader } from '../schema/schema.ts';
import { valueAt } from '../pointer.ts';
import { readFiles } from './testing.ts';

/** Validates by the `schema` of the response that a.yaml has at /entry. */
function judge(files: { readonly [name: string]: string }) {
  const { documents } = readFiles(files);
  const node = valueAt(documents.root, '/entry/schema');
  const schema = schemaReader(documents)(node, 'response');
  return {
    documents,
    schema,
    broken: (instance: Json) =>
      schema.validate(instance).map(({ pointer, keyword, source }) => ({
        rule: `${pointer} ${keyword}`,
        line: documents.line(source),
      })),
    rules: (instance: Json) =>
      schema.validate(instance).map(({ pointer, keyword }) => `${pointer} ${keyword}`),
  };
}

/** A generic list, two lists that bind its element, and the schema that is judged. */
const lists = (schema: string, has: 'ids' | 'no ids' = 'ids') => `
openapi: 3.1.0
entry:
  schema: ${schema}
components:
  schemas:
    List:
      ${has === 'ids' ? '$id: list' : 'title: List'}
      type: object
      required: [items]
      properties:
        items: { type: array, items: { $dynamicRef: '#item' } }
        next: { $ref: '#/components/schemas/Next' }
      $defs:
        item: { $dynamicAnchor: item, not: {} }
    Users:
      ${has === 'ids' ? '$id: users' : 'title: Users'}
      $ref: '${has === 'ids' ? 'list' : '#/components/schemas/List'}'
      $defs:
        item: { $dynamicAnchor: item, $ref: '#/components/schemas/User' }
    Numbers:
      ${has === 'ids' ? '$id: numbers' : 'title: Numbers'}
      allOf: [{ $ref: '#/components/schemas/List' }]
      $defs:
        item: { $dynamicAnchor: item, type: number }
    User: { type: object, required: [name] }
    Next: { type: string }
`;

const ref = (name: string) => `{ $ref: '#/components/schemas/${name}' }`;
const judged: readonly {
  why: string;
  schema: string;
  right: Json;
  wrong: Json;
  rules: readonly string[];
}[] = [
  {
    why: 'a list of users',
    schema: ref('Users'),
    right: { items: [{ name: 'a' }], next: 'b' },
    wrong: { items: [{ name: 'a' }, {}, 7] },
    rules: ['/items/1/name required', '/items/2 type'],
  },
  {
    why: 'a list of numbers',
    schema: ref('Numbers'),
    right: { items: [7] },
    wrong: { items: [{ name: 'a' }] },
    rules: ['/items/0 type'],
  },
  {
    why: 'the generic list itself, whose element is a placeholder',
    schema: ref('List'),
    right: { items: [] },
    wrong: { items: [7] },
    rules: ['/items/0 not'],
  },
  {
    why: 'a list that is bound where it is used',
    schema: `{ $ref: '#/components/schemas/List', $defs: { item: { $dynamicAnchor: item, type: boolean } } }`,
    right: { items: [true] },
    wrong: { items: [7] },
    rules: ['/items/0 type'],
  },
  {
    why: 'two lists of different elements',
    schema: `{ prefixItems: [${ref('Users')}, ${ref('Numbers')}] }`,
    right: [{ items: [{ name: 'a' }] }, { items: [7] }],
    wrong: [{ items: [7] }, { items: [{ name: 'a' }] }],
    rules: ['/0/items/0 type', '/1/items/0 type'],
  },
];
for (const has of ['ids', 'no ids'] as const)
  for (const { why, schema, right, wrong, rules } of judged) {
    // without an $id of its own, a schema in place belongs to the document
    const inPlace =
      has === 'ids' ? schema.replace(/\$ref: (\S+), \$defs/, '$id: own, $ref: $1, $defs') : schema;
    test(`the dynamic scope decides, with ${has}: ${why}`, () => {
      const list = judge({ 'a.yaml': lists(inPlace, has) });
      expect(list.rules(right)).toEqual([]);
      expect(list.rules(wrong)).toEqual(rules);
    });
  }

test('a rule keeps its position, and generators see the bound schema', () => {
  const { broken, schema } = judge({ 'a.yaml': lists(ref('Users')) });
  expect(broken({ items: [7] })).toEqual([{ rule: '/items/0 type', line: 26 }]);
  const made = validInstance(schema, 'all');
  expect(made).toMatchObject({ items: [{ name: expect.anything() }] });
});

test('anchors of one name in one document without an $id are named as such, each once', () => {
  const notes = (has: 'ids' | 'no ids') =>
    readFiles({ 'a.yaml': lists(ref('Users'), has) }).documents.notes;
  expect(notes('ids')).toEqual([]);
  expect(notes('no ids')).toMatchObject([
    {
      source: { pointer: '/components/schemas/List/properties/items/items/$dynamicRef' },
      reason: expect.stringContaining('several schemas of this document have the $dynamicAnchor'),
    },
  ]);
});

const trees = (schema: string, strict = '$dynamicAnchor: node, ') => `
openapi: 3.1.0
entry:
  schema: ${schema}
components:
  schemas:
    Tree:
      $id: tree
      $dynamicAnchor: node
      type: object
      properties: { data: {}, children: { type: array, items: { $dynamicRef: '#node' } } }
    Strict: { $id: strict, ${strict}$ref: tree, unevaluatedProperties: false }
`;

test('a schema that extends a recursive one applies at each level', () => {
  const wrong = { children: [{ children: [{ daat: 7 }] }] };
  const strict = judge({ 'a.yaml': trees(ref('Strict')) });
  expect(strict.rules({ children: [{ data: 7 }] })).toEqual([]);
  expect(strict.rules(wrong)).toContain('/children/0/children/0/daat unevaluatedProperties');
  expect(judge({ 'a.yaml': trees(ref('Tree')) }).rules(wrong)).toEqual([]);
  expect(judge({ 'a.yaml': trees(ref('Strict'), '') }).rules(wrong)).toEqual([]);
});

const others: readonly { why: string; schemas: string; rules: readonly string[] }[] = [
  {
    why: 'the outermost of three bindings',
    schemas: `
      A: { $id: a, $ref: b, $defs: { t: { $dynamicAnchor: t, type: string } } }
      B: { $id: b, $ref: c, $defs: { t: { $dynamicAnchor: t, type: number } } }
      C: { $id: c, $dynamicRef: '#t', $defs: { t: { $dynamicAnchor: t, type: boolean } } }`,
    rules: [' type string'],
  },
  {
    why: 'no binding of a schema that is left before',
    schemas: `
      A: { $id: a, if: { $ref: b }, then: { $ref: c } }
      B: { $id: b, $defs: { t: { $dynamicAnchor: t, type: number } } }
      C: { $id: c, $dynamicRef: '#t', $defs: { t: { $dynamicAnchor: t, type: boolean } } }`,
    rules: [' type boolean'],
  },
  {
    why: 'a plain anchor as the target, which is meant itself',
    schemas: `
      A: { $id: a, $ref: c, $defs: { t: { $dynamicAnchor: t, type: string } } }
      B: { $id: b, $defs: { t: { $dynamicAnchor: t, type: number } } }
      C: { $id: c, $dynamicRef: '#t', $defs: { t: { $anchor: t, type: boolean } } }`,
    rules: [' type boolean'],
  },
  {
    why: 'a pointer as the target, which is meant itself',
    schemas: `
      A: { $id: a, $ref: c, $defs: { t: { $dynamicAnchor: t, type: string } } }
      C: { $id: c, $dynamicRef: '#/$defs/t', $defs: { t: { $dynamicAnchor: t, type: boolean } } }`,
    rules: [' type boolean'],
  },
  {
    why: 'a plain reference to a dynamic anchor',
    schemas: `
      A: { $id: a, $ref: c, $defs: { t: { $dynamicAnchor: t, type: string } } }
      C: { $id: c, $ref: '#t', $defs: { t: { $dynamicAnchor: t, type: boolean } } }`,
    rules: [' type boolean'],
  },
  {
    why: 'the anchor of another resource',
    schemas: `
      A: { $id: a, $ref: b, $defs: { t: { $dynamicAnchor: t, type: string } } }
      B: { $id: b, $dynamicRef: 'c#t' }
      C: { $id: c, $defs: { t: { $dynamicAnchor: t, type: boolean } } }`,
    rules: [' type string'],
  },
  {
    why: 'a schema with an $id within another one',
    schemas: `
      A: { $id: a, allOf: [{ $id: inner, $ref: c, $defs: { t: { $dynamicAnchor: t, type: string } } }] }
      C: { $id: c, $dynamicRef: '#t', $defs: { t: { $dynamicAnchor: t, type: boolean } } }`,
    rules: [' type string'],
  },
  {
    why: 'a $ref beside the dynamic reference',
    schemas: `
      A: { $id: a, $ref: c, $defs: { t: { $dynamicAnchor: t, minimum: 9 } } }
      B: { maximum: 4 }
      C: { $id: c, $ref: '#/components/schemas/B', $dynamicRef: '#t', $defs: { t: { $dynamicAnchor: t } } }`,
    rules: [' maximum', ' minimum'],
  },
];
for (const { why, schemas, rules } of others)
  test(`a dynamic reference means ${why}`, () => {
    const text = `openapi: 3.1.0\nentry:\n  schema: ${ref('A')}\ncomponents:\n  schemas:${schemas}\n`;
    const { schema } = judge({ 'a.yaml': text });
    const found = schema.validate(5).map(({ pointer, keyword, message }) => {
      const [type = ''] = keyword === 'type' ? (/string|number|boolean/.exec(message) ?? []) : [];
      return `${pointer} ${keyword} ${type}`.trimEnd();
    });
    expect(found.toSorted()).toEqual([...rules].toSorted());
  });

test('the dynamic scope reaches across files', () => {
  const { rules } = judge({
    'a.yaml':
      'openapi: 3.1.0\nentry:\n  schema: { $ref: users.yaml }\ncomponents:\n  schemas: { User: { type: object } }',
    'users.yaml':
      '$ref: list.yaml\n$defs: { item: { $dynamicAnchor: item, $ref: "a.yaml#/components/schemas/User" } }',
    'list.yaml':
      'type: array\nitems: { $dynamicRef: "#item" }\n$defs: { item: { $dynamicAnchor: item } }',
  });
  expect(rules([{}])).toEqual([]);
  expect(rules([7])).toEqual(['/0 type']);
});

const broken: readonly { why: string; schemas: string; reason: string }[] = [
  {
    why: 'a name that two schemas of the outer resource have',
    schemas: `
      A: { $id: a, $ref: c, $defs: { t: { $dynamicAnchor: t }, u: { $dynamicAnchor: t } } }
      C: { $id: c, $dynamicRef: '#t', $defs: { t: { $dynamicAnchor: t } } }`,
    reason: 'this $dynamicRef leads to "t", which is the name of two schemas.',
  },
  {
    why: 'a name that two schemas around it have',
    schemas: `
      A: { $dynamicRef: '#t', $defs: { t: { $dynamicAnchor: t }, u: { $dynamicAnchor: t } } }`,
    reason: 'this $dynamicRef points to "#t", which is the name of two schemas.',
  },
  {
    why: 'a circle that the scope closes',
    schemas: `
      A: { $id: a, $dynamicAnchor: t, $ref: b }
      B: { $id: b, $dynamicRef: 'c#t' }
      C: { $id: c, $dynamicAnchor: t }`,
    reason: 'leads back to itself.',
  },
  {
    why: 'no anchor at all',
    schemas: `
      A: { $dynamicRef: '#t' }`,
    reason: 'this $dynamicRef points to nothing: there is no "#t".',
  },
];
for (const { why, schemas, reason } of broken)
  test(`a dynamic reference is broken by ${why}`, () => {
    const text = `openapi: 3.1.0\nentry:\n  schema: ${ref('A')}\ncomponents:\n  schemas:${schemas}\n`;
    const { documents } = readFiles({ 'a.yaml': text });
    const [first] = documents.broken.values();
    expect(first?.reason).toContain(reason);
    expect(first?.source.pointer).toContain('/components/schemas/');
  });

test('schemas that bind names in too many ways are broken, and reading them ends', () => {
  const names = Array.from({ length: 16 }, (_, index) => `t${index}`);
  const level = (index: number) => {
    const next = index === names.length - 1 ? 'end' : `level${index + 1}`;
    const bind = (type: string) =>
      `{ $id: ${type}${index}, $ref: ${next}, $defs: { t: { $dynamicAnchor: t${index}, type: ${type} } } }`;
    return `      L${index}: { $id: level${index}, oneOf: [${bind('string')}, ${bind('number')}] }\n`;
  };
  const end = names.map((name) => `{ $dynamicRef: '#${name}' }`).join(', ');
  const defs = names.map((name) => `${name}: { $dynamicAnchor: ${name} }`).join(', ');
  const text = `openapi: 3.1.0\nentry:\n  schema: { $ref: level0 }\ncomponents:\n  schemas:\n${names.map((_, index) => level(index)).join('')}      End: { $id: end, allOf: [${end}], $defs: { ${defs} } }\n`;
  const { documents } = readFiles({ 'a.yaml': text });
  expect([...documents.broken.values()][0]?.reason).toContain('need more than 20000 schemas');
});
