import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));

/** The repository's root, where `redocly.yaml` is. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** How a run of Redocly ended, and what it wrote. */
export type RedoclyRun = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
};

/**
 * Runs one Redocly command at the root of the repository; a run that fails is an answer, not an
 * exception.
 */
export function redocly(...args: readonly string[]): Promise<RedoclyRun> {
  return new Promise((resolve, reject) => {
    // not through npx or a shell: paths may contain spaces, and Windows has neither `redocly` nor
    // `sh`
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: {
        ...process.env,
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
