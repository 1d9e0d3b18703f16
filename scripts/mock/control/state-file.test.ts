import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../../conformance/testing.ts';
import { startMock, type MockOptions } from '../server.ts';
import { clientOf, loadedFrom, toDoDescription, toDoId } from '../things/testing.ts';
import { openStateFile } from './state-file.ts';
import type { takeSnapshot, Snapshot } from './snapshot.ts';

const contracts = [loadedFrom(toDoDescription)];
const start = (stateFile: string, more: MockOptions = {}) =>
  startMock({ contracts, stateFile, ...more });

test('the state goes on where the last mock ended', async () => {
  const file = join(folderWith({}), 'state.json');
  let before: unknown;
  {
    await using mock = await start(file);
    const send = clientOf(mock);
    await send('POST', '/todos', { title: 'Milk\u2028 & <b>' });
    await send('DELETE', `/todos/${toDoId}`);
    before = mock.state.snapshot();
  }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(before);
  expect(existsSync(`${file}.tmp`)).toBe(false);
  expect(existsSync(`${file}.lock`)).toBe(false);
  {
    await using mock = await start(file);
    expect(mock.state.snapshot()).toEqual(before);
    expect((await clientOf(mock)('GET', `/todos/${toDoId}`)).status).toBe(404);
    mock.state.reset();
  }
  await using mock = await start(file);
  // a reset is one in the file too
  expect((await clientOf(mock)('GET', `/todos/${toDoId}`)).status).toBe(200);
});

test('a thing has a line of its own, and a link to a file stays one', async () => {
  const folder = folderWith({ 'real.json': '' });
  const link = join(folder, 'link.json');
  symlinkSync(join(folder, 'real.json'), link);
  {
    await using mock = await start(link);
    mock.state.replace({ '/todos': [{ title: 'Milk' }, { title: 'Bread' }] });
  }
  const lines = readFileSync(join(folder, 'real.json'), 'utf8').split('\n');
  expect(lines.filter((line) => /"title":"(Milk|Bread)"/.test(line))).toHaveLength(2);
});

/** The text of a file with some state. */
const filed = (change: (snapshot: Snapshot) => object): string => {
  const members = { id: toDoId, title: 'Milk' };
  const place = 'todo /todos';
  return JSON.stringify(
    change({
      version: 1,
      descriptions: [],
      things: {
        places: [{ key: place, api: 'todo', path: '/todos' }],
        things: [{ ...{ id: toDoId, serial: 1, revision: 0, place }, from: 'request', members }],
        ...{ removed: [], counters: {}, made: 1, forgotten: 0 },
      },
      memory: { things: [], begun: [] },
    }),
    null,
    2,
  );
};

const mistakes = [
  { text: '{"version": 1', says: /state\.json(:1)?: this is not/ },
  { text: filed((one) => ({ ...one, version: 2 })), says: /state\.json:2: .*version 1/ },
  {
    text: filed((one) => ({
      ...one,
      things: { ...one.things, places: [{ ...one.things.places[0], path: '/x' }] },
    })),
    says: /state\.json:9: todo: no operation lists things at \/x\. .*move the file away/,
  },
  { text: '\0', says: /it is no text but binary data/ },
];
test.each(mistakes)('a file that can not be read stays as it is: $says', async ({ text, says }) => {
  const file = join(folderWith({ 'state.json': text }), 'state.json');
  await expect(start(file)).rejects.toThrow(says);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test('a file in a folder that is not there, or a folder, is a mistake', async () => {
  const folder = folderWith({});
  await expect(start(join(folder, 'missing', 'state.json'))).rejects.toThrow(
    /--state can't be written: .*no such file or directory/,
  );
  await expect(start(folder)).rejects.toThrow(/it is a folder/);
});

test('two mocks do not share a file, and a lock of one that is gone does not count', async () => {
  const file = join(folderWith({}), 'state.json');
  {
    await using _ = await start(file);
    await expect(start(file)).rejects.toThrow(/is the state of another mock, process \d+/);
  }
  // no process has this id
  writeFileSync(`${file}.lock`, '99999999\n');
  await using mock = await start(file);
  expect(mock.state.things()).toEqual([]);
});

test('a port that is taken leaves no lock', async () => {
  const file = join(folderWith({}), 'state.json');
  await using first = await startMock({ contracts });
  const port = Number(new URL(first.url).port);
  await expect(start(file, { port })).rejects.toThrow(/is taken/);
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test('a file that can not be written is told once, and once when it can be again', async () => {
  const folder = join(folderWith({}), 'state');
  mkdirSync(folder);
  const file = join(folder, 'state.json');
  const told: string[] = [];
  let version = 0;
  const snapshot = () => JSON.parse(filed((one) => one)) as ReturnType<typeof takeSnapshot>;
  const opened = await openStateFile(file, {
    snapshot,
    restore: () => undefined,
    stamp: () => [version],
    complain: (problem) => told.push(problem),
  });
  rmSync(folder, { recursive: true });
  for (const _ of ['once', 'twice']) {
    version += 1;
    await opened.save();
  }
  expect(told).toEqual([expect.stringMatching(/state\.json can't be written: ENOENT.*goes on/)]);
  mkdirSync(folder);
  await opened.save();
  expect(told.slice(1)).toEqual([expect.stringContaining('is written again')]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(snapshot());
  // nothing has changed: nothing is written
  rmSync(file);
  await opened.close();
  expect(existsSync(file)).toBe(false);
});

test('a file keeps its permissions, and nothing else is left beside it', async () => {
  const file = join(
    folderWith({ 'state.json': '', 'state.json.tmp': 'of one that was killed' }),
    'state.json',
  );
  chmodSync(file, 0o600);
  {
    await using mock = await start(file);
    mock.state.replace({ '/todos': [{ title: 'Milk' }] });
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(file))).toEqual(['state.json']);
});
