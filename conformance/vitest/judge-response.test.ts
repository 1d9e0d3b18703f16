import { join } from 'node:path';
import { expect, test } from 'vitest';
import { described, rightImplementations } from '../corpus/subjects.ts';
import { authorize } from '../core/auth/present-credentials.ts';
import { encode } from '../core/http/encode-request.ts';
import { openSender } from '../run/transport/send.ts';
import { judgedText } from './judged-text.ts';
import { judgeResponse, type JudgeOptions } from './judge-response.ts';
import { planCases } from '../plan/plan.ts';
import { description, folderWith, jsonBody } from '../testing.ts';

const byHand = rightImplementations[0]!;
for (const { api, contract, credentials } of described.filter((subject) =>
  byHand.apis.includes(subject.api),
)) {
  test(`${api}: nothing that a right implementation answers is accused, whatever is told of the request`, async () => {
    await using server = await byHand.start();
    const sender = openSender(server.urlOf(api), 10_000);
    const accusations: string[] = [];
    let judged = 0;
    for (const operation of contract().operations) {
      // an answer to another method is not the operation's
      for (const { id, intent, request } of planCases(operation).cases.filter(
        ({ rule }) => rule.in !== 'method',
      )) {
        const wire = authorize(operation, encode(operation, request), request, credentials);
        const outcome = await sender.send(wire);
        if (outcome.kind !== 'reply') throw new Error(`${id}: ${outcome.reason}`);
        for (const options of [
          {},
          { request: wire },
          { request: wire, intent },
          { intent },
        ] satisfies JudgeOptions[]) {
          const outcomeOf = await judgeResponse(outcome.reply, api, operation.id, options);
          judged += 1;
          if (!outcomeOf.conforms)
            accusations.push(
              `${id}, ${Object.keys(options).join(' and ')}: ${judgedText(outcomeOf)}`,
            );
        }
      }
    }
    await sender.close();
    expect(accusations).toEqual([]);
    expect(judged).toBeGreaterThan(100);
  });
}

/** An operation that refuses with one status, and says in the body why. */
const answer = (code: number) => ({ value: { error: { status: 202, code } } });
const refusal = jsonBody(
  { type: 'object' },
  { examples: { wrong: answer(10), stranger: answer(20), busy: answer(30) } },
);
const shared = join(
  folderWith({
    'shared.yaml': description({
      '/things': {
        get: {
          operationId: 'listThings',
          'x-refusals': {
            invalid: { response: '202', example: 'wrong' },
            unauthorized: { response: '202', example: 'stranger' },
            tooManyRequests: { response: '202', example: 'busy' },
          },
          responses: { 200: jsonBody({}), 202: refusal },
        },
      },
    }),
  }),
  'shared.yaml',
);

for (const { code, found, why } of [
  { code: 10, found: ['valid-accepted'], why: 'the body says that the request is invalid' },
  { code: 20, found: [], why: 'the body speaks of the credentials' },
  { code: 30, found: [], why: 'the body too many requests' },
  { code: 40, found: [], why: 'the body says something that the contract does not' },
]) {
  test(`a valid request is refused by a status that can mean several things: ${why}`, async () => {
    const { findings } = await judgeResponse(
      Response.json(answer(code).value, { status: 202 }),
      shared,
      'listThings',
      { request: { path: '/things' } },
    );
    expect(findings.map(({ check }) => check)).toEqual(found);
  });
}

test('a finding names file, line and evidence', async () => {
  const text = judgedText(
    await judgeResponse(Response.json({ users: 'nobody' }), 'amity', 'registerSession'),
  );
  expect(text).toMatch(
    / body-matches-schema\n {6}`users` of the response with status 200 must be array\.\n {8}rule {9}spec\/amity\/schemas\/Session\.yaml:\d+ {2}#\/properties\/users\/type\n/,
  );
  expect(text).toContain('evidence     documented (amity-register-session)');
});
