import { expect, test } from 'vitest';
import { description } from '../../../conformance/testing.ts';
import { brokenLinks, siteOf, textIn } from '../testing.ts';

const body = (name: string) => ({
  content: {
    'application/json': { schema: { type: 'object', properties: { [name]: { type: 'string' } } } },
  },
});
const call = (name: string) => ({
  ...{ summary: `Told of ${name}`, requestBody: body(name) },
  responses: { 204: { description: 'Taken.' } },
});
const webhooks = { 'thing/../made': { post: call('made'), 'x-other': {} }, broken: 7 };
const paths = {
  '/things': {
    post: {
      operationId: 'subscribe',
      responses: { 200: { description: 'Done.' } },
      callbacks: {
        onEvent: { '{$request.body#/url}?a=<b>': { post: call('event'), 'x-no': {} }, 'x-no': {} },
        shared: { $ref: '#/components/callbacks/Shared' },
      },
    },
  },
};
const components = { callbacks: { Shared: { 'https://example.com/': { put: call('shared') } } } };

test('callbacks and webhooks have pages, and operations lead to theirs', async () => {
  const site = await siteOf(description(paths, { webhooks, components }));
  expect([...site.keys()].filter((path) => /calls\/.*\.md$/.test(path)).sort()).toEqual([
    'things/calls/index.md',
    'things/calls/subscribe-onEvent-request.body-url-a-b-post.md',
    'things/calls/subscribe-shared-https-example.com-put.md',
    'things/calls/thing-..-made-post.md',
  ]);
  const operation = textIn(site, 'things/operations/subscribe.md');
  expect(operation).toMatch(/## Callbacks[\s\S]*Told of event[\s\S]*Told of shared/);
  const event = textIn(site, 'things/calls/subscribe-onEvent-request.body-url-a-b-post.md');
  expect(event).toContain('because of [subscribe](<../operations/subscribe.md>)');
  expect(event).toContain('- `event` string');
  const webhook = textIn(site, 'things/calls/thing-..-made-post.md');
  expect(webhook).toContain('to an address of yours');
  expect(webhook).toMatch(/### 204 \(success\)\n\nTaken\./);
  expect(textIn(site, 'things/index.html')).toContain('calls/index.html');
  expect(brokenLinks(site)).toEqual([]);
});

test('a description without callbacks has no page of them', async () => {
  const site = await siteOf(description({ '/a': { get: { responses: {} } } }));
  expect([...site.keys()].filter((path) => path.includes('calls'))).toEqual([]);
});

test.each([
  ['webhooks', { webhooks }],
  ['schemas', { components: { schemas: { Thing: { type: 'object' } } } }],
])('a description with %s only has a site', async (_, more) => {
  const site = await siteOf(description({}, more));
  expect(brokenLinks(site)).toEqual([]);
  expect(textIn(site, 'things/index.md')).not.toMatch(/## (?:Operations|Mock)/);
  expect(textIn(site, 'things/authentication.md')).toContain('no things/');
});

test('a description with nothing to show is refused', async () =>
  expect(siteOf(description({}))).rejects.toThrow(/no operation, webhook or schema/));
