import { rolldown } from 'rolldown';

/** One module for browsers of a file and all that it imports, in few characters. */
export async function bundled(file: string): Promise<string> {
  const build = await rolldown({ input: file, platform: 'browser', logLevel: 'warn' });
  const { output } = await build.generate({ format: 'esm', minify: true, comments: false });
  await build.close();
  if (output.length !== 1) throw new Error(`${file} becomes ${output.length} files, not one.`);
  return output[0].code;
}
