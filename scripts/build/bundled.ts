import { rolldown } from 'rolldown';
import { licencesOf } from './licences.ts';

/** One module for browsers of a file and all that it imports, in few characters, with the licences of libraries. */
export async function bundled(file: string): Promise<string> {
  const build = await rolldown({ input: file, platform: 'browser', logLevel: 'warn' });
  const { output } = await build.generate({ format: 'esm', minify: true, comments: false });
  await build.close();
  if (output.length !== 1) throw new Error(`${file} becomes ${output.length} files, not one.`);
  const [{ code, moduleIds }] = output;
  const licences = licencesOf(moduleIds).trim();
  // at the end, where it delays nothing
  return licences === '' ? code : `${code}/*!\n${licences.replaceAll('*/', '* /')}\n*/\n`;
}
