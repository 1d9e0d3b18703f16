import { apis as index } from '../../../spec/apis.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { namedContracts } from '../../../conformance/core/contract/named-contracts.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { jsonLine, printer, textLine, type Entry, type LogFormat } from './log.ts';
import { readPublicKey } from './public-key.ts';
import { readScenario } from './scenario-file.ts';
import { startMock, type Mock, type MockOptions } from '../server.ts';
import { certificateFor, type Certificate } from './certificate.ts';
import { watchDescriptions } from './watch.ts';

export type Command = {
  readonly apis: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly isSecure: boolean;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly origins: readonly string[] | undefined;
  readonly dynamic: boolean;
  readonly seed: number;
  readonly stateful: boolean;
  readonly scenarioFile: string | undefined;
  readonly verifySignatures: boolean;
  readonly publicKeyFile: string | undefined;
  /** By default `true` on a terminal. */
  readonly watch: boolean | undefined;
  readonly log: LogFormat;
};

/**
 * Starts the mock and prints what it serves; a signal ends it. Throws a `UserError` for a mistake
 * of the user.
 */
export async function serve(command: Command): Promise<void> {
  const contracts = servable(command);
  const mock = await startMock(optionsOf(command, contracts, await certificateFor(command)));
  if (command.watch ?? process.stdout.isTTY)
    watchDescriptions(contracts, mock.reload, print, complain);
  endOnSignal(mock.close);
  announce(contracts, mock);
}

/**
 * The named descriptions. Throws a `UserError` with the reason if none of their operations can be
 * served.
 */
function servable({ apis }: Command): readonly Contract[] {
  const contracts = namedContracts(index, [...new Set(apis)]);
  if (contracts.some(({ operations }) => operations.length > 0)) return contracts;
  const reasons = contracts.flatMap(({ unsupported, line }) =>
    unsupported.map(({ source, reason }) => `${source.file}:${line(source)}: ${reason}`),
  );
  throw new UserError(
    `There is nothing to serve: ${reasons[0] ?? 'no operation is described'}${reasons.length > 1 ? `, and ${reasons.length - 1} more` : ''}.`,
  );
}

/** The options of the mock. Throws a `UserError` for a file that can't be used. */
function optionsOf(
  command: Command,
  contracts: readonly Contract[],
  tls: Certificate | undefined,
): MockOptions {
  const {
    port,
    host,
    dynamic,
    seed,
    stateful,
    origins,
    scenarioFile,
    publicKeyFile,
    verifySignatures,
    log,
  } = command;
  const publicKey = publicKeyFile === undefined ? undefined : readPublicKey(publicKeyFile);
  return {
    contracts,
    port,
    host,
    dynamic,
    seed,
    stateful,
    verifySignatures: verifySignatures || publicKey !== undefined,
    ...(publicKey ? { publicKey } : {}),
    ...(origins ? { origins } : {}),
    ...(scenarioFile === undefined ? {} : { scenario: readScenario(scenarioFile, contracts) }),
    ...(tls ? { tls } : {}),
    ...(log === 'off' ? {} : { log: logger(log) }),
  };
}

/** Prints the served operations and the unsupported ones. */
function announce(
  contracts: readonly Contract[],
  { url, urlOf }: Pick<Mock, 'url' | 'urlOf'>,
): void {
  for (const { api, operations, unsupported, line } of contracts) {
    for (const { method, path, id } of operations) print(`${method} ${urlOf(api)}${path}  ${id}`);
    for (const { source, reason } of unsupported)
      complain(`note: ${source.file}:${line(source)}: ${reason}`);
  }
  print(`The mock listens at ${url}/ (Ctrl-C ends it)`);
}

/**
 * Ctrl-C ends the mock; a second one ends the process at once. npm forwards each, so that two are
 * usual.
 */
function endOnSignal(close: () => Promise<void>): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(0);
    isEnding = true;
    void close().then(() => {
      print('The mock has ended.');
      process.exit(0);
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function logger(format: LogFormat): (entry: Entry) => void {
  const printLine = printer((text) => process.stdout.write(text));
  return (entry) => printLine(format === 'json' ? jsonLine(entry, new Date()) : textLine(entry));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
