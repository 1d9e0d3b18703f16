import { expect, test } from 'vitest';
import type { Block, Field } from '../content/block.ts';
import { code, link } from '../content/inline.ts';
import type { Page } from '../page.ts';
import type { Reference } from '../reference/model.ts';
import { pageEntries } from './page-entries.ts';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  ...{ id: `body.${name}`, name, type: 'string', marks: [], rules: [], evidence: [], fields: [] },
  ...more,
});

function entriesOf(path: string, blocks: readonly Block[], more: Partial<Page> = {}) {
  const page: Page = {
    ...{ path, title: 'Title', summary: 'Summary.', blocks: () => blocks },
    ...(path.includes('/') && { api: 'mixin' }),
    ...more,
  };
  const references = [{ api: 'mixin', title: 'Mixin' } as Reference];
  return pageEntries(page, blocks, { references });
}

const fields: Block = {
  kind: 'fields',
  fields: [
    field('pin', { description: 'The *PIN*.', rules: [['At most ', code('64'), ' characters']] }),
    field('device', { fields: [field('kind')] }),
  ],
};

test('an operation is found with what it says, and its fields', () => {
  const blocks: readonly Block[] = [
    { kind: 'markdown', source: 'Sets `pin`.\n\n<b>Now</b> &amp; then', level: 2 },
    { kind: 'heading', level: 2, id: 'responses', content: 'Responses' },
    { kind: 'paragraph', content: 'The same of every operation.' },
    { kind: 'list', items: [['See ', link({ url: 'https://x.example' }, '20118'), '.']] },
    fields,
    { kind: 'fold', summary: 'Ideas', blocks: [{ kind: 'fields', fields: [field('left-out')] }] },
    { kind: 'code', language: 'json', text: '{"left": "out"}' },
  ];
  expect(
    entriesOf('mixin/operations/create pin', blocks, { kind: 'operation', terms: ['createPin'] }),
  ).toEqual([
    {
      url: 'mixin/operations/create%20pin.html',
      ...{ kind: 'operation', api: 'Mixin', title: 'Title', terms: ['createPin'] },
      text: expect.stringMatching(/^Summary\. Sets pin\. Now & then +See 20118\./) as string,
    },
    {
      url: 'mixin/operations/create%20pin.html#body.pin',
      ...{ kind: 'field', api: 'Mixin', title: 'pin', terms: [expect.any(String)] },
      text: 'The PIN. · At most 64 characters',
    },
    {
      url: 'mixin/operations/create%20pin.html#body.device',
      ...{ kind: 'field', api: 'Mixin', title: 'device', terms: [expect.any(String)], text: '' },
    },
  ]);
});

test('the sections of a topic are found, each with what it says', () => {
  const blocks: readonly Block[] = [
    { kind: 'paragraph', content: 'Before.' },
    { kind: 'heading', level: 2, id: 'one', content: code('x'), text: 'First' },
    { kind: 'note', tone: 'warning', blocks: [{ kind: 'list', items: ['a', 'b'] }] },
    { kind: 'heading', level: 3, id: 'zwei ü', content: ['Second ', code('y')] },
  ];
  const found = entriesOf('guide', blocks);
  expect(found.map(({ kind, title, url, text }) => [kind, title, url, text])).toEqual([
    ['topic', 'Title', 'guide.html', 'Summary. Before.'],
    ['heading', 'First', 'guide.html#one', 'x a b'],
    ['heading', 'Second y', 'guide.html#zwei%20%C3%BC', 'Title'],
  ]);
  expect(found[0]).not.toHaveProperty('api');
});

test('each row of the catalogue of errors is one', () => {
  const blocks: readonly Block[] = [
    {
      kind: 'table',
      head: ['Code', 'Meaning'],
      rows: [
        { id: '20118', cells: [code('20118'), 'Invalid PIN format.'] },
        { cells: ['without an anchor', ''] },
      ],
    },
  ];
  const found = entriesOf('mixin/errors', blocks, { headingKind: 'error' });
  expect(found).toContainEqual({
    url: 'mixin/errors.html#20118',
    ...{ kind: 'error', api: 'Mixin', title: '20118', text: 'Invalid PIN format.', terms: [] },
  });
  expect(found).toHaveLength(2);
});

test('an unlisted page is not found', () =>
  expect(entriesOf('404', [fields], { isUnlisted: true })).toEqual([]));

test('a schema is found with the fields in its fields', () => {
  const found = entriesOf('mixin/schemas/User', [fields], { kind: 'schema' });
  expect(found.map(({ title }) => title)).toEqual(['Title', 'pin', 'device', 'kind']);
});

test('a summary that begins the text is not said twice', () => {
  const blocks: readonly Block[] = [{ kind: 'markdown', source: 'Sets a PIN. Now.', level: 2 }];
  const textWith = (summary: string) =>
    entriesOf('m/operations/x', blocks, { summary, kind: 'operation' })[0]?.text;
  expect(textWith('Sets a PIN.')).toBe('Sets a PIN. Now.');
  expect(textWith('Sets a…')).toBe('Sets a PIN. Now.');
  expect(textWith('POST /x')).toBe('POST /x Sets a PIN. Now.');
});
