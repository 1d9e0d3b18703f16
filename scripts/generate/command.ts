import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFromOutside, readFlags } from '../../conformance/core/command-line.ts';
import { drift, strangers } from './drift.ts';
import { files } from './files.ts';

const help = `Usage: npm run generate [-- --check]

Writes everything that is generated: generated/ from the descriptions in spec/ (for each API one bundled document and its
TypeScript types), the reference pages of checks and generators, and the marked blocks of README.md.

  --check  writes nothing; names the files that are out of date

Exit codes: 0 done, or nothing is out of date; 1 something is out of date; 2 a description is broken.
`;

/**
 * Brings a folder in line with the descriptions of these APIs, or says where it is not, and ends
 * with an exit code.
 */
export async function command(
  args: readonly string[],
  apis: { readonly [name: string]: string },
  folder: string,
): Promise<0 | 1 | 2> {
  try {
    const { values } = readFlags({
      args: [...args],
      options: { check: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const made = await files(apis);
    return values.check ? await check(folder, made) : await write(folder, made);
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    process.stderr.write(`Nothing was generated. ${error.message}\n`);
    return 2;
  }
}

async function check(folder: string, made: ReadonlyMap<string, string>): Promise<0 | 1> {
  const differences = await drift(folder, made);
  if (differences.length === 0) {
    process.stdout.write('generated/ is what the descriptions make.\n');
    return 0;
  }
  for (const difference of differences) process.stdout.write(`generated/${difference}\n`);
  process.stdout.write('Run `npm run generate` and commit the result.\n');
  return 1;
}

async function write(folder: string, made: ReadonlyMap<string, string>): Promise<0> {
  await mkdir(folder, { recursive: true });
  for (const name of strangers(await readdir(folder), made)) {
    await rm(join(folder, name), { recursive: true });
    process.stdout.write(`removed generated/${name}\n`);
  }
  for (const [name, text] of made) {
    await writeFile(join(folder, name), text);
    process.stdout.write(`wrote generated/${name}\n`);
  }
  return 0;
}
