import { expect, test } from 'vitest';
import { contractOf, description } from '../../testing.ts';

const reading = (responses: unknown) =>
  contractOf(description({ '/a': { get: { operationId: 'a', responses } } }));

for (const { key, way } of [
  { key: '2xx', way: ': write 2XX' },
  { key: '4Xx', way: ': write 4XX' },
  { key: '20X', way: '' },
  { key: 'success', way: '' },
  { key: 'Default', way: '' },
  { key: '600', way: '' },
])
  test(`the key "${key}" of responses is told and left out`, () => {
    const { operations, unsupported, notes } = reading({ [key]: {}, 404: {}, 'x-more': {} });
    expect(operations[0]).toMatchObject({
      responses: [{ status: '404' }],
      hasUnreadResponses: true,
    });
    expect(unsupported).toEqual([]);
    expect(notes.map(({ reason }) => reason)).toEqual([
      `a: the key "${key}" of its responses is no status, no range such as 4XX and not "default"${way}. It is left out, and no undocumented status is a finding here.`,
    ]);
  });

for (const responses of [undefined, {}, { default: {} }, { '2XX': {}, 'x-more': {} }])
  test(`${JSON.stringify(responses) ?? 'no responses'} is read without a word`, () => {
    const { operations, notes } = reading(responses);
    expect(operations[0]!.hasUnreadResponses).toBeUndefined();
    expect(notes).toEqual([]);
  });

test('header fields that HTTP decides, or that can have no such name, are left out', () => {
  const names = ['Content-Length', 'transfer-encoding', 'Keep-Alive', 'X Rate', 'Date'];
  const headers = Object.fromEntries(
    names.map((name) => [name, { required: true, schema: { type: 'string' }, example: '279' }]),
  );
  const { operations, notes } = reading({ 200: { headers } });
  expect(operations[0]!.responses[0]!.headers.map(({ name }) => name)).toEqual(['Date']);
  expect(notes.map(({ reason }) => reason)).toEqual([
    'a: no header field can have the name "X Rate", so it is left out.',
  ]);
});
