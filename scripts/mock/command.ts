import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Contract } from '../../conformance/model.ts';
import { namedContracts } from '../../conformance/named-contracts.ts';
import { UserError } from '../../conformance/user-error.ts';
import { userPath } from '../../conformance/user-path.ts';
import { printer, textLine } from './log.ts';
import type { Mock } from './server.ts';
import { canVerify } from './sessions.ts';

export type Command = {
  readonly apis: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly verifySignatures: boolean;
  readonly publicKeyFile: string | undefined;
  readonly isQuiet: boolean;
};

/** Starts the mock and says what it serves; a signal ends it. Throws a `UserError` for what the user must put right. */
export async function serve({ apis: names, port, host, verifySignatures, publicKeyFile, isQuiet }: Command): Promise<void> {
  const contracts = namedContracts([...new Set(names)]);
  assertServable(contracts);
  const publicKey = publicKeyFile === undefined ? undefined : readPublicKey(publicKeyFile);
  // Prism takes most of the time to start: a mistake is told without it
  const { startMock } = await import('./server.ts');
  const mock = await startMock({
    contracts,
    port,
    host,
    verifySignatures: verifySignatures || publicKey !== undefined,
    ...(publicKey ? { publicKey } : {}),
    ...(isQuiet ? {} : { log: (entry) => printLine(textLine(entry)) }),
  });
  endOnSignal(mock);
  for (const { api, operations, unsupported, line } of contracts) {
    for (const { method, path, id } of operations) print(`${method} ${mock.urlOf(api)}${path}  ${id}`);
    for (const { source, reason } of unsupported) process.stderr.write(`note: ${source.file}:${line(source)}: ${reason}\n`);
  }
  print(`The mock listens at ${mock.url}/ (Ctrl-C ends it)`);
}

/** Throws a `UserError` where no operation can be served, with the reason why. */
function assertServable(contracts: readonly Contract[]): void {
  if (contracts.some(({ operations }) => operations.length > 0)) return;
  const reasons = contracts.flatMap(({ unsupported, line }) => unsupported.map(({ source, reason }) => `${source.file}:${line(source)}: ${reason}`));
  throw new UserError(`There is nothing to serve: ${reasons[0] ?? 'no operation is described'}${reasons.length > 1 ? `, and ${reasons.length - 1} more` : ''}.`);
}

function readPublicKey(file: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(readFileSync(userPath(file)));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new UserError(`--public-key ${file} can't be read as a public key in PEM form: ${reason}.`);
  }
  if (!canVerify(key)) throw new UserError(`--public-key ${file} holds a key of the kind ${key.asymmetricKeyType}: tokens are signed with RSA or Ed25519 keys.`);
  return key;
}

/** Ctrl-C ends the mock; a second one, while it closes, ends the process at once. npm passes each on, so that two are usual. */
function endOnSignal(mock: Mock): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(0);
    isEnding = true;
    void mock.close().then(() => print('The mock has ended.'));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

const printLine = printer((text) => process.stdout.write(text));

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
