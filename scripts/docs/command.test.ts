import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { command } from './command.ts';
import { indexPage } from './index-page.ts';

const apis = { things: 'scripts/lint/fixtures/conforming/openapi.yaml' };
let folder: string;
let stderr: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'docs ')), 'site');
  stderr = '';
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(join(folder, '..'), { recursive: true });
});

test('makes a page for each API and an index, in place of what was there', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'old.html'), '');
  expect(await command([], apis, folder)).toBe(0);
  expect(readdirSync(folder)).toEqual(['index.html', 'things.html']);
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(index).toContain('<a href="things.html">Things</a>');
  expect(index).toContain('The smallest description that gives every rule something to look at.');
  expect(index).toContain('Version 1.0.0');
});

test('a page carries its script with it, has telemetry switched off, and asks no CDN for a logo', async () => {
  await command([], apis, folder);
  const page = readFileSync(join(folder, 'things.html'), 'utf8');
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('"disableTelemetry":true');
  expect(page).not.toMatch(/<(script|link|img)[^>]*(src|href)="http/);
  expect(page).not.toContain('cdn.redoc.ly');
});

test('a broken description stops everything, and the reason is given', async () => {
  expect(await command([], { broken: 'scripts/generate/fixtures/broken.yaml' }, folder)).toBe(2);
  expect(stderr).toContain('scripts/generate/fixtures/broken.yaml');
  expect(() => readdirSync(folder)).toThrow();
});

test('what a description says cannot become markup of the index', () => {
  const page = indexPage([{ href: 'a.html', title: '<b>&"', version: '1', summary: '<script>' }]);
  expect(page).toContain('&lt;b&gt;&amp;&quot;');
  expect(page).not.toContain('<script');
});
