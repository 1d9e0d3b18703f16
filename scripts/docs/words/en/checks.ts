import type { Texts } from '../word.ts';

/** What is tested, on the page of an API and of an operation. */
export const checks = {
  checks: 'Conformance',
  checksSummary: 'How to check a server against the description of {title}, and what is checked.',
  checksIntro:
    'The conformance runner reads the description, plans requests from each of its rules, sends them to a server, and judges every response. The server must accept a request that the description allows, must refuse a request that breaks a rule as documented, and must send nothing in a response that is not documented.',
  checkYourServer: 'Check your own server',
  checkYourServerText:
    'Use a test system: the requests create and change data. With `--safe`, the runner sends only requests that change nothing.',
  checkCredentials: 'The runner takes credentials from the environment variables',
  whatIsJudged: 'Checks',
  whatIsJudgedText:
    'Each check is one rule for responses. It judges every response that it applies to.',
  whatIsSent: 'Generators of cases',
  whatIsSentText:
    'Each generator makes cases, which are requests, wherever the description has a rule for it.',
  checked: 'Conformance tests',
  ideaCases: { one: '{count} case', other: '{count} cases' },
  ideaExamples:
    'Each generator with the number of its cases, and the reason for the first of them.',
  plannedCases: {
    one: 'The runner plans {count} case for this operation: {parts}.',
    other: 'The runner plans {count} cases for this operation: {parts}.',
  },
  plannedValid: '{count} that the server must accept',
  plannedInvalid: '{count} that it must refuse',
  plannedUnspecified: '{count} for which it may send any documented response',
  plannedCombined: 'Some of them combine several generators.',
  plannedSteps: {
    one: 'It sends {count} more request about objects that it creates itself.',
    other: 'It sends {count} more requests about objects that it creates itself.',
  },
  notPlanned:
    'The runner plans cases from each rule of this operation. `--dry-run` lists them without sending any.',
  notTestable: 'The runner cannot test this operation: {reason}',
  ideasOf: { one: 'Cases of {count} generator', other: 'Cases of {count} generators' },
  checksThatApply: 'These checks judge the responses:',
  checksThatDont: 'Not applicable:',
  checksOfThings: 'the {count} checks of objects that are created, changed and deleted',
  checkNeedsSchema: 'no response has a body with a schema',
  checkNeedsJson: 'no response is JSON',
  checkNeedsBody: 'no response has a body',
  checkNeedsHeaders: 'no response documents a header field',
  checkNeedsEcho: 'no response repeats a value of its request',
  checkNeedsMemory: 'no response shows a value of an earlier request',
  checkNeedsCredentials: 'the operation needs no credentials',
  checkNeedsMethods: 'other methods are tested at the first operation of the path',
  checkNeedsRules: 'a request has no part that could break a rule',
  checkNeedsJsonRequest: 'no request is JSON',
  checkNeedsThings: 'the runner finds no object that it could create and read again',
  runIt: 'Run the tests of this operation:',
  runHelp: 'About the runner and its checks',
} as const satisfies Texts;
