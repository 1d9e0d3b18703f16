import { expect, test } from 'vitest';
import { description } from '../../../../conformance/testing.ts';
import { siteOf, textIn } from '../../testing.ts';

const content = (schema: object) => ({ 'application/json': { schema } });
const thing = {
  type: 'object',
  required: ['id', 'secret'],
  properties: {
    id: { type: 'string', const: 'an-id', readOnly: true },
    secret: { type: 'string', const: 'a-secret', writeOnly: true },
    none: { type: 'string', const: 'a-name' },
  },
};
const page = async (request: object, response: object) =>
  textIn(
    await siteOf(
      description({
        '/things': {
          post: {
            operationId: 'make',
            requestBody: { content: content(request) },
            responses: { 200: { description: 'Made.', content: content(response) } },
          },
        },
      }),
    ),
    'things/operations/make.md',
  );
const shownIn = (text: string) => /```json\n([\s\S]*?)```/.exec(text)?.[1];

test('made bodies have the members of their direction only', async () => {
  const [request = '', response = ''] = (await page(thing, thing)).split('## Responses');
  expect(JSON.parse(shownIn(request)!)).toEqual({ secret: 'a-secret', none: 'a-name' });
  expect(JSON.parse(shownIn(response)!)).toEqual({ id: 'an-id', none: 'a-name' });
});

test('of schemas that contradict themselves or can not be used no example is made', async () => {
  const never = { allOf: [{ type: 'object', required: ['a'] }, { maxProperties: 0 }] };
  const [request = '', response = ''] = (
    await page(never, { type: 'array', minItems: 10_000_000, items: { type: 'string' } })
  ).split('## Responses');
  expect(shownIn(request)).toBeUndefined();
  expect(shownIn(response)).toBeUndefined();
});
