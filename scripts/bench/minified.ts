import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/** What a page carries of the modules that it imports: the code that Vite makes for production. */
export async function minified(page: string): Promise<string> {
  // below the repository, because its modules and packages are found from there
  const entry = join(root, 'node_modules', `.page-${randomUUID()}.ts`);
  await writeFile(entry, page.replaceAll("from './", `from '${root}/`));
  try {
    const built = await build({
      ...{ root, configFile: false, logLevel: 'silent' },
      build: { write: false, minify: true, rolldownOptions: { input: entry } },
    });
    const { output } = built as Rolldown.RolldownOutput;
    return output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
  } finally {
    await rm(entry);
  }
}

/** The size of a text in bytes: as it is, and compressed as servers do. */
export const sizesOf = (text: string) => ({
  plain: Buffer.byteLength(text),
  gzip: gzipSync(text, { level: 9 }).length,
  brotli: brotliCompressSync(text).length,
});
