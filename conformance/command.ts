import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as checks from './checks/index.ts';
import { readConfig, type Config } from './config.ts';
import { alternativeFor, howToGive, readCredentials, schemesOf, signerOf, type Credential, type Credentials } from './exchange/credentials.ts';
import type { Contract, Report } from './model.ts';
import { namedContracts } from './named-contracts.ts';
import { planOperation, type PlanOptions } from './plan.ts';
import * as reporters from './reporters/index.ts';
import type { Reporter } from './reporters/reporter.ts';
import { run, wantedOperations, type Assignment } from './run.ts';
import { UserError } from './user-error.ts';
import { userPath } from './user-path.ts';

export type Command = {
  readonly apis: readonly string[];
  readonly targets: readonly string[];
  readonly config: string | undefined;
  readonly operations: readonly string[];
  /** `kind=path`, as written. */
  readonly reports: readonly string[];
  readonly timeout: number;
  readonly cases: readonly string[];
  readonly only: 'valid' | 'invalid' | undefined;
  /** Ids of checks. */
  readonly exclude: readonly string[];
  readonly strict: boolean;
  readonly thorough: boolean;
  readonly maxCases: number | undefined;
  readonly fuzz: number;
  readonly seed: number;
  readonly dryRun: boolean;
};

/** Carries out the conformance command and gives its exit code. Throws a `UserError` for what the user must put right. */
export async function conform(command: Command): Promise<number> {
  const outputs = command.reports.map(outputOf);
  const config: Config = command.config === undefined ? new Map() : readConfig(userPath(command.config), process.env, (api) => command.apis.length === 0 || command.apis.includes(api));
  const targeted = [...new Set([...targetNames(command.targets), ...config.keys()])];
  const contracts = namedContracts(command.apis.length > 0 ? command.apis : targeted);
  checkNames('check', command.exclude, Object.values(checks).map(({ id }) => id));
  const operations = operationsOf(contracts, command);
  if (command.dryRun) return dryRun(contracts, config, operations, planOptionsOf(command));

  const targets = targetsOf(command.targets, contracts, config);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  await using mock = targets.size === 0 ? await certifyMock(contracts) : undefined;
  try {
    const assignments = contracts.map((contract): Assignment => {
      const values = config.get(contract.api)?.values ?? new Map();
      if (mock) return { contract, target: mock.urlOf(contract.api), credentials: mock.credentials.get(contract.api)!, values };
      const target = targets.get(contract.api);
      if (target === undefined) throw new UserError(`There is no target for ${contract.api}: add --target ${contract.api}=URL, or name the APIs to check.`);
      return { contract, target, credentials: credentialsFor(contract, config, operations), values, secrets: config.get(contract.api)?.secrets ?? new Map() };
    });
    const report = await run(assignments, {
      timeout: command.timeout,
      operations,
      plan: planOptionsOf(command),
      exclude: command.exclude,
      strict: command.strict,
      ...(command.fuzz > 0 ? { fuzz: { count: command.fuzz, seed: command.seed } } : {}),
      signal: interrupted.signal,
      progress: (line) => process.stderr.write(`${line}\n`),
    });
    if (command.fuzz > 0) process.stderr.write(`random requests from --seed ${command.seed}\n`);
    process.stdout.write(reporters.text.render(report, { colors: process.stdout.isTTY && !process.env['NO_COLOR'] }));
    for (const { reporter, path } of outputs) writeFileSync(path, reporter.render(report, { colors: false }));
    return exitCode(report);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

const exitCode = ({ verdict }: Report): number => ({ pass: 0, fail: 1, error: 2 })[verdict];

const planOptionsOf = ({ thorough, only, maxCases, cases: ids }: Command): PlanOptions => ({ thorough, only, maxCases, ids });

function checkNames(kind: string, wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown) throw new UserError(`There is no ${kind} "${unknown}". Known are: ${known.join(', ')}.`);
}

/** The operations that are named, or those that the named cases are of; a case that there is not is told before anything is sent. */
function operationsOf(contracts: readonly Contract[], { operations, cases }: Command): readonly string[] {
  const all = contracts.flatMap((contract) => contract.operations);
  checkNames('operation', operations, all.map(({ id }) => id));
  if (cases.length === 0) return operations;
  const owners = all.filter(({ id }) => cases.some((name) => name.startsWith(`${id}/`)));
  const planned = owners.flatMap((operation) => {
    const plan = planOperation(operation, { ids: cases });
    return 'unusable' in plan ? [] : plan.cases.map(({ id }) => id);
  });
  const unknown = cases.find((id) => !planned.includes(id));
  if (unknown?.includes('/fuzz/')) throw new UserError(`"${unknown}" was made at random: repeat the run with its --fuzz and --seed, or paste the curl line of its finding.`);
  if (unknown) throw new UserError(`There is no case "${unknown}". --dry-run lists all, and --thorough --dry-run those that are left out.`);
  return owners.map(({ id }) => id);
}

const targetNames = (written: readonly string[]): string[] => written.flatMap((target) => named(target)?.api ?? []);

/** `api=URL`; an URL alone may hold a `=` too, but not before its `://`. */
function named(target: string): { api: string; url: string } | undefined {
  const [, api, url] = /^([^=:/?#]+)=(.*)$/s.exec(target) ?? [];
  return api !== undefined && url !== undefined ? { api, url } : undefined;
}

function targetsOf(written: readonly string[], contracts: readonly Contract[], config: Config): Map<string, string> {
  const targets = new Map<string, string>();
  for (const { api } of contracts) {
    const url = config.get(api)?.url;
    if (url !== undefined) targets.set(api, baseUrl(url));
  }
  for (const target of written) {
    const { api, url } = named(target) ?? { api: contracts[0]!.api, url: target };
    if (!named(target) && contracts.length > 1) {
      throw new UserError(`--target ${target} is one URL for ${contracts.length} APIs: name the API to check, or write --target api=URL for each of ${contracts.map((contract) => contract.api).join(', ')}.`);
    }
    if (!contracts.some((contract) => contract.api === api)) throw new UserError(`--target ${target}: ${api} is not among the APIs to check.`);
    targets.set(api, baseUrl(url));
  }
  return targets;
}

function baseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new UserError(`The target "${text}" is no http or https URL, such as https://api.example.com.`);
  if (url.search || url.hash) throw new UserError(`The target "${text}" is no base URL: leave out what follows the path.`);
  if (url.username || url.password) throw new UserError('The target holds a user name or a password: give credentials in the environment or in a --config file.');
  return url.href.replace(/\/+$/, '');
}

/** The credentials for a live target; every operation to be checked must have what it needs. */
function credentialsFor(contract: Contract, config: Config, operations: readonly string[]): Credentials {
  const written = config.get(contract.api)?.credentials ?? {};
  const credentials = readCredentials(contract, written, process.env);
  const schemes = schemesOf(contract);
  const unknown = Object.keys(written).find((scheme) => !schemes.has(scheme));
  if (unknown) throw new UserError(`${contract.api} has no security scheme "${unknown}". It has ${[...schemes].join(', ') || 'none'}.`);
  const lacking = wantedOperations(contract, operations).find((operation) => !alternativeFor(operation, credentials));
  if (lacking) {
    const scheme = lacking.security[0]!.find(({ name }) => !credentials.has(name))!.name;
    throw new UserError(`${contract.api} ${lacking.id} needs a credential for its security scheme "${scheme}": ${howToGive(contract, scheme)}.`);
  }
  return credentials;
}

/** Starts the mock with credentials that only this run knows, so that it can tell good ones from others. */
async function certifyMock(contracts: readonly Contract[]) {
  const { startMock } = await import('../scripts/mock/server.ts');
  const credentials = new Map(contracts.map((contract) => [contract.api, ownCredentials(contract)]));
  const mock = await startMock({ contracts, credentials });
  process.stderr.write(`no target was given: checking the mock, started at ${mock.url}\n`);
  return { ...mock, credentials };
}

function ownCredentials(contract: Contract): Credentials {
  const { api } = contract;
  return new Map([...schemesOf(contract)].map((name): [string, Credential] => {
    const signer = signerOf(api, name);
    if (signer) return [name, { kind: 'session', session: signer.ephemeral(), secrets: [] }];
    return [name, { kind: 'value', value: `${api}-credential` }];
  }));
}

function dryRun(contracts: readonly Contract[], config: Config, wanted: readonly string[], options: PlanOptions): number {
  let count = 0;
  for (const contract of contracts) {
    for (const { source, reason } of contract.unsupported) process.stderr.write(`${contract.api} ${source.file}:${contract.line(source)}: ${reason}\n`);
    for (const operation of wantedOperations(contract, wanted)) {
      const known = config.get(contract.api)?.values.get(operation.id) ?? new Map();
      const plan = planOperation(operation, { ...options, known });
      if ('unusable' in plan) {
        process.stderr.write(`${contract.api} ${plan.unusable}\n`);
        continue;
      }
      for (const { id, intent, because, parts = [] } of plan.cases) {
        process.stdout.write(`${intent.padEnd(9)} ${id}  (${because})\n`);
        for (const part of parts) process.stdout.write(`  part    ${part.id}  (${part.because})\n`);
      }
      for (const { id, reason } of plan.discarded) process.stdout.write(`discarded ${id}  (${reason})\n`);
      count += plan.cases.length;
      process.stderr.write(`${contract.api} ${operation.id}: ${plan.cases.length} cases, ${plan.skipped.length} skipped, ${plan.discarded.length} discarded, ${plan.leftOut} left out\n`);
    }
  }
  return count > 0 ? 0 : 2;
}

function outputOf(written: string): { reporter: Reporter; path: string } {
  const [kind = '', ...rest] = written.split('=');
  const path = rest.join('=');
  const reporter = (Object.values(reporters) as Reporter[]).find(({ id }) => id === kind);
  const kinds = Object.values(reporters).map(({ id }) => id).join(', ');
  if (!reporter) throw new UserError(`There is no report of the kind "${kind}". There are ${kinds}.`);
  if (path === '' || path === '-') throw new UserError(`--report ${written} lacks a file: write --report ${kind}=PATH.`);
  const file = userPath(path);
  const isNew = !existsSync(file);
  try {
    // before the run: nobody wants to learn afterwards that its report is lost
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
  } catch (error) {
    throw new UserError(`--report ${written} can't be written: ${(error as Error).message}`);
  }
  return { reporter, path: file };
}
