import { expect, test } from 'vitest';
import type { Json } from '../core/json.ts';
import { books as resource, judged, type Wanted } from './testing.ts';

const title = { pointer: '/title', value: 'New' };
const changed = { ...title, before: 'Old' };
const made = { of: 'created', mustExist: true, values: [title] } as const;
const change = { of: 'changed', mustExist: true, values: [changed] } as const;
const kept = { of: 'unchanged', mustExist: true, values: [title] } as const;
const emptied = [{ pointer: '/note', value: null, before: 'Some' }];
const lists = [{ pointer: '/tags', value: ['b'], before: ['a', 'b'] }];

type Row = readonly [title: string, expects: Wanted, body: Json, ...findings: string[]];

const rows: readonly Row[] = [
  ['what was made is shown', made, { id: 1, title: 'New' }],
  ['in a wrapper', made, { data: { title: 'New' } }],
  ['in another spelling', made, { title: ' NEW' }],
  [
    'what was made is shown otherwise',
    made,
    { title: 'Else' },
    'created-shown: warning: value/title',
  ],
  ['a change shows', change, { title: 'New' }],
  ['a change is lost', change, { title: 'Old' }, 'change-shown: error: lost/title'],
  [
    'what was nothing stays so',
    { ...change, values: [{ ...title, before: null }] },
    { title: null },
    'change-shown: warning: lost/title',
  ],
  [
    'a change to one of a few values is lost',
    { ...change, values: [{ pointer: '/format', value: 'file', before: 'paper' }] },
    { format: 'paper' },
    'change-shown: error: lost/format',
  ],
  [
    'a change is not shown to what no answer may show',
    { ...change, values: [{ pointer: '/format', value: 'film', before: 'paper' }] },
    { format: 'paper' },
  ],
  ['a third value', change, { title: 'Else' }, 'change-shown: warning: other/title'],
  [
    'another member changed',
    { ...change, values: [changed, { pointer: '/tags', value: ['a'] }] },
    { title: 'New', tags: ['b'] },
    'change-shown: warning: kept/tags',
  ],
  ['null empties', { ...change, values: emptied }, { note: null }],
  ['null removes', { ...change, values: emptied }, { id: 1 }],
  [
    'null changes nothing',
    { ...change, values: emptied },
    { note: 'Some' },
    'change-shown: warning: lost/note',
  ],
  [
    'null changes nothing, in a merge patch',
    { ...change, values: emptied, isMergePatch: true },
    { note: 'Some' },
    'change-shown: error: lost/note',
  ],
  ['a list is replaced', { ...change, values: lists }, { tags: ['b'] }],
  [
    'a list grows',
    { ...change, values: [{ pointer: '/tags', value: ['c'], before: ['a'] }] },
    { tags: ['a', 'c'] },
    'change-shown: warning: other/tags',
  ],
  [
    'a list grows, in a merge patch',
    {
      ...change,
      values: [{ pointer: '/tags', value: ['c'], before: ['a'] }],
      isMergePatch: true,
    },
    { tags: ['a', 'c'] },
    'change-shown: error: other/tags',
  ],
  [
    'what is left out is gone',
    { ...change, leftOut: [{ pointer: '/note', value: 'Some' }] },
    { title: 'New' },
  ],
  [
    'what is left out stays',
    { ...change, leftOut: [{ pointer: '/note', value: 'Some' }] },
    { title: 'New', note: 'Some' },
    'change-shown: warning: left/note',
  ],
  ['nothing changed', kept, { title: 'New' }],
  [
    'a refused request changed it',
    kept,
    { title: 'Else' },
    'refusal-changes-nothing: error: changed/title',
  ],
  [
    'a command changed a neighbour',
    { ...kept, mayReachFurther: true },
    { title: 'Else' },
    'refusal-changes-nothing: warning: changed/title',
  ],
  ['a list has it', { of: 'listed', identifiers: [1] }, [{ id: 1 }, { id: 2 }]],
  [
    'a list lacks it',
    { of: 'listed', identifiers: [1] },
    [{ id: 2 }],
    'list-complete: error: listed',
  ],
  ['a list may lack it', { of: 'listed', identifiers: ['a'], mayLack: true }, [{ id: 2 }]],
  [
    'a list has it twice',
    { of: 'listed', identifiers: ['a'], mayLack: true },
    [{ title: 'a' }, { title: 'a' }],
    'list-complete: error: twice',
  ],
  ['a full page may lack it', { of: 'listed', identifiers: [1], asked: 1 }, [{ id: 2 }]],
  ['it is gone from the list', { of: 'unlisted', identifiers: [1] }, [{ id: 11 }]],
  [
    'it is listed still',
    { of: 'unlisted', identifiers: [1] },
    [{ id: 1 }],
    'list-complete: error: unlisted',
  ],
  [
    'another thing has the number in another member',
    { of: 'unlisted', identifiers: [1], by: { resource, rank: 0 } },
    [{ id: 2, pages: 1 }],
  ],
  [
    'another thing has the number too',
    { of: 'listed', identifiers: [1], by: { resource, rank: 0 } },
    [{ id: 1 }, { id: 2, pages: 1 }],
  ],
  [
    'it is listed still, by its second name',
    { of: 'unlisted', identifiers: ['b'], by: { resource, rank: 1 } },
    [{ id: 1, slug: 'b' }],
    'list-complete: error: unlisted',
  ],
  [
    'it is listed still, and marked',
    { of: 'unlisted', identifiers: [1], before: { id: 1 } },
    [{ id: 1, deletedAt: '2026-01-01' }],
  ],
  [
    'it is listed still, as it was before a change',
    { of: 'unlisted', identifiers: [1], before: { id: 1, title: 'New' } },
    [{ id: 1, title: 'Old' }],
    'list-complete: error: unlisted',
  ],
  [
    'a list shows no identifiers',
    { of: 'listed', identifiers: [1], by: { resource, rank: 0 } },
    [{ title: 'a' }],
  ],
  [
    'a list of round length may be cut',
    { of: 'listed', identifiers: ['a'], asked: 100, mayBeCut: true },
    Array.from({ length: 10 }, (_, id) => ({ id })),
  ],
  [
    'a list of round length is whole where the description gives a maximum',
    { of: 'listed', identifiers: ['a'], asked: 100, mayBeCut: false },
    Array.from({ length: 10 }, (_, id) => ({ id })),
    'list-complete: error: listed',
  ],
  [
    'a list of several pages may lack it',
    { of: 'listed', identifiers: ['a'] },
    { items: [{ id: 1 }], meta: { totalPages: 2 } },
  ],
  [
    'an empty text may be kept as null',
    { ...change, values: [{ pointer: '/note', value: '', before: 'Some' }] },
    { note: null },
  ],
  [
    'an empty list may be left out',
    { ...change, values: [{ pointer: '/tags', value: [], before: ['a'] }] },
    { title: 'New' },
  ],
  [
    'a text that has the former one in it is not the former one',
    { ...change, values: [{ ...title, value: 'Old <b>one</b>', before: 'Old' }] },
    { title: 'Old one' },
    'change-shown: warning: other/title',
  ],
  [
    'a list comes in another order',
    { ...kept, values: [{ pointer: '/tags', value: ['a', 'b'] }] },
    { tags: ['b', 'a'] },
  ],
  [
    'a list lacks an element',
    { ...kept, values: [{ pointer: '/tags', value: ['a', 'b'] }] },
    { tags: ['b'] },
    'refusal-changes-nothing: error: changed/tags',
  ],
  [
    'what only the server gives is empty after a change',
    { ...change, values: [changed, { pointer: '/note', value: 'Some', isOfServer: true }] },
    { title: 'New', note: null },
    'change-shown: warning: kept/note',
  ],
  [
    'what only the server gives changed after a refusal',
    { ...kept, values: [{ ...title, isOfServer: true }] },
    { title: 'Else' },
    'refusal-changes-nothing: warning: changed/title',
  ],
  [
    'the number of a deleted thing is given again',
    { of: 'new', resource, identifiers: [1, 2], deleted: 1 },
    { id: 1 },
    'created-anew: warning: same',
  ],
  [
    'a repeated creation may have found the thing',
    { of: 'new', resource, identifiers: [1], isRepeated: true },
    { id: 1 },
    'created-anew: warning: same',
  ],
  ['an action may move on', { ...change, mayMoveOn: true }, { title: 'Else' }],
  [
    'an action is lost',
    { ...change, mayMoveOn: true },
    { title: 'Old' },
    'change-shown: warning: lost/title',
  ],
  [
    'it is in the attributes',
    change,
    { data: { type: 'books', id: 1, attributes: { title: 'New' } } },
  ],
  [
    'a change is lost in the attributes',
    change,
    { data: { type: 'books', id: 1, attributes: { title: 'Old' } } },
    'change-shown: error: lost/title',
  ],
  ['a page keeps its limit', { of: 'limited', most: 1 }, [{ id: 1 }]],
  [
    'a page is too long',
    { of: 'limited', most: 1 },
    [{ id: 1 }, { id: 2 }],
    'limit-kept: warning: limit',
  ],
  ['the next page is another one', { of: 'limited', most: 1, not: ['1'] }, [{ id: 2 }]],
  [
    'the next page is the same',
    { of: 'limited', most: 1, not: ['1'] },
    [{ id: 1 }],
    'limit-kept: warning: page',
  ],
  ['a filter is kept', { of: 'filtered', member: 'title', value: 'a' }, [{ title: 'a' }, {}]],
  [
    'a filter is ignored',
    { of: 'filtered', member: 'title', value: 'a' },
    [{ title: 'b' }],
    'filter-kept: warning: title',
  ],
  [
    'others are there after a deletion',
    { of: 'unlisted', identifiers: [1], others: [2] },
    [{ id: 2 }],
  ],
  [
    'others are gone with a deletion',
    { of: 'unlisted', identifiers: [1], others: [2] },
    [{ id: 3 }],
    'list-complete: error: listed',
  ],
  ['the next page follows', { of: 'limited', most: 1, is: ['2'] }, [{ id: 2 }]],
  [
    'the next page skips one',
    { of: 'limited', most: 1, is: ['2'] },
    [{ id: 3 }],
    'limit-kept: warning: next',
  ],
  ['the total counts all', { of: 'limited', most: 1, least: 2 }, { items: [{ id: 1 }], total: 2 }],
  [
    'the total counts the page',
    { of: 'limited', most: 1, least: 2 },
    { items: [{ id: 1 }], total: 1 },
    'limit-kept: warning: total',
  ],
  [
    'a count may be of the page',
    { of: 'limited', most: 1, least: 2 },
    { items: [{ id: 1 }], count: 1 },
  ],
  ['null may bring the default', { ...change, values: emptied }, { note: 'A default' }],
  [
    'a change is made with a wrong condition',
    { of: 'stale' },
    { id: 1 },
    'stale-refused: error: stale',
  ],
  ['it is marked as deleted', { of: 'gone', before: { title: 'a' } }, { title: 'a', gone: true }],
  [
    'a deleted thing is there',
    { of: 'gone', before: { title: 'a' } },
    { title: 'a' },
    'deleted-gone: error: read',
  ],
  ['an identifier is new', { of: 'new', resource, identifiers: [1] }, { id: 2 }],
  [
    'an identifier begins as another one',
    { of: 'new', resource, identifiers: ['a'] },
    { id: 'a-2' },
  ],
  [
    'an identifier is given again, as a text',
    { of: 'new', resource, identifiers: [1] },
    { id: '1' },
    'created-anew: error: same',
  ],
  [
    'an identifier is given again',
    { of: 'new', resource, identifiers: [1] },
    { id: 1 },
    'created-anew: error: same',
  ],
  [
    'an unknown identifier shows a thing',
    { of: 'unknown' },
    { id: 1 },
    'unknown-refused: error: unknown',
  ],
  [
    'a thing of another user is shown',
    { of: 'hidden', identifier: 1 },
    { id: 1 },
    'others-hidden: warning: shown',
  ],
];

