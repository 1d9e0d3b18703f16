import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { variableOf } from '../core/auth/credentials.ts';
import { readFlags, runCommand } from '../core/command-line.ts';
import { onInterrupt } from '../core/signals.ts';
import { UserError } from '../core/user-error.ts';
import { mutants } from './mutants.ts';
import { startServer, type RunningServer } from './server.ts';
import { stateFaults } from './stateful/faults.ts';
import { statefulServers } from './stateful/servers.ts';

const help = `Serves the conforming implementation of every API on loopback, or a mutant with one fault.

  npm run corpus -- [--mutant ID] [--port N] [--private-key-file FILE]
  npm run corpus -- --stateful flat|nested [--mutant ID] [--port N]

  --mutant ID              serve this mutant
  --stateful NAME          serve the stateful server of this name
  --list                   list the mutants and exit
  --port N                 the port (default: a free one)
  --private-key-file FILE  private key of the Mixin session, as PEM; created if missing
  --help                   show this help

It reads the credentials from the variables that the runner reads: AMITY_API_KEY, NOTIFICATIONS_BEARER_AUTH,
MIXIN_BEARER_UID, MIXIN_BEARER_SID, MIXIN_BEARER_PRIVATE_KEY_FILE. Unset ones get demo values.
`;

const demo = {
  AMITY_API_KEY: 'demo-api-key',
  NOTIFICATIONS_BEARER_AUTH: 'demo-token',
  MIXIN_BEARER_UID: '7d3f6a52-0c1e-4b5d-9a8e-2f4b6c8d0e1f',
  MIXIN_BEARER_SID: '1b9e4c70-5a2d-4f83-8c6b-9d0e2f4a6b8c',
} as const;

/** A variable of the environment, or its demo value. */
const given = (name: keyof typeof demo): string => process.env[name] || demo[name];

async function main(): Promise<number> {
  const { values } = readFlags({
    options: {
      mutant: { type: 'string' },
      port: { type: 'string', default: '0' },
      'private-key-file': { type: 'string' },
      stateful: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) process.stdout.write(help);
  else if (values.list)
    process.stdout.write(
      [
        ...mutants.map(({ id, operation, reason }) => `${id}  (${operation})\n    ${reason}\n`),
        ...stateFaults.map(
          ({ id, server, reason }) => `${id}  (--stateful ${server})\n    ${reason}\n`,
        ),
      ].join(''),
    );
  else if (values.stateful !== undefined)
    await serveStateful(values.stateful, values.mutant, portOf(values.port));
  else
    await serve(
      values.mutant,
      portOf(values.port),
      values['private-key-file'] ?? process.env.MIXIN_BEARER_PRIVATE_KEY_FILE,
    );
  return 0;
}

async function serve(
  mutant: string | undefined,
  port: number,
  keyFile: string | undefined,
): Promise<void> {
  const server = await startServer({
    port,
    ...(mutant === undefined ? {} : { mutant }),
    apiKey: given('AMITY_API_KEY'),
    bearerToken: given('NOTIFICATIONS_BEARER_AUTH'),
    mixinSession: {
      uid: given('MIXIN_BEARER_UID'),
      sid: given('MIXIN_BEARER_SID'),
      publicKey: publicKeyIn(keyFile),
    },
  }).catch(cannotListen(port));
  // prints demo values only: the environment may hold real secrets
  const exports = Object.entries(demo)
    .filter(([name]) => !process.env[name])
    .map(([name, value]) => `export ${name}=${value}`);
  const key =
    keyFile === undefined
      ? '# Mixin: start with --private-key-file FILE to sign requests'
      : `export MIXIN_BEARER_PRIVATE_KEY_FILE=${keyFile}`;
  process.stdout.write(
    [
      ...exports,
      key,
      `${mutant === undefined ? 'A conforming implementation' : `The mutant ${mutant}`} listens at ${server.url}/ (Ctrl-C ends it)`,
      '',
    ].join('\n'),
  );
  endOnInterrupt(server);
}

async function serveStateful(name: string, mutant: string | undefined, port: number) {
  const named = Object.entries(statefulServers).find(([known]) => known === name)?.[1];
  if (named === undefined)
    throw new UserError(
      `There is no stateful server \`${name}\`: there are ${Object.keys(statefulServers).join(' and ')}.`,
    );
  const fault = stateFaults.find(({ id, server }) => id === mutant && server === name);
  if (mutant !== undefined && fault === undefined)
    throw new UserError(`There is no mutant \`${mutant}\` of ${name}. --list shows all.`);
  const server = await named.start({ fault, port }).catch(cannotListen(port));
  const [token, other] = server.tokens;
  process.stdout.write(
    [
      `export ${variableOf(name, 'token')}=${token}`,
      ...(other ? [`# another user has the token ${other}`] : []),
      `# npm run conformance -- ${relative(process.cwd(), named.description)} --name ${name} --target ${server.url}`,
      `${fault?.reason ?? 'It is as described.'} It listens at ${server.url} (Ctrl-C ends it)`,
      '',
    ].join('\n'),
  );
  endOnInterrupt(server);
}

const cannotListen = (port: number) => (error: Error) => {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    throw new UserError(`Port ${port} is in use: choose another one with --port.`);
  throw 'syscall' in error ? new UserError(`The server can't listen: ${error.message}`) : error;
};

function endOnInterrupt({ close }: RunningServer): void {
  const watch = onInterrupt(async () => {
    await close();
    process.stdout.write('The server has ended.\n');
    watch[Symbol.dispose]();
  });
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UserError(`--port must be a number from 0 to 65535, not "${text}".`);
  return Number(text);
}

/** The public key of a private key file, which is created if missing. Without a file, a new key. */
function publicKeyIn(file: string | undefined): KeyObject {
  if (file === undefined) return generateKeyPairSync('ed25519').publicKey;
  if (!existsSync(file)) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    try {
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    } catch (error) {
      throw new UserError(`The private key can't be written: ${(error as Error).message}.`);
    }
    return publicKey;
  }
  try {
    return createPublicKey(createPrivateKey(readFileSync(file)));
  } catch {
    // the error of the library may quote the key
    throw new UserError(`${file} is no private key in PEM form.`);
  }
}

await runCommand(main);
