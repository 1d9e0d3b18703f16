import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changed, frozenReport, passingReport } from '../../../conformance/corpus/report.ts';
import { described, startByHand } from '../../../conformance/corpus/subjects.ts';
import { nameApis } from '../../../conformance/core/contract/named-contracts.ts';
import type { Report } from '../../../conformance/report/report.ts';
import { run } from '../../../conformance/run/run.ts';
import { description, folderWith, jsonBody } from '../../../conformance/testing.ts';
import { apis } from '../../../spec/apis.ts';
import { defaultSettings } from '../settings.ts';
import { buildSite } from '../site.ts';
import { brokenLinks, textIn } from '../testing.ts';

let stderr: string;
beforeEach(() => {
  stderr = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const operation = (operationId: string, more: object = {}) => ({
  operationId,
  responses: { 200: { description: 'Done.' } },
  ...more,
});
const things = description({
  '/things': {
    get: operation('listThings'),
    post: operation('makeThing', {
      requestBody: jsonBody({
        type: 'object',
        properties: { name: { type: 'string', maxLength: 3 } },
      }),
    }),
  },
  '/things/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    get: operation('askThing'),
    delete: operation('dropThing'),
    put: operation('newThing'),
  },
});

async function siteWith(report: Report | undefined, text = things) {
  const folder = folderWith({ 'openapi.yaml': text });
  const api = { api: 'things', file: join(folder, 'openapi.yaml'), typed: folder };
  const site = await buildSite({
    ...{ apis: [api], settings: defaultSettings },
    ...(report && { report }),
  });
  expect(brokenLinks(site)).toEqual([]);
  return (path: string) => textIn(site, path);
}

const known = (report: Report): Report =>
  changed(report, { operations: report.operations.filter(({ api }) => api === 'things') });

test.each([
  ['listThings', 'conforms'],
  ['makeThing', 'does not conform'],
  ['dropThing', 'not judged'],
  ['askThing', 'not judged'],
  ['newThing', 'not run'],
])('%s: %s', async (id, word) => {
  const at = await siteWith(known(frozenReport));
  expect(at(`things/operations/${id}.md`)).toContain(`## Last run (${word})`);
  expect(at('things/checks.md')).toMatch(new RegExp(`\\[\`${id}\`\\].*\\| \\(${word}\\) \\|`));
});

test('a finding has all that one needs to set to work', async () => {
  const at = await siteWith(known(frozenReport));
  const page = at('things/operations/makeThing.md');
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.includes('must have at most 3 characters'));
  const finding = lines.slice(start, start + 24).join('\n');
  for (const fact of [
    '(error) A request that breaks a rule of the contract was accepted',
    'The member `name` of the request body is not validated',
    'openapi.yaml:31',
    'a refusal with 422',
    '`201 {"id":"1","name":"abcd"}`',
    'documented (make-thing)',
    'curl -i -X POST',
    '$THINGS_BEARER',
    '[`invalid-refused`](<../checks.md#check-invalid-refused>)',
    '[on this site](<#request-body.name>)',
  ])
    expect(finding).toContain(fact);
});

test('a known finding fails nothing, and says until when', async () => {
  const at = await siteWith(known(frozenReport));
  const page = at('things/operations/makeThing.md');
  expect(page).toContain(
    'It counts as known until 2026-12-31: the teapot is replaced in release 12',
  );
  expect(page.indexOf('(error)')).toBeLessThan(page.indexOf('(known)'));
});

test('what a server answered can not be markup', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const [first, ...others] = frozenReport.findings;
  const findings = [{ ...first!, actual: evil, message: `\`${evil}\``, curl: evil }, ...others];
  const at = await siteWith(known(changed(frozenReport, { findings })));
  const page = at(`things/operations/${first!.operation}.html`);
  expect(page).toContain('onerror');
  expect(page).not.toContain('<img');
});

test('the home and the overview say the verdict of the API, when, and against what', async () => {
  const at = await siteWith(known(frozenReport));
  expect(at('index.html')).toContain('<span class="badge failure">does not conform</span>');
  const overview = at('things/index.md');
  expect(overview).toMatch(/\(does not conform\) On \d{4}-\d\d-\d\d \d\d:\d\d UTC, against http/);
  expect(at('things/checks.md')).toMatch(/The run covered \d+ % of the description: operations/);
  expect(at('things/checks.md')).toContain(
    '[`makeThing`](<operations/makeThing.md>): example `request body two`',
  );
});

test('a report without findings conforms; what it does not name was not run', async () => {
  const at = await siteWith(passingReport);
  expect(at('index.html')).toContain('<span class="badge success">conforms</span>');
  expect(at('things/operations/listThings.md')).toContain('(conforms)');
  expect(at('things/operations/makeThing.md')).toContain(
    'The last run sent no request to this operation.',
  );
  expect(stderr).toBe('');
});

test.each([
  ['askThing', 'no complete answer came within 10 s'],
  ['dropThing', frozenReport.notJudged[0]!.question],
])('%s, which was not judged, says why', async (id, reason) => {
  const at = await siteWith(known(frozenReport));
  expect(at(`things/operations/${id}.md`).replaceAll('\\', '')).toContain(reason);
});

test('an excluded operation says by what', async () => {
  const excluded = [{ operation: 'makeThing', reason: 'excluded by --exclude POST' }];
  const [api] = passingReport.apis;
  const at = await siteWith(changed(passingReport, { apis: [{ ...api!, excluded }] }));
  expect(at('things/operations/makeThing.md')).toContain('excluded by --exclude POST');
});

test('without a report, no page speaks of a run', async () => {
  const at = await siteWith(undefined);
  for (const path of [
    'index.html',
    'things/index.html',
    'things/checks.html',
    'things/operations/makeThing.html',
  ])
    expect(at(path)).not.toContain('Last run');
});

test('a report of other APIs and operations is told once, and breaks nothing', async () => {
  const report = changed(frozenReport, {
    apis: frozenReport.apis.map((api) => ({ ...api })),
  });
  const other = description({ '/things': { get: operation('listAll') } });
  const at = await siteWith(report, other);
  expect(at('things/operations/listAll.md')).toContain('(not run)');
  expect(stderr).toContain(
    'note: the report is also about others, which the site does not have.\n',
  );
  expect(stderr).toContain(
    'note: the report names operations that the descriptions do not have: things listThings, things makeThing',
  );
  const before = stderr;
  await siteWith(report, other);
  expect(stderr).toBe(before);
});

test('a run against a server with a fault leads from the finding to the parameter', async () => {
  const server = await startByHand('does-without-a-fingerprint');
  const one = described.find(({ api }) => api === 'notifications')!;
  try {
    const report = await run(
      [
        {
          contract: one.contract(),
          target: server.url,
          credentials: one.credentials,
          values: new Map(),
        },
      ],
      { timeout: 60_000, operations: [] },
    );
    const site = await buildSite({ apis: nameApis(apis, []), settings: defaultSettings, report });
    expect(brokenLinks(site)).toEqual([]);
    expect(textIn(site, 'notifications/operations/refreshPushToken.html')).toMatch(
      /A request that breaks a rule of the contract was accepted: the header parameter <code>[\s\S]*?<a href="#parameter-header-x-fingerprint-id">/,
    );
    expect(textIn(site, 'mixin/index.md')).toContain('did not include this API');
  } finally {
    await server.close();
  }
});
