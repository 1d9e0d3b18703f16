import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, folderWith } from '../../../conformance/testing.ts';
import { readConfig } from './read-config.ts';

const known = { languages: ['de', 'en'], words: ['search', 'menu'] };
const folder = folderWith({ 'brand/logo.svg': '<svg/>', 'own.css': '', 'old/openapi.yaml': '' });

function read(text: string) {
  const file = join(folderWith({ 'docs.yaml': text }), 'docs.yaml');
  return readConfig(file, known);
}

test('everything can be said, and paths are relative to the file', () => {
  const file = join(
    folderWith({
      'site/docs.yaml': `title: Our API
language: de-AT
words: { search: Finden }
theme:
  accent: '#0a6'
  ground: { light: white, dark: rgb(0 0 0 / 90%) }
logo: ../brand/logo.svg
css: own.css
url: https://docs.example.com/reference/
evidence: false
servers: ['https://sandbox.example.com/v1/']
versions:
  - https://example.com/openapi.yaml
  - { name: 'First', from: old }
`,
      'site/own.css': '',
      'site/old/openapi.yaml': '',
      'brand/logo.svg': '<svg/>',
    }),
    'site/docs.yaml',
  );
  const site = join(file, '..');
  expect(readConfig(file, known)).toEqual({
    title: 'Our API',
    language: 'de-AT',
    words: { search: 'Finden' },
    theme: { accent: '#0a6', ground: { light: 'white', dark: 'rgb(0 0 0 / 90%)' } },
    logo: join(site, '..', 'brand', 'logo.svg'),
    css: join(site, 'own.css'),
    url: 'https://docs.example.com/reference',
    hasEvidence: false,
    servers: ['https://sandbox.example.com/v1'],
    versions: [
      { name: 'https://example.com/openapi.yaml', from: 'https://example.com/openapi.yaml' },
      { name: 'First', from: join(site, 'old') },
    ],
  });
});

test('a file without anything in it decides nothing', () => {
  expect(read('')).toEqual({});
  expect(read('words:\ntheme:\nservers:\nversions:\n')).toEqual({});
});

test('a language without words here is one whose words are given', () => {
  expect(read('language: fr\nwords: { search: Chercher }')).toMatchObject({ language: 'fr' });
});

test('a git ref is a version', () => {
  expect(read('versions: [HEAD]')).toEqual({ versions: [{ name: 'HEAD', from: 'HEAD' }] });
});

const mistakes: { why: string; text: string; says: string }[] = [
  {
    why: 'a key that there is not',
    text: 'title: Ours\nlanguge: de\n',
    says: 'docs.yaml:2: there is no "languge" here: did you mean "language"? It may hold',
  },
  { why: 'no map', text: '- title', says: 'docs.yaml:1: ' },
  { why: 'no YAML', text: 'title: [', says: 'docs.yaml:1: this is not YAML' },
  {
    why: 'an empty title',
    text: 'title: ""',
    says: 'docs.yaml:1: "title" must be a text of one line.',
  },
  { why: 'a number as a title', text: '\ntitle: 7', says: 'docs.yaml:2: "title" must be a text' },
  {
    why: 'a language that there is not',
    text: 'language: ed',
    says: 'docs.yaml:1: the site has no words in "ed". There are de, en',
  },
  {
    why: 'what is no code of a language',
    text: 'language: German',
    says: 'docs.yaml:1: "language" must be the code of a language, such as en or de-AT.',
  },
  {
    why: 'a word that there is not',
    text: 'words:\n  serch: Finden',
    says: 'docs.yaml:2: there is no word "serch": did you mean "search"?',
  },
  {
    why: 'a colour that would end its rule',
    text: "theme:\n  accent: 'red;} body { display: none'",
    says: 'docs.yaml:2: "accent" must be a colour in CSS',
  },
  {
    why: 'a colour without quotes',
    text: 'theme:\n  accent: #0a6',
    says: 'docs.yaml:2: "accent" must be a colour in CSS, such as \'#0a6\'; in quotes',
  },
  {
    why: 'the name of a colour',
    text: 'theme:\n  Accent: red',
    says: 'docs.yaml:2: "Accent" is not the name of a colour: small letters and hyphens.',
  },
  {
    why: 'a colour for the light only',
    text: 'theme:\n  accent: { light: red }',
    says: 'docs.yaml:2: "dark" is missing here',
  },
  {
    why: 'a logo that is not there',
    text: 'title: Ours\nlogo: brand/logo.svg',
    says: 'docs.yaml:2: there is no file brand/logo.svg.',
  },
  { why: 'a style sheet that is a folder', text: 'css: .', says: 'docs.yaml:1: ' },
  {
    why: 'a report that is not there',
    text: 'report: r.json',
    says: 'docs.yaml:1: there is no file',
  },
  {
    why: 'a favicon that is not there',
    text: 'favicon: f.ico',
    says: 'docs.yaml:1: there is no file',
  },
  {
    why: 'a URL that is none',
    text: 'url: docs.example.com',
    says: 'docs.yaml:1: the URL "docs.example.com" is not an http or https URL',
  },
  {
    why: 'a server with a password',
    text: 'servers:\n  - https://a.example.com\n  - https://me:secret@a.example.com',
    says: 'docs.yaml:3: the URL holds a user name or a password: leave them out',
  },
  {
    why: 'evidence that is no switch',
    text: 'evidence: off',
    says: 'docs.yaml:1: "evidence" must be true or false.',
  },
  {
    why: 'a version that is nowhere',
    text: 'versions:\n  - no-such-ref',
    says: 'docs.yaml:2: "no-such-ref" is neither a git ref that is here nor a file or folder',
  },
  {
    why: 'the name of a version that is a number',
    text: 'versions:\n  - { name: 1.0, from: HEAD }',
    says: 'docs.yaml:2: "name" must be a text: a number stands in quotes.',
  },
  {
    why: 'a version without a place',
    text: "versions:\n  - { name: '1.0' }",
    says: 'docs.yaml:2: "from" is missing here',
  },
];
for (const { why, text, says } of mistakes)
  test(`a mistake is told with its line: ${why}`, () => {
    const own = folderWith({ 'docs.yaml': text });
    expect(complaintOf(() => readConfig(join(own, 'docs.yaml'), known), own)).toContain(says);
  });

test('no secret of a URL is shown', () => {
  const own = folderWith({ 'docs.yaml': 'url: ftp://me:secret@a.example.com' });
  expect(complaintOf(() => readConfig(join(own, 'docs.yaml'), known), own)).not.toContain('secret');
});

test('a file that is not there is named', () => {
  expect(complaintOf(() => readConfig(join(folder, 'none.yaml'), known), folder)).toBe(
    'none.yaml: there is no such file.',
  );
});
