import { expect, test } from 'vitest';
import * as checks from '../../../conformance/checks/index.ts';
import { description, jsonBody } from '../../../conformance/testing.ts';
import * as generators from '../../../conformance/generators/index.ts';
import { ownSite, siteOf, textIn } from '../testing.ts';

const things = description({
  '/things': {
    post: {
      operationId: 'doThing',
      requestBody: jsonBody({
        type: 'object',
        properties: { name: { type: 'string', maxLength: 3 } },
      }),
      responses: { 200: { description: 'Done.' } },
    },
    get: { operationId: 'list all', responses: { 204: { description: 'None.' } } },
  },
});

test('the page of an API has every check and every idea, each with an anchor', async () => {
  const page = textIn(await siteOf(things), 'things/checks.html');
  for (const { id } of Object.values(checks)) expect(page).toContain(` id="check-${id}"`);
  for (const { id } of Object.values(generators)) expect(page).toContain(` id="idea-${id}"`);
});

test('it says how to check a server, with the variables of the credentials', async () => {
  const site = await ownSite();
  const page = textIn(site, 'mixin/checks.md');
  expect(page).toContain(
    'npx openapi-contract-suite check mixin.yaml --target https://staging.example.com',
  );
  expect(page).toContain('`MIXIN_BEARER_UID`, `MIXIN_BEARER_SID`, `MIXIN_BEARER_PRIVATE_KEY_FILE`');
  expect(textIn(await siteOf(things), 'things/checks.html')).not.toContain('environment');
});

test('an operation has its line to run, which names no folder of this machine', async () => {
  const page = textIn(await siteOf(things), 'things/operations/list-all.md');
  expect(page).toContain(
    "npx openapi-contract-suite check things.yaml --operation 'list all' --target",
  );
  expect(page).not.toContain('/tmp');
});

test('an operation tells how many requests are planned, and why', async () => {
  const page = textIn(await siteOf(things), 'things/operations/doThing.md');
  expect(page).toMatch(
    /The runner plans \d+ cases for this operation: \d+ that the server must accept, \d+ that it must refuse/,
  );
  expect(page).toMatch(/- `length` \d+ cases: .*; `name` is too long/);
  expect(page).not.toContain('- `pattern`');
});

test('of what can not be tested, it says why', async () => {
  const site = await siteOf(
    description({
      '/things': {
        post: {
          operationId: 'doThing',
          requestBody: {
            required: true,
            ...jsonBody({ type: 'string', minLength: 3, maxLength: 2 }),
          },
          responses: { 200: { description: 'Done.' } },
        },
      },
    }),
  );
  const page = textIn(site, 'things/operations/doThing.md');
  expect(page).toContain('The runner cannot test this operation: ');
  expect(page).toContain('no valid request could be made');
  expect(page).not.toContain('npx');
});

test('a large description is not planned, and says how the requests are listed', async () => {
  const path = (index: number) => [
    `/things/${index}`,
    { get: { operationId: `get${index}`, responses: { 204: { description: 'None.' } } } },
  ];
  const many = Object.fromEntries(Array.from({ length: 301 }, (_, index) => path(index)));
  const page = textIn(await siteOf(description(many)), 'things/operations/get0.md');
  expect(page).toContain('`--dry-run` lists them');
  expect(page).not.toContain('generator');
  expect(page).toContain('These checks judge the responses:');
});
