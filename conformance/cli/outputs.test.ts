import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { frozenReport } from '../corpus/report.ts';
import * as reporters from '../report/reporters/index.ts';
import { folderWith } from '../testing.ts';
import { UserError } from '../core/user-error.ts';
import { publish } from './outputs.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is thrown when reports are published. */
function errorOf(outputs: Parameters<typeof publish>[1]): unknown {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    publish(frozenReport, outputs);
  } catch (error) {
    return error;
  }
  return undefined;
}

test('where a reporter throws, all other reports are written, and the error is thrown', () => {
  const bug = new TypeError('a bug');
  vi.spyOn(reporters.text, 'render').mockImplementation(() => {
    throw bug;
  });
  const path = join(folderWith({}), 'report.json');
  expect(errorOf([{ reporter: reporters.json, path }])).toBe(bug);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ verdict: frozenReport.verdict });
});

test('where a file can not be written, all other reports are, and each that is lost is named', () => {
  const folder = folderWith({});
  const path = join(folder, 'report.json');
  const lost = (name: string) => ({
    reporter: reporters.markdown,
    path: join(folder, name, 'report.md'),
  });
  const error = errorOf([lost('a'), { reporter: reporters.json, path }, lost('b')]);
  expect(error).toBeInstanceOf(AggregateError);
  expect((error as AggregateError).errors).toEqual(
    ['a', 'b'].map(
      (name) =>
        new UserError(
          `A report could not be written: ${lost(name).path}: ENOENT: no such file or directory, open '${lost(name).path}'.`,
        ),
    ),
  );
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ verdict: frozenReport.verdict });
});
