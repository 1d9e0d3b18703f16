import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../redocly.ts';
import * as pages from './pages/index.ts';

/**
 * Writes the generated pages, or with `isCheck` only names those that are out of date. Gives the
 * exit code: 1 where one
 * is out of date.
 */
export async function writePages(isCheck: boolean): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  for (const { path, render } of Object.values(pages)) {
    const file = join(root, path);
    const text = await render();
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
    if (isCheck) code = 1;
    else await writeFile(file, text);
    process.stdout.write(isCheck ? `${path} is out of date\n` : `wrote ${path}\n`);
  }
  if (code === 1) process.stdout.write('Run `npm run generate` and commit the result.\n');
  return code;
}
