import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { flags } from '../../../conformance/cli/flags.ts';
import { flagTable } from '../../../conformance/core/help.ts';
import { startServer } from '../../../conformance/corpus/server.ts';
import { mixinToken } from '../../../conformance/core/auth/signers/mixin-token.ts';
import { root } from '../../redocly.ts';
import { commandTable } from './commands.ts';
import { settled, textOf, withBlock, type Page } from './page.ts';

/** The README, whose marked blocks are the real output of commands, and the tables of flags and commands. */
export const readme: Page = {
  path: 'README.md',
  async render() {
    const [runner, report, server] = await Promise.all([conformance([]), finding(), mock()]);
    const text = Object.entries({ conformance: runner, finding: report, mock: server }).reduce(
      (page, [name, output]) => withBlock(page, name, `\`\`\`\n${settled(output)}\`\`\``),
      textOf('README.md'),
    );
    return withBlock(withBlock(text, 'flags', flagTable(flags)), 'commands', commandTable());
  },
};

const run = promisify(execFile);

/** What the runner prints, also where it ends with findings. */
async function conformance(args: readonly string[], environment = {}): Promise<string> {
  const command = [join(root, 'scripts/contracts.ts'), 'check', ...args];
  const options = { cwd: root, env: { PATH: process.env.PATH, ...environment } };
  const ended = run(process.execPath, command, options);
  const { stdout } = await ended.catch((error: { code?: unknown; stdout: string }) => {
    if (error.code !== 1) throw error;
    return error;
  });
  return stdout;
}

/** The report on a mutant, as the README tells the reader to produce it. */
async function finding(): Promise<string> {
  const { publicKey, id } = mixinToken.ephemeral();
  await using server = await startServer({
    apiKey: 'k',
    bearerToken: 'demo-token',
    mixinSession: { uid: 'u', sid: id, publicKey },
    mutant: 'does-without-a-fingerprint',
  });
  const report = await conformance(['notifications', '--target', server.url], {
    NOTIFICATIONS_BEARER_AUTH: 'demo-token',
  });
  return report.replaceAll(server.url, 'http://127.0.0.1:4020');
}

/** What the mock prints when it starts. */
async function mock(): Promise<string> {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/contracts.ts'), 'mock', '--port', '0'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('The mock listens')) break;
  }
  child.kill();
  await once(child, 'close');
  return `${lines.join('\n')}\n`;
}
