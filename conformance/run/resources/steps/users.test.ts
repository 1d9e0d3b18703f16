import { expect, test } from 'vitest';
import { family, shelf } from '../fake/testing.ts';
import { sequencesAt } from './testing.ts';

/** The types of the values by which orders name a shop that was made. */
async function typesFor(type: string): Promise<ReadonlySet<string>> {
  const members = { shopId: { type } };
  const paths = { ...family('Shop', '/shops'), ...family('Order', '/orders', { members }) };
  const types = new Set<string>();
  const made = new Set<string>();
  const keeps = shelf();
  const { sent } = await sequencesAt(paths, (asked) => {
    const { method, path, body } = asked;
    const shop = body?.shopId;
    if (path === '/orders' && made.has(String(shop))) types.add(typeof shop);
    const told = keeps(asked);
    if (method !== 'POST' || typeof told === 'number') return told;
    const { id } = told.body as { readonly id: number };
    if (path === '/shops') made.add(String(id));
    // in the address of a thing, its name is a text
    return { ...told, headers: { location: `${path}/${id}` } };
  });
  expect(sent).toContain('makeOrder/state/create-user');
  return types;
}

test.each([
  ['integer', 'number'],
  ['string', 'string'],
])('what needs a thing names it by the type of its schema: %s', async (type, sent) =>
  expect(await typesFor(type)).toEqual(new Set([sent])),
);
