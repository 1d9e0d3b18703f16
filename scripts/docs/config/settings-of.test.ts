import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, folderWith } from '../../../conformance/testing.ts';
import { defaultSettings } from '../settings.ts';
import { settingsOf } from './settings-of.ts';

const known = { languages: ['de', 'en'], words: ['search'] };
const folder = folderWith({
  'docs.yaml':
    "title: Ours\nlanguage: de\nurl: https://a.example.com\nevidence: false\nversions: [HEAD]\nservers: ['https://b.example.com']\n",
});
const config = join(folder, 'docs.yaml');

test('without a configuration and flags, the defaults hold', () =>
  expect(settingsOf({}, known)).toEqual(defaultSettings));

test('a flag wins over the configuration, which wins over the defaults', () => {
  expect(settingsOf({ config }, known)).toEqual({
    ...{ title: 'Ours', language: 'de', words: {}, theme: {}, hasEvidence: false },
    url: 'https://a.example.com',
    servers: ['https://b.example.com'],
    versions: [{ name: 'HEAD', from: 'HEAD' }],
  });
  const flags = {
    ...{ config, title: 'Theirs', language: 'en', url: 'https://c.example.com/x/', evidence: true },
    ...{ server: ['https://d.example.com'], since: ['v1', config], report: 'report.json' },
  };
  expect(settingsOf(flags, known)).toEqual({
    ...{ title: 'Theirs', language: 'en', words: {}, theme: {}, hasEvidence: true },
    url: 'https://c.example.com/x',
    report: 'report.json',
    servers: ['https://d.example.com'],
    versions: [
      { name: 'v1', from: 'v1' },
      { name: config, from: config },
    ],
  });
});

const mistakes: readonly [Parameters<typeof settingsOf>[0], string][] = [
  [{ language: 'dee' }, '--language dee: the site has no words in it. There are de, en.'],
  [{ title: ' ' }, '--title is a text'],
  [{ url: 'docs' }, '--url "docs" is not an http or https URL'],
  [{ server: ['x'] }, '--server "x" is not an http or https URL'],
  [{ config: join(folder, 'none.yaml') }, 'none.yaml: there is no such file.'],
];
test.each(mistakes)('%j is refused', (flags, says) =>
  expect(complaintOf(() => settingsOf(flags, known), folder)).toContain(says),
);
