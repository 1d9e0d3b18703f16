import { expect, test } from 'vitest';
import { loadContracts, nameApis } from '../../../conformance/core/contract/named-contracts.ts';
import { apis } from '../../../spec/apis.ts';
import * as all from './index.ts';
import { languages } from './languages.ts';
import { sampleRequests } from './requests.ts';

const contracts = loadContracts(nameApis(apis, []));

for (const { id, name, why } of [
  { id: 'registerSession', name: 'minimal', why: 'a key in a field' },
  { id: 'refreshPushToken', name: 'webDevice', why: 'a bearer token and a parameter' },
  { id: 'updateDeviceInfo', name: 'documented', why: 'a request that is signed' },
])
  test(`the samples of ${id}, ${name}: ${why}`, async () => {
    const contract = contracts.find(({ operations }) => operations.some((one) => one.id === id))!;
    const operation = contract.operations.find((one) => one.id === id)!;
    const { request } = sampleRequests(operation).find((each) => each.name === name)!;
    const { api } = contract;
    const input = { contract, operation, request, api, baseUrl: 'https://api.example.com' };
    const parts = languages.map(
      ({ label, highlight, write }) => `## ${label}\n\n\`\`\`${highlight}\n${write(input)}\`\`\`\n`,
    );
    await expect(parts.join('\n')).toMatchFileSnapshot(`golden/${id}.${name}.md`);
  });

test('a page offers every language', () => {
  expect(new Set(languages)).toEqual(new Set(Object.values(all)));
});

test('each named example that is not to be refused has a sample, with its summary', () => {
  const shown = contracts.flatMap((contract) =>
    contract.operations.map((operation) => [
      operation.id,
      sampleRequests(operation, contract).map(({ name, summary }) => `${name}: ${summary}`),
    ]),
  );
  expect(Object.fromEntries(shown)).toEqual({
    registerSession: [
      'withDisplayName: With a display name',
      'minimal: Only the required members',
      'secureNetwork: In a network that is set to secure',
      'documented: The documented call',
    ],
    registerUser: [
      'documented: The documented call',
      'withoutNotificationToken: Without a push token',
      'android: From an Android phone',
    ],
    updateDeviceInfo: [
      'documented: The documented call',
      'withNotificationToken: With a push token',
    ],
    createPin: [
      'documented: The documented call',
      'firstPin: A first PIN',
      'changePin: Another PIN',
    ],
    refreshPushToken: [
      'documented: The documented values',
      'androidDevice: A phone',
      'webDevice: A browser',
    ],
  });
});
