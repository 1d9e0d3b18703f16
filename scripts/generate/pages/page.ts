import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../redocly.ts';

/** A page in Markdown that is generated, wholly or in part. */
export type Page = {
  /** From the repository's root. */
  readonly path: string;
  readonly render: () => Promise<string>;
};

/** A file of the repository. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * What the docstring of an exported object says: its sentences, and the clauses that `@see` names.
 */
export function docstringOf(path: string, name: string): { why: string; clauses: string[] } {
  const declaration = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*export const ${name}\\b`);
  const [, comment = ''] = declaration.exec(textOf(path)) ?? [];
  const text = comment.replaceAll(/^\s*\* ?/gm, '').trim();
  const clauses = [...text.matchAll(/@see (\S+)/g)].map(([, clause]) => clause!);
  const why = text
    .replaceAll(/@see \S+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { why, clauses };
}

/**
 * Replaces everything that differs from run to run: ports, times, durations and random identifiers.
 */
export const settled = (text: string): string =>
  text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '2026-01-01T00:00:00.000Z')
    .replaceAll(
      /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      '00000000-0000-4000-8000-000000000000',
    )
    .replaceAll(/"[0-9a-f]{24}"/g, '"000000000000000000000000"')
    .replaceAll(/"identity_number":"\d+"/g, '"identity_number":"1000000"')
    .replaceAll(/\(\d+\.\d s\)/g, '(… s)')
    .replaceAll(/\d+(?:\.\d+)? (ms|s)\b/g, '… $1');