for (const [name, wanted, body, ...findings] of rows)
  test(name, () => {
    expect(judged(wanted, body)).toEqual(findings);
  });

const missing: readonly (readonly [title: string, Wanted, ...string[]])[] = [
  ['what was made', made, 'created-shown: error: missing'],
  ['what was changed', change, 'change-shown: error: missing'],
  ['what was not to change', kept, 'refusal-changes-nothing: error: missing'],
  ['what was deleted', { of: 'gone', before: { title: 'a' } }],
  ['what was never made', { of: 'unknown' }],
  ['what is hidden', { of: 'hidden', identifier: 1 }],
];

for (const [name, wanted, ...findings] of missing)
  test(`404 for ${name}`, () => {
    expect(judged(wanted, undefined, 404)).toEqual(findings);
  });

test('what is only taken for later is not judged', () => {
  expect(judged({ of: 'stale' }, { id: 1 }, 202)).toEqual([]);
  expect(judged({ of: 'unknown' }, { id: 1 }, 202)).toEqual([]);
});

test.each<readonly [string, Json, string[]]>([
  ['another tag', { title: 'New' }, []],
  ['the same', { title: 'New' }, ['entity-tag-moves: error: same']],
  ['the same', { title: 'Old', views: 2 }, []],
])('a thing with %s, after a change: %j', (name, body, findings) => {
  const tag = name === 'the same' ? '"1"' : '"2"';
  const found = judged({ ...change, formerTag: '"1"' }, body, 200, { etag: tag });
  expect(found.filter((one) => one.startsWith('entity-tag'))).toEqual(findings);
});
