import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from '../conformance/core/signals.ts';

const program = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
const hook = new URL(`./redocly-hook${extname(import.meta.filename)}`, import.meta.url).href;

/** The repository's root, where `redocly.yaml` is. */
export const root = fileURLToPath(new URL('..', import.meta.url));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/**
 * Runs one Redocly command in a folder. A failure shows in `code`.
 * @param fetched a JSON file of URLs and their texts, in place of the network
 */
export function redoclyIn(folder: string, args: readonly string[], fetched = ''): Promise<Ended> {
  const variables = {
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    NO_COLOR: '1',
    CONTRACTS_FETCHED: fetched,
  };
  const options = {
    cwd: folder,
    env: { ...process.env, ...variables },
    maxBuffer: Number.POSITIVE_INFINITY,
  };
  return new Promise((resolve, reject) => {
    // no npx and no shell: a path may contain spaces
    const child = execFile(
      process.execPath,
      ['--import', hook, program, ...args],
      options,
      (error, stdout, stderr) => {
        if (typeof error?.code === 'string') reject(error);
        else resolve({ code: error ? (error.code ?? 1) : 0, stdout, stderr });
      },
    );
    endsWithUs(child).stdin?.end();
  });
}
