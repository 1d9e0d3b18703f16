import { expect, test } from 'vitest';
import { description } from '../../../conformance/testing.ts';
import { ownSite, siteOf, textIn } from '../testing.ts';

test.each(['mixin', 'amity', 'notifications'])(
  '%s has its reading notes, and each source an anchor',
  async (api) => {
    const site = await ownSite();
    const page = textIn(site, `${api}/notes.html`);
    expect(page).toContain('<h1>Reading notes</h1>');
    expect(page).not.toContain(': reading notes');
    expect(page).toMatch(new RegExp(`<tr id="source-${api}-`));
    expect(textIn(site, `${api}/notes.md`)).toMatch(/^# Reading notes\n/);
  },
);

const paths = {
  '/things': { get: { operationId: 'listThings', responses: { 200: { description: 'All.' } } } },
};
const files = {
  'README.md': `# Things: notes

Read [the description](openapi.yaml), [the guide](guides/first.md "A guide"), [the code](../src/thing.ts),
[below](#the-sources--menu), [nowhere](#nowhere), [another site](https://example.com/a_(b)) and \`[code](x.md)\`.

## The sources & menu

| name | page |
|---|---|
| \`one\` | The first \\| page <script>alert(1)</script> [here](here.md) |
| two | The second |

## Menu

\`\`\`
## no heading [x](../y.md)
\`\`\`

Menu
----

> ## A heading inside
`,
  'guides/first.md': '# First\n\nBack to [the notes](../README.md#menu).\n\n## Step\n\n### Part\n',
  'guides/authentication.md': '# Signing\n\nAs [here](first.md).\n',
};

test('links lead to what the site has, and all others are text', async () => {
  const site = await siteOf(description(paths), files);
  const page = textIn(site, 'things/notes.html');
  expect(page).toContain('<a href="things.yaml">the description</a>');
  expect(page).toContain('<a href="guides/first.html">the guide</a>');
  expect(page).toContain('<a href="#the-sources--menu">below</a>');
  expect(page).toContain('the code,');
  expect(page).not.toMatch(/href="[^"]*(?:src|here\.md|nowhere)/);
  expect(page).toContain('<code>[code](x.md)</code>');
  expect(textIn(site, 'things/notes.md')).toContain('[the guide](<guides/first.md>), the code,');
  expect(textIn(site, 'things/guides/first.html')).toContain(
    '<a href="../notes.html">the notes</a>',
  );
  expect(textIn(site, 'things/guides/first.md')).toContain('[the notes](<../notes.md>)');
});

test('headings and sources have anchors of their own, whatever they are called', async () => {
  const page = textIn(await siteOf(description(paths), files), 'things/notes.html');
  expect([...page.matchAll(/<h[23] id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
    'the-sources--menu',
    'menu',
    'menu-2',
  ]);
  expect(page).toContain('<tr id="source-one">');
  expect(page).toContain('<code class="language-text">## no heading [x](../y.md)');
  expect(page).not.toContain('<script>alert');
});

test('a guide has a page of its own, in the menu and under its title', async () => {
  const site = await siteOf(description(paths), files);
  const page = textIn(site, 'things/guides/first.html');
  expect(page).toContain('<h1>First</h1>');
  expect(page).toContain('<h2 id="step">');
  expect(page).toContain('<h3 id="part">');
  expect(textIn(site, 'things/index.html')).toContain('<a href="guides/first.html">First</a>');
  expect(site.has('things/guides/authentication.html')).toBe(false);
});

test('without a file beside the description there is no page, and no entry of the menu', async () => {
  const site = await siteOf(description(paths));
  expect(site.has('things/notes.html')).toBe(false);
  expect(textIn(site, 'things/index.html')).not.toContain('Reading notes');
});
