import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { flags } from '../../../conformance/cli/flags.ts';
import { flagTable } from '../../../conformance/core/help.ts';
import { startServer } from '../../../conformance/corpus/server.ts';
import { mixinToken } from '../../../conformance/core/auth/signers/mixin-token.ts';
import { compared } from '../../diff/comparison.ts';
import { asGitName } from '../../diff/git.ts';
import * as reporters from '../../diff/reporters/index.ts';
import { edited, inMemory, petShop } from '../../diff/testing.ts';
import { root } from '../../redocly.ts';
import { commandTable } from './commands.ts';
import { settled, textOf, withBlock, type Page } from './page.ts';

/** The README, whose marked blocks are the real output of commands, and the tables of flags and commands. */
export const readme: Page = {
  path: 'README.md',
  async render() {
    const [runner, report, server] = await Promise.all([conformance([]), finding(), mock()]);
    const blocks = { conformance: runner, finding: report, mock: server, diff: diff() };
    const text = Object.entries(blocks).reduce(
      (page, [name, output]) => withBlock(page, name, `\`\`\`\n${settled(output)}\`\`\``),
      textOf('README.md'),
    );
    return withBlock(withBlock(text, 'flags', flagTable(flags)), 'commands', commandTable());
  },
};

/** What `diff` prints for some changes of a small description. */
function diff(): string {
  const files = {
    old: inMemory(petShop),
    new: inMemory(
      edited((shop) => {
        const { Pet, NewPet } = shop.components.schemas;
        NewPet.properties.kind.enum = ['cat', 'dog'];
        NewPet.properties.name.maxLength = 80;
        Pet.properties.state.enum.push('lost');
        shop.info.version = '1.3.0';
      }),
    ),
  };
  const comparison = compared(files, { all: false, 'any-version': false, 'fail-on': undefined });
  const report = { verdict: 'fail', comparisons: [comparison] } as const;
  return reporters.text
    .render(report, { colors: false })
    .replaceAll(asGitName(files.old), 'old.yaml')
    .replaceAll(asGitName(files.new), 'new.yaml');
}

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
