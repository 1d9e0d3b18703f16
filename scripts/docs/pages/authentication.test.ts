import { expect, test } from 'vitest';
import { description } from '../../../conformance/testing.ts';
import { brokenLinks, ownSite, siteOf, textIn } from '../testing.ts';

const own = [
  { api: 'mixin', says: 'HTTP bearer token (`JWT`).' },
  { api: 'mixin', says: '`MIXIN_BEARER_UID`, `MIXIN_BEARER_SID`, `MIXIN_BEARER_PRIVATE_KEY_FILE`' },
  { api: 'mixin', says: "contracts sign mixin POST '/session' < body.json" },
  { api: 'mixin', says: '](<errors.md#401>)' },
  { api: 'mixin', says: '## Operations without credentials\n\n- [Register User]' },
  { api: 'amity', says: 'API key in the header field `x-api-key`.' },
  { api: 'amity', says: '```http\nx-api-key: <key>\n```' },
  { api: 'amity', says: '`AMITY_API_KEY`' },
  { api: 'amity', says: '[`400100` The API key is missing or wrong](<errors.md#400100>)' },
  { api: 'notifications', says: 'Every operation needs credentials.' },
  { api: 'notifications', says: '`NOTIFICATIONS_BEARER_AUTH`' },
] as const;
test.each(own)('$api says $says', async ({ api, says }) =>
  expect(textIn(await ownSite(), `${api}/authentication.md`)).toContain(says),
);

test('an API whose tokens are fixed says nothing of signing', async () => {
  expect(textIn(await ownSite(), 'amity/authentication.md')).not.toMatch(
    /contracts sign|what signs is/,
  );
});

const flow = (more: object) => ({ scopes: { 'read:all': 'Reads *all*', bare: null }, ...more });
const securitySchemes = {
  oauth: {
    type: 'oauth2',
    description: 'Ask <script>alert(1)</script> first.',
    flows: {
      authorizationCode: flow({
        authorizationUrl: 'https://login.example.com/a',
        tokenUrl: '/token',
        refreshUrl: 'javascript:alert(1)',
      }),
      clientCredentials: flow({ tokenUrl: 'https://login.example.com/t' }),
      'x-more': {},
    },
  },
  oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com/.well-known/x' },
  basic: { type: 'http', scheme: 'Basic', deprecated: true },
  hawk: { type: 'http', scheme: 'Hawk' },
  query: { type: 'apiKey', in: 'query', name: 'the key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  odd: { type: 'apiKey', in: 'constructor', name: 'X' },
  certificate: { type: 'mutualTLS' },
  menu: { type: 'http', scheme: 'bearer' },
  broken: 7,
};
const needing = (operationId: string, security?: unknown, more: object = {}) => ({
  operationId,
  responses: { 200: { description: 'Done.' }, ...more },
  ...(security !== undefined && { security }),
});
const foreign = description(
  {
    '/a': {
      get: needing('both', [{ oauth: ['read:all'], certificate: [] }], {
        401: { description: 'No *good* token.' },
      }),
      post: needing('either', [{ basic: [] }, { query: [] }]),
      put: needing('nobody', []),
      patch: needing('perhaps', [{ menu: [] }, {}]),
      delete: needing('undefinedScheme', [{ missing: [] }]),
    },
    '/b': { get: needing('default') },
  },
  { components: { securitySchemes }, security: [{ oidc: [] }] },
);

const said = [
  '5 of 6 operations accept credentials.',
  '## `oauth`\n\nOAuth 2.0: a bearer token that an authorization server issues.',
  '### Authorization code: a person gives permission in a browser',
  '- Token: `/token`',
  '- Refresh: `javascript:alert(1)`',
  '| `read:all` | Reads *all* |',
  '### Client credentials: a program acts for itself',
  '- `401`: [`401` No good token.](<errors.md#401>)',
  'targets.things.credentials.oauth',
  '[https://example.com/.well-known/x](<https://example.com/.well-known/x>)',
  'HTTP Basic: a user name and a password.\n\nThis security scheme is deprecated.',
  'HTTP authentication scheme `Hawk`',
  'Authorization: Hawk <credentials>',
  'API key in the query parameter `the key`',
  '?the%20key=<key>',
  'Cookie: sid=<key>',
  'Mutual TLS: the client presents a certificate when it connects.',
  '## `missing`\n\nOperations name this security scheme, but the description does not define it.',
  '## Operations without credentials\n\n- [nobody]',
  '## Operations with optional credentials\n\n- [perhaps]',
  'The description does not say which response',
  '`THINGS_MENU`',
];
test.each(said)('a foreign description: %s', async (text) =>
  expect(textIn(await siteOf(foreign), 'things/authentication.md')).toContain(text),
);

test('what a foreign description says is text, and no link is broken', async () => {
  const site = await siteOf(foreign);
  const page = textIn(site, 'things/authentication.html');
  expect(page).not.toMatch(/<script>alert|href="javascript/);
  expect(page).toContain('<h2 id="menu">');
  expect(brokenLinks(site)).toEqual([]);
});

test.each([
  ['both', /\[`oauth`\]\(<\S+authentication\.md#oauth>\).* and \[`certificate`\]/],
  ['perhaps', /\[`menu`\]\(<\S+authentication\.md#menu>\)[\s\S]*?\bnone\b/i],
  ['undefinedScheme', /\[`missing`\]\(<\S+authentication\.md#missing>\)/],
  ['nobody', /## Credentials\n\nNone\.\n/],
])('the page of %s links to its schemes', async (name, text) =>
  expect(textIn(await siteOf(foreign), `things/operations/${name}.md`)).toMatch(text),
);

test('without any scheme, one sentence', async () => {
  const site = await siteOf(description({ '/a': { get: needing('all') } }));
  expect(textIn(site, 'things/authentication.md')).toBe(
    '# Authentication\n\nNo operation needs credentials.\n',
  );
});

test('schemes that nobody needs are shown all the same', async () => {
  const paths = { '/a': { get: needing('all') } };
  const page = textIn(
    await siteOf(
      description(paths, { components: { securitySchemes: { key: securitySchemes.query } } }),
    ),
    'things/authentication.md',
  );
  expect(page).toContain('No operation needs credentials, although');
  expect(page).toContain('No operation uses this security scheme.');
});

test('the guide of that name stands on the page, below the schemes', async () => {
  const site = await siteOf(foreign, {
    'guides/authentication.md':
      '# Getting in\n\n## oauth\n\nFirst [this](#oauth-2).\n\n## Guide\n\n### Deep\n',
  });
  const page = textIn(site, 'things/authentication.html');
  expect(page).toContain('<h2 id="guide">Getting in');
  expect(page).toContain('<h3 id="oauth-2">');
  expect(page).toContain('<h3 id="guide-2">');
  expect(page).toContain('<h4 id="deep">');
  expect(brokenLinks(site)).toEqual([]);
});
