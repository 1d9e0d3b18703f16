import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { described } from './subjects.ts';
import { wrongCredential, type Credential } from '../core/auth/credentials.ts';
import { mixinToken } from '../core/auth/signers/mixin-token.ts';
import type { Contract } from '../core/contract/model.ts';
import type { Report } from '../report/report.ts';
import * as reporters from '../report/reporters/index.ts';
import type { Reporter } from '../report/reporters/reporter.ts';
import { run } from '../run/run.ts';
import { listen } from '../testing.ts';

/** The secrets of a run, each difficult in another way. */
const secrets = {
  key: `k&y<"'/+ \\ü=secret-of-a-key`,
  password: 'hunter2-and-more',
  token: 'eyJhbGciOi.very-secret-token_0',
  value: 'a known value?/of+the=environment',
};

/** A text with all but its letters and digits written byte by byte. */
const byBytes = (text: string, write: (byte: number) => string) =>
  text.replaceAll(/[^A-Za-z0-9]/gu, (character) => [...Buffer.from(character)].map(write).join(''));

/** How a server may encode a secret. */
const encodings: { readonly [name: string]: (text: string) => string } = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json of Go': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
  percent: encodeURIComponent,
  'percent in small letters': (text) =>
    encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  HEXADECIMAL: (text) => Buffer.from(text).toString('hex').toUpperCase(),
  JavaScript: (text) =>
    text.replaceAll(
      /[^A-Za-z0-9]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
    ),
  C: (text) => byBytes(text, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`),
  shell: (text) => byBytes(text, (byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  html: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;'),
};

const latin = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '');
const credentialsOf: { readonly [api: string]: ReadonlyMap<string, Credential> } = {
  amity: new Map([['apiKey', { kind: 'value', value: latin(secrets.key) }]]),
  notifications: new Map([['bearerAuth', { kind: 'value', value: secrets.token }]]),
  synthetic: new Map([
    ['headerKey', { kind: 'value', value: latin(secrets.key) }],
    ['queryKey', { kind: 'value', value: secrets.key }],
    ['cookieKey', { kind: 'value', value: secrets.key }],
    ['token', { kind: 'value', value: secrets.token }],
    ['password', { kind: 'value', value: `ada:${secrets.password}` }],
  ]),
};

/**
 * Runs against a server that repeats the secrets in every encoding, in header fields and bodies,
 * with any status.
 */
async function runAgainstLeak(
  contract: Contract,
  credentials: ReadonlyMap<string, Credential>,
  given: readonly string[],
  told: Set<string>,
): Promise<Report> {
  let turn = 0;
  await using server = await listen((request, response) => {
    const { authorization = '' } = request.headers;
    const bearer = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (bearer !== undefined) told.add(bearer);
    const known = [
      ...given,
      authorization,
      request.url ?? '',
      ...Object.values(request.headers).flat().map(String),
    ];
    const names = Object.keys(encodings);
    const encode = encodings[names[turn % names.length]!]!;
    const said = known.map(encode);
    const status = [200, 418, 401, 500, 201, 202][turn % 6]!;
    turn += 1;
    request.resume().on('end', () => {
      const media =
        turn % 5 === 0
          ? `text/${latin(encode(given[0] ?? bearer ?? 'x')).replaceAll(/[^\w.+-]/g, '')}`
          : 'application/json';
      response
        .writeHead(status, {
          'content-type': media,
          'x-request-id': latin(said.join(' ')).slice(0, 4000),
        })
        .end(
          turn % 2 === 0
            ? JSON.stringify({ [said[0]!]: said, error: { code: said[1] } })
            : said.join('\n'),
        );
    });
  });
  const operation = contract.operations[0]!;
  const values = new Map([
    [
      operation.id,
      new Map(operation.api === 'notifications' ? [['/deviceId', secrets.value]] : []),
    ],
  ]);
  return await run(
    [
      {
        contract,
        target: server.url,
        credentials,
        values,
        secrets: new Map([['KNOWN_VALUE', secrets.value]]),
      },
    ],
    { timeout: 60_000, operations: [], plan: { maxCases: 40 }, strict: true },
  );
}

/** The decoded base64 of a text. */
const inBase64 = (text: string): string =>
  [...new Set(text.match(/[\w+/-]{12,}/g) ?? [])]
    .flatMap((word) =>
      [0, 1, 2, 3].map((from) => Buffer.from(word.slice(from), 'base64').toString('latin1')),
    )
    .join('\n');

/** The encodings in which a text holds a secret, also inside other base64. */
function leaks(text: string, decoded: string, secret: string): string[] {
  const direct = Object.entries(encodings)
    .filter(([, encode]) => text.includes(encode(secret)))
    .map(([name]) => name);
  return decoded.includes(Buffer.from(secret).toString('latin1'))
    ? [...direct, 'inside base64']
    : direct;
}

for (const { api, contract } of described) {
  test(`no report holds a secret of ${api}, in any encoding that a server repeats it in`, {
    timeout: 180_000,
  }, async () => {
    const told = new Set<string>();
    const session = mixinToken.ephemeral();
    const credentials =
      credentialsOf[api] ??
      new Map<string, Credential>([['bearer', { kind: 'session', session, secrets: [] }]]);
    const given = [
      ...[...credentials.values()].flatMap((credential) =>
        credential.kind === 'value' ? [credential.value, credential.value.replace('ada:', '')] : [],
      ),
      ...(api === 'notifications' ? [secrets.value] : []),
    ];
    const report = await runAgainstLeak(contract(), credentials, given, told);
    expect(report.findings.length).toBeGreaterThan(3);
    const hidden = [...given, ...told].filter((secret) => secret !== wrongCredential);
    expect(hidden.length).toBeGreaterThan(0);
    for (const reporter of Object.values(reporters) as Reporter[]) {
      const text = reporter.render(report, { colors: false });
      expect(text.length).toBeGreaterThan(100);
      const decoded = inBase64(text);
      for (const secret of hidden)
        expect({
          reporter: reporter.id,
          secret: createHash('sha256').update(secret).digest('hex').slice(0, 8),
          leaks: leaks(text, decoded, secret),
        }).toMatchObject({ leaks: [] });
    }
  });
}

test('a secret that is a word of the contract changes no finding id', async () => {
  const { contract } = described.find(({ api }) => api === 'notifications')!;
  await using server = await listen((request, response) => {
    request.resume().on('end', () => response.writeHead(418).end());
  });
  const idsWith = async (value: string) =>
    (
      await run(
        [
          {
            contract: contract(),
            target: server.url,
            credentials: new Map([['bearerAuth', { kind: 'value', value }]]),
            values: new Map(),
          },
        ],
        { timeout: 60_000, operations: [], plan: { maxCases: 20 } },
      )
    ).findings.map(({ id }) => id);
  expect(await idsWith('status-documented')).toEqual(await idsWith('refreshPushToken'));
});

test('the search finds every encoding', () => {
  for (const encode of Object.values(encodings))
    expect(leaks(`seen ${encode(secrets.key)} there`, '', secrets.key)).not.toEqual([]);
  const longer = Buffer.from(`Bearer ${secrets.token} and more`).toString('base64');
  expect(leaks(longer, inBase64(longer), secrets.token)).toEqual(['inside base64']);
});
