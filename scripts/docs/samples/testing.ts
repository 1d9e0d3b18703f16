import { execFile, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { variableOf } from '../../../conformance/core/auth/credentials.ts';
import { isBasic } from '../../../conformance/core/auth/present-credentials.ts';
import { mixinToken } from '../../../conformance/core/auth/signers/mixin-token.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { nameApis, loadContracts } from '../../../conformance/core/contract/named-contracts.ts';
import { responsesNamed } from '../../../conformance/core/contract/named-responses.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { valueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import { folderWith, listen } from '../../../conformance/testing.ts';
import { apis } from '../../../spec/apis.ts';
import { createClient } from '../../frontend/client.ts';
import { operationNames } from '../../generate/artifacts/names.ts';
import { factsOf } from '../../generate/artifacts/operations.ts';
import { startMock } from '../../mock/index.ts';
import { prepare } from './prepare.ts';
import { sampleRequests, type SampleRequest } from './requests.ts';
import type { SampleInput, SampleLanguage } from './sample.ts';

/** What the tests of samples share; only tests import it. */

export const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Why Python samples can't run here; `undefined` where they can. */
export const withoutPython =
  spawnSync('/usr/bin/python3', ['-c', 'import requests']).status === 0
    ? undefined
    : 'there is no /usr/bin/python3 with the library requests (Debian: python3-requests)';

/** A sample of one language, and what it is of. */
export type Sample = {
  readonly input: SampleInput;
  readonly name: string;
  readonly text: string;
};

/** What a sample got for an answer. */
export type Answer = { readonly status: number | undefined; readonly body: unknown };

/** The session that signs in tests. */
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const members = {
  ...{ uid: 'the-user', sid: 'the-session' },
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const session = mixinToken.open(members);
const sign = (method: string, path: string, body: string) =>
  session.sign({ method, path, body: Buffer.from(body) }, new Date());

/** A mock that takes signed requests of the tests' session only. */
export const signingMock = (descriptions: readonly string[] = []) =>
  startMock({ descriptions, verifySignatures: true, publicKey });

/** The samples of each operation and named example of `spec/`, in a language. */
export const ourSamples = (language: SampleLanguage, urlOf: (api: string) => string): Sample[] =>
  loadContracts(nameApis(apis, [])).flatMap((contract) => samplesOf(language, contract, urlOf));

/** The samples of one contract in a language. */
export const samplesOf = (
  language: SampleLanguage,
  contract: Contract,
  urlOf: (api: string) => string,
): Sample[] =>
  contract.operations.flatMap((operation) =>
    sampleRequests(operation, contract).flatMap(({ name, request }) => {
      const { api } = contract;
      const input = { contract, operation, request, api, baseUrl: urlOf(api) };
      const written = language.write(input);
      return written === undefined ? [] : [{ input, name, text: written }];
    }),
  );

/** The documented example that answers a request, with what it repeats of it. */
export function documentedAnswer(operation: Operation, { name, request }: SampleRequest): Answer {
  const named = responsesNamed(operation, name).find(({ isRefusal }) => !isRefusal)?.response;
  const response = named ?? operation.responses[0]!;
  const { examples, echo } = response.content[0]!;
  const example = examples.find((each) => each.name === name) ?? examples[0]!;
  const body = [...echo].reduce((value, [pointer, expression]) => {
    const sent = valueAt(request.body?.value, expression.replace('$request.body#', ''));
    return pointer.includes('*') || sent === undefined
      ? value
      : withValueAt(value, pointer, sent as Json);
  }, example.value);
  return { status: Number(response.status), body };
}

type Log = (...values: unknown[]) => void;

/** Runs samples for fetch in this process. */
export const runFetch = (samples: readonly Sample[]): Promise<Answer[]> =>
  runScripts(
    samples,
    (sample) => ({ script: sample.text, given: {} }),
    ([status, body]) => ({
      status: status as number,
      body,
    }),
  );

/** Runs samples for the generated client in this process, with the module that would be generated. */
export const runClient = (samples: readonly Sample[]): Promise<Answer[]> =>
  runScripts(
    samples,
    ({ input: { contract }, text: script }) => ({
      script: script.replace(/^import .*$/m, ''),
      given: { createClient, operations: operationsOf(contract) },
    }),
    ([, status, body]) => ({ status: status as number | undefined, body }),
  );

function operationsOf(contract: Contract) {
  const names = operationNames(contract);
  return Object.fromEntries(
    contract.operations.map((operation) => [names.get(operation.id)!, factsOf(operation)]),
  );
}

async function runScripts(
  samples: readonly Sample[],
  prepared: (sample: Sample) => { readonly script: string; readonly given: object },
  read: (logged: readonly unknown[]) => Answer,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const sample of samples) {
    const { script, given } = prepared(sample);
    let logged: readonly unknown[] = [];
    const log: Log = (...values) => {
      logged = values;
    };
    const names = { sign, console: { log }, ...given };
    const run = new AsyncFunction(...Object.keys(names), script) as (
      ...values: unknown[]
    ) => Promise<void>;
    await run(...Object.values(names));
    answers.push(read(logged));
  }
  return answers;
}

const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;

/** The environment of samples: a credential for each scheme. */
const environmentOf = (samples: readonly Sample[]) => ({
  ...{ PATH: process.env.PATH, HOME: '/nowhere', NO_PROXY: '*' },
  ...Object.fromEntries(
    Object.entries(members).map(([name, value]) => [variableOf('mixin', 'bearer', name), value]),
  ),
  ...Object.fromEntries(
    samples.flatMap(({ input: { operation } }) =>
      operation.security
        .flat()
        .map(
          (scheme) =>
            [
              variableOf(operation.api, scheme.name),
              isBasic(scheme) ? 'user:password' : 'any-credential',
            ] as const,
        ),
    ),
  ),
});

/** A folder with the files that samples read. */
function folderFor(samples: readonly Sample[], files: { readonly [name: string]: string } = {}) {
  const folder = folderWith(files);
  for (const { input } of samples) {
    const body = prepare(input)?.body;
    const read = body?.kind === 'parts' ? body.parts : body?.kind === 'file' ? [body] : [];
    for (const { fileName, text: content } of read)
      if (fileName !== undefined) writeFileSync(join(folder, fileName), content);
  }
  return folder;
}

const root = join(import.meta.dirname, '..', '..', '..');
const between = '--- end of a sample ---';

/** Runs samples for curl, all of them in one shell. */
export async function runCurl(samples: readonly Sample[]): Promise<Answer[]> {
  const script = samples.map((sample) => `${sample.text}printf '%s' '${between}'\n`).join('');
  const folder = folderFor(samples, { script });
  // the command of this repository in the place of the published one
  const npm = `npx() { shift 2; (cd '${root}' && npm run -s sign -- "$@"); }\n`;
  writeFileSync(join(folder, 'script'), `${npm}${script}`);
  const { stdout } = await promisify(execFile)('bash', ['script'], {
    ...{ cwd: folder, env: environmentOf(samples), maxBuffer: 1e8 },
  });
  return stdout
    .split(between)
    .slice(0, -1)
    .map((answer) => {
      const last = answer.replace(/^(?:HTTP\/1\.1 1\d\d.*?\r\n\r\n)+/s, '');
      const at = last.indexOf('\r\n\r\n');
      return {
        status: Number(/^HTTP\/\S+ (\d+)/.exec(last)?.[1]),
        body: parsed(last.slice(at + 4)),
      };
    });
}

/** Runs Python samples, all of them in one process. */
export async function runPython(samples: readonly Sample[]): Promise<Answer[]> {
  await using signer = await listen(async (request, response) => {
    const { method, path, body } = JSON.parse(await text(request)) as { [name: string]: string };
    response.end(sign(method!, path!, body!));
  });
  const child = spawn('/usr/bin/python3', ['-c', runner, signer.url], {
    ...{ cwd: folderFor(samples), env: environmentOf(samples) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(samples.map((sample) => sample.text)));
  const told = JSON.parse(await text(child.stdout)) as { status: number; text: string }[];
  return told.map((answer) => ({ status: answer.status, body: parsed(answer.text) }));
}

const runner = `
import contextlib, io, json, sys, urllib.request

def sign(method, path, body):
    data = json.dumps({"method": method, "path": path, "body": body}).encode()
    return urllib.request.urlopen(sys.argv[1], data).read().decode()

answers = []
for text in json.load(sys.stdin):
    names = {"sign": sign}
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(text, names)
        assert printed.getvalue().startswith(str(names["response"].status_code))
        answers.append({"status": names["response"].status_code, "text": names["response"].text})
    except Exception as error:
        answers.append({"status": 0, "text": repr(error)})
print(json.dumps(answers))
`;

/** A body as JSON, else as a text. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
