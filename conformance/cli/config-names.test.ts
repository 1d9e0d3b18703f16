import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apis } from '../../spec/apis.ts';
import { checkNamesIn, strangeIds } from './config-names.ts';
import { readConfig } from './config.ts';
import { loadContract } from '../core/contract/load.ts';
import { complaintOf, folderWith } from '../testing.ts';

const contracts = Object.entries(apis).map(([api, file]) => loadContract(api, file));
const check = (text: string) => {
  const folder = folderWith({ 'c.yaml': text });
  return {
    folder,
    run: () => checkNamesIn(readConfig(join(folder, 'c.yaml'), {}), contracts),
  };
};

const bad: readonly { text: string; complaint: string }[] = [
  {
    text: 'severities:\n  within-tim: warning\n',
    complaint:
      'c.yaml:2: there is no check "within-tim": did you mean "within-time"? Known names: ',
  },
  {
    text: 'targets:\n  amity:\n    credentials:\n      apikey: x\n',
    complaint:
      'c.yaml:4: there is no security scheme of amity "apikey": did you mean "apiKey"? Known names: apiKey.',
  },
];
for (const { text, complaint } of bad)
  test(complaint, () => {
    const { folder, run } = check(text);
    expect(complaintOf(run, folder)).toContain(complaint);
  });

test('ids in a baseline that no finding can have are told', () => {
  const ids = [
    'amity/registerSession/valid-accepted/a',
    'amty/registerSession/valid-accepted/a',
    'amity/registerSesion/valid-accepted/a',
    'amity/registerSession/valid-acepted/a',
    'x',
  ];
  expect(
    strangeIds(
      ids.map((id) => ({ id })),
      contracts,
    ),
  ).toEqual(ids.slice(1));
  // of an API that is not checked this time, only its name is known
  expect(
    strangeIds(
      [{ id: 'mixin/anything/valid-accepted/a' }],
      contracts.filter(({ api }) => api !== 'mixin'),
    ),
  ).toEqual([]);
});
