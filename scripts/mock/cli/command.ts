import { complain, print } from '../../../conformance/core/print.ts';
import { apis as index } from '../../../spec/apis.ts';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import { tellBrokenExamples } from '../../../conformance/core/contract/broken-examples.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import {
  findApis,
  loadContracts,
  withOverlays,
} from '../../../conformance/core/contract/named-contracts.ts';
import { onInterrupt } from '../../../conformance/core/signals.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { tellUnmadeBodies } from '../respond/unmade-bodies.ts';
import { startMock, type Mock, type MockOptions } from '../server.ts';
import { certificateFor } from './certificate.ts';
import { readPublicKey, readScenario, readSeeds } from './flag-files.ts';
import type { Command } from './flags.ts';
import { jsonLine, printer, textLine } from './log.ts';
import { watchDescriptions } from './watch.ts';

type Options = MockOptions & { readonly contracts: readonly Contract[] };

/** Starts the mock and prints what it serves; a signal ends it. Throws as `mockOptions` does. */
export async function serve(command: Command): Promise<void> {
  const options = await mockOptions(command);
  const mock = await startMock(options);
  const watch = onInterrupt(async () => {
    await mock.close();
    print('The mock has ended.');
    process.exit(0);
  });
  if (command.watch ?? process.stdout.isTTY)
    watchDescriptions(options.contracts, {
      reload: mock.reload,
      report: print,
      complain: (line) => complain(line),
      reading: watch.pausedFor,
    });
  await tellPasses(options);
  announce(options.contracts, mock);
  await complainOfExamples(options.contracts);
  if (!options.stateful) return;
  const { tellUnknown } = await import('../things/notes.ts');
  const tell = (problem: string) => complain(`note: ${problem}`);
  await tellUnknown(options.contracts, command.seed, { tell, limit });
}

/** Reads the files of a command. Throws a `UserError` for a file or name that can't be used. */
export async function mockOptions(command: Command): Promise<Options> {
  const { port, host, lenient, strict, dynamic, seed, stateful, scenario, log } = command;
  const contracts = await servable(command);
  const { 'public-key': keyFile, 'seed-data': seeds } = command;
  return {
    contracts,
    port,
    host,
    lenient,
    strict,
    dynamic,
    seed,
    stateful,
    stateFile: command.state,
    complain: (problem) => complain(`note: ${problem}`),
    strictExamples: command['strict-examples'],
    verifySignatures: command['verify-signatures'] || keyFile !== undefined,
    publicKey: keyFile === undefined ? undefined : readPublicKey(keyFile),
    origins: command.origin.length > 0 ? command.origin : undefined,
    seedData: seeds === undefined ? undefined : await readSeeds(seeds, contracts),
    scenario: scenario === undefined ? undefined : readScenario(scenario, contracts),
    passThrough: await passThroughOf(command),
    tls: await certificateFor(command),
    log: log === 'off' ? undefined : logger(log),
  };
}

/** The real servers, and the checks that judge them: loaded only for a mock that has some. */
async function passThroughOf(command: Command): Promise<MockOptions['passThrough']> {
  const { 'pass-through': urls, 'pass-through-operations': operations } = command;
  if (urls.length === 0) return undefined;
  const { readPassThrough } = await import('./pass-through.ts');
  return readPassThrough(urls, operations);
}

/** Prints what goes to real servers. */
async function tellPasses({ passThrough, contracts }: Options): Promise<void> {
  if (!passThrough) return;
  const { passedWhere } = await import('./pass-through.ts');
  const { lines, notes } = passedWhere(passThrough, contracts);
  lines.forEach(print);
  for (const note of notes) complain(`note: ${note}`);
}

/** Loads the named descriptions. Throws a `UserError` if none of their operations is supported. */
async function servable({ apis, header, overlay }: Command): Promise<readonly Contract[]> {
  const named = await findApis(index, [...new Set(apis)], header);
  const contracts = loadContracts(withOverlays(named, overlay));
  if (contracts.some((contract) => mockedOperations(contract).length > 0)) return contracts;
  const [reason = 'no operation is described', ...others] = contracts.flatMap(unsupportedIn);
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  throw new UserError(`There is nothing to serve: ${reason}${more}.`);
}

const unsupportedIn = ({ unsupported, at }: Contract): string[] => remarks(unsupported, at);

const remarks = (of: Contract['notes'], at: Contract['at']): string[] =>
  of.map(({ source, reason }) => `${at(source)}: ${reason.replace(/\.$/, '')}`);

/** Prints the served operations and the unsupported ones. */
function announce(contracts: readonly Contract[], { url, urlOf }: Mock): void {
  for (const contract of contracts) {
    for (const { api, method, path, id } of mockedOperations(contract))
      print(`${method} ${urlOf(api)}${path}  ${id}`);
    const { notes, at } = contract;
    for (const reason of [...unsupportedIn(contract), ...remarks(notes, at)])
      complain(`note: ${reason}`);
  }
  print(`The mock listens at ${url}/ (Ctrl-C ends it)`);
}

/** How long examples are looked at, in milliseconds. */
const limit = 3000;

/** Tells the examples that break their schema, then the answers without a valid body, between the requests. */
async function complainOfExamples(contracts: readonly Contract[]): Promise<void> {
  const tell = (problem: string) => complain(`note: ${problem}`);
  if (!(await tellBrokenExamples(contracts, mockedOperations, { tell, limit })))
    tell(
      'there are too many examples to look at all of them now; X-Contract-Example tells a broken one when it is asked for',
    );
  await tellUnmadeBodies(contracts, { tell, limit });
}

function logger(format: 'text' | 'json'): MockOptions['log'] {
  const printLine = printer((text) => process.stdout.write(text));
  return (entry) => printLine(format === 'json' ? jsonLine(entry, new Date()) : textLine(entry));
}
