import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../../testing.ts';

const from = (strength: string, more: object = {}) => ({
  strength,
  document: `a-${strength}`,
  ...more,
});

const schema = {
  type: 'object',
  required: ['plain', 'own', 'split'],
  'x-source': from('vendor'),
  properties: {
    plain: { type: 'string' },
    own: { type: 'string', minLength: 3, 'x-source': [from('observed'), from('documented')] },
    split: {
      type: 'string',
      minLength: 3,
      maxLength: 5,
      'x-source': [
        from('documented'),
        from('usage', { keyword: ['minLength', 'pattern'] }),
        from('observed', { keyword: 'required' }),
      ],
    },
    narrow: { type: 'string', 'x-source': from('usage', { keyword: 'type' }), minLength: 3 },
  },
};

const rows: readonly [why: string, body: object, strength: string | undefined][] = [
  ['the schema speaks for its members', { plain: 1, own: 'abc', split: 'abc' }, 'vendor'],
  ['the schema speaks for what it requires', { own: 'abc', split: 'abc' }, 'vendor'],
  [
    'a member speaks for itself, its strongest source',
    { plain: '', own: 1, split: 'abc' },
    'documented',
  ],
  ['a member without a word on required', { plain: '', split: 'abc' }, 'vendor'],
  ['a member on its being required', { plain: '', own: 'abc' }, 'observed'],
  ['a keyword that one source names', { plain: '', own: 'abc', split: 'a' }, 'usage'],
  ['a keyword that no source names', { plain: '', own: 'abc', split: 'abcdef' }, 'documented'],
  ['a source for one keyword', { plain: '', own: 'abc', split: 'abc', narrow: 1 }, 'usage'],
  ['another keyword beside it', { plain: '', own: 'abc', split: 'abc', narrow: 'a' }, 'vendor'],
];

const of = (node: object) => {
  const operation = operationOf({ requestBody: jsonBody(node) });
  const body = operation.requestBody!.content[0]!.schema!;
  return (instance: object) =>
    body.validate(instance as never).map(({ source }) => operation.strengthOf(source));
};

test.for(rows)('%s', ([, body, strength]) => expect(of(schema)(body)).toEqual([strength]));

test('a description without x-source has no strength', () => {
  const { 'x-source': _, ...bare } = { ...schema, properties: { plain: { type: 'string' } } };
  expect(of({ ...bare, required: ['plain'] })({ plain: 1 })).toEqual([undefined]);
});

test('a parameter speaks for its own being required', () => {
  const operation = operationOf({
    'x-source': from('documented'),
    parameters: [
      {
        name: 'limit',
        in: 'query',
        required: true,
        schema: { type: 'integer' },
        'x-source': [from('vendor'), from('usage', { keyword: 'required' })],
      },
    ],
  });
  const [parameter] = operation.parameters;
  const { file, pointer } = parameter!.source;
  expect(operation.strengthOf({ file, pointer: `${pointer}/required` })).toBe('usage');
  expect(operation.strengthOf(parameter!.schema.source)).toBe('vendor');
});
