import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from '../conformance/core/signals.ts';

const program = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));

/** The repository's root, where `redocly.yaml` is. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs one Redocly command at the root of the repository. A failure shows in `code`. */
export function redocly(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const variables = {
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    NO_COLOR: '1',
  };
  const options = {
    cwd: root,
    env: { ...process.env, ...variables },
    maxBuffer: Number.POSITIVE_INFINITY,
  };
  return new Promise((resolve, reject) => {
    // no npx and no shell: a path may contain spaces
    const child = execFile(
      process.execPath,
      [program, ...args],
      options,
      (error, stdout, stderr) => {
        if (typeof error?.code === 'string') reject(error);
        else resolve({ code: error ? (error.code ?? 1) : 0, stdout, stderr });
      },
    );
    endsWithUs(child).stdin?.end();
  });
}
