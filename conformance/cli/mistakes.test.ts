import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { conformance } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unreadable = join(folder, 'unreadable.yaml');
writeFileSync(unreadable, 'openapi: 3.1.0\ninfo: [\n');
const swagger = join(folder, 'swagger.json');
writeFileSync(swagger, '{"swagger": "2.0"}');

const mistakes: { why: string; args: string[]; says: RegExp }[] = [
  {
    why: 'a flag that there is not',
    args: ['--tarket', 'http://127.0.0.1:1'],
    says: /Unknown option '--tarket': did you mean "--target"\? See --help\./,
  },
  {
    why: 'a URL in place of an API, as npm makes of a flag without the two hyphens',
    args: ['http://127.0.0.1:1/amity'],
    says: /the connection was refused\. A server to check is named by --target URL; with npm, flags stand/,
  },
  {
    why: 'an API that there is not',
    args: ['amitty'],
    says: /There is no API "amitty": did you mean "amity"\? There are amity, mixin, notifications/,
  },
  {
    why: 'an operation that there is not',
    args: ['--operation', 'nope'],
    says: /There is no operation "nope"\. Known names: registerSession/,
  },
  {
    why: 'a target that is no URL',
    args: ['amity', '--target', 'staging.example.com'],
    says: /"staging\.example\.com" is not an http or https URL/,
  },
  ...[
    'https://ada:hunter2@staging.example.com',
    'ada:hunter2@staging.example.com',
    'ftp://ada:hun/hunter2@staging.example.com',
    'https://ada:hunter2@staging.example.com?x=1',
    'nope=https://ada:hunter2@staging.example.com',
  ].map((target) => ({
    why: `a target with a password, which no message repeats: ${target}`,
    args: ['amity', '--target', target],
    says: /^(?!.*hunter2).*arget/s,
  })),
  ...['--max-cases', '--seed', '--shard', '--timeout'].map((flag) => ({
    why: `a number that looks like a flag: ${flag} -1`,
    args: ['amity', flag, '-1'],
    says: new RegExp(`^error: ${flag} is .*, not "-1"`),
  })),
  {
    why: 'one target for several APIs',
    args: ['--target', 'http://127.0.0.1:1'],
    says: /one URL for 3 APIs: name the API to check/,
  },
  {
    why: 'no credentials',
    args: ['amity', '--target', 'http://127.0.0.1:1'],
    says: /needs a credential for its security scheme "apiKey": set AMITY_API_KEY/,
  },
  {
    why: 'no description',
    args: ['nowhere/openapi.yaml'],
    says: /nowhere\/openapi\.yaml: there is no such file/,
  },
  {
    why: 'a description that is no YAML',
    args: [unreadable],
    says: /unreadable\.yaml:\d+: this is not YAML/,
  },
  {
    why: 'a description of another format',
    args: [swagger],
    says: /this is a Swagger 2\.0 description, which is not read\. This makes an OpenAPI description/,
  },
  {
    why: 'a case that there is not',
    args: ['--case', 'createPin/type/body/nope'],
    says: /There is no case "createPin\/type\/body\/nope"\. --dry-run lists all/,
  },
  {
    why: 'a check that there is not',
    args: ['--skip-check', 'valid-acepted'],
    says: /There is no check "valid-acepted": did you mean "valid-accepted"\? Known names: [a-z]/,
  },
  {
    why: 'a check in the place of an operation',
    args: ['--exclude', 'valid-accepted'],
    says: /--exclude valid-accepted: valid-accepted is a check, and --exclude takes operations\. --skip-check valid-accepted leaves the check out\./,
  },
  {
    why: 'a selector that matches no operation',
    args: ['--include', 'createPn'],
    says: /--include createPn: no operation matches "createPn": did you mean "createPin"\?/,
  },
  {
    why: 'selectors that leave no operation',
    args: ['amity', '--exclude', 'POST'],
    says: /No operation is left to check: 1 excluded by --exclude POST\./,
  },
  {
    why: 'an operation that is named and excluded',
    args: ['mixin', '--operation', 'createPin', '--exclude', '/pin/**'],
    says: /createPin is named, and excluded by --exclude \/pin\/\*\*: leave one of the two out\./,
  },
  {
    why: 'another intent',
    args: ['--only', 'good'],
    says: /--only is valid or invalid, not "good"/,
  },
  {
    why: 'a number that is none',
    args: ['--max-cases', 'many'],
    says: /--max-cases is a whole number from 1 on, not "many"/,
  },
  {
    why: 'a report of an unknown kind',
    args: ['--report', 'jnit=x'],
    says: /no report of the kind "jnit": did you mean "junit"\? Known kinds: github, html, json, junit, markdown, sarif, text\./,
  },
  {
    why: 'two reports in one file',
    args: ['--report', 'json=/tmp/a', '--report', 'text=/tmp/a'],
    says: /Two reports have the same path \/tmp\/a\./,
  },
  {
    why: 'two reports to the standard output',
    args: ['--report', 'json=-', '--report', 'text=-'],
    says: /Only one report can go to the standard output\./,
  },
  {
    why: 'a part that there is not',
    args: ['--shard', '3/2'],
    says: /--shard is the part and the number of parts, such as 1\/4, not "3\/2"/,
  },
  {
    why: 'random requests in parts',
    args: ['--shard', '1/2', '--fuzz', '5'],
    says: /--fuzz can't be split into parts/,
  },
  {
    why: 'random requests that are safe',
    args: ['--safe', '--fuzz', '5'],
    says: /--fuzz sends made-up requests, which --safe forbids/,
  },
  {
    why: 'a rate of nothing',
    args: ['--rate', '0'],
    says: /--rate is a number of requests a second/,
  },
  {
    why: 'a time of nothing',
    args: ['--time', '0s'],
    says: /--time is a time such as 10m, 90s or 1h30m, at most 24 days, not "0s"/,
  },
  {
    why: 'a time in another unit',
    args: ['--time', '2d'],
    says: /--time is a time such as 10m/,
  },
  {
    why: 'no time at all',
    args: ['--time', ''],
    says: /--time is a time such as 10m/,
  },
  {
    why: 'a rate of less than one request in 1,000 seconds',
    args: ['--rate', '0.0001'],
    says: /--rate is a number of requests a second/,
  },
  {
    why: 'none at once',
    args: ['--concurrency', '0'],
    says: /--concurrency is a whole number from 1 to 256, not "0"/,
  },
  {
    why: 'a severity that there is not',
    args: ['--severity', 'within-time=mild'],
    says: /the severity must be one of notice, warning, error: write --severity within-time=warning/,
  },
  {
    why: 'a severity of nothing',
    args: ['--severity', 'in-time=warning'],
    says: /there is no check "in-time"/,
  },
  {
    why: 'a limit that there is not',
    args: ['--fail-on', 'errors'],
    says: /--fail-on is one of notice, warning, error or never, not "errors"/,
  },
  {
    why: 'more coverage than there is',
    args: ['--min-coverage', '101'],
    says: /--min-coverage is a whole number from 0 to 100/,
  },
  {
    why: 'an update of nothing',
    args: ['--update-baseline'],
    says: /--update-baseline needs --baseline FILE/,
  },
  { why: 'a report without a file', args: ['--report', 'json'], says: /write --report json=PATH/ },
  { why: 'a report without a name', args: ['--report', 'json='], says: /write --report json=PATH/ },
  {
    why: 'a report that is a folder',
    args: ['--report', `json=${folder}`],
    says: /can't be written: EISDIR/,
  },
  {
    why: 'a time limit that is no number',
    args: ['--timeout', 'soon'],
    says: /--timeout is a number of seconds above 0, not "soon"/,
  },
  {
    why: 'no configuration',
    args: ['--config', 'nowhere.yaml'],
    says: /nowhere\.yaml: there is no such file/,
  },
];

for (const { why, args, says } of mistakes) {
  test(`a mistake is one line and exit code 2: ${why}`, async () => {
    const { code, out, err } = await conformance(args);
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
}

test('a mistake leaves no report behind, and one that was there as it was', async () => {
  const [fresh, old] = [join(folder, 'fresh.json'), join(folder, 'old.json')];
  writeFileSync(old, 'kept');
  expect(
    (await conformance(['nowhere.yaml', '--report', `json=${fresh}`, '--report', `text=${old}`]))
      .code,
  ).toBe(2);
  expect(existsSync(fresh)).toBe(false);
  expect(readFileSync(old, 'utf8')).toBe('kept');
});
