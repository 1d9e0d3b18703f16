import { parameterValue } from '../core/http/read-parameter.ts';
import type { Check } from './check.ts';
import { isOfOperation, shown } from './answer.ts';
import { responseFor } from '../core/contract/responses.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
export const headerFieldsMatch: Check = {
  id: 'header-fields-match',
  label: 'headers',
  summary:
    'The header fields that the operation documents for the status are there where they are required, and valid.',
  appliesTo: ({ case: testCase, reply }) =>
    isOfOperation(testCase) &&
    (responseFor(testCase.operation, reply.status)?.headers.length ?? 0) > 0,
  *judge({ case: testCase, request, reply }) {
    const response = responseFor(testCase.operation, reply.status);
    for (const { name, required, parameter, source } of response?.headers ?? []) {
      const text = reply.headers.get(name.toLowerCase());
      if (text === undefined) {
        if (!required) continue;
        yield {
          message: `The answer with status ${reply.status} lacks the header field \`${name}\`, which is required.`,
          expected: `the header field \`${name}\``,
          actual: 'it is missing',
          source: { file: source.file, pointer: `${source.pointer}/required` },
          defect: `${reply.status} ${name.toLowerCase()} required`,
        };
        continue;
      }
      // what is repeated is the client's, good or bad
      if (
        request.headers.some(
          ([sent, value]) => sent.toLowerCase() === name.toLowerCase() && value === text,
        )
      )
        continue;
      for (const { keyword, message, source: rule } of parameter.schema.validate(
        parameterValue(parameter, text),
      )) {
        yield {
          message: `The header field \`${name}\` of the answer with status ${reply.status} ${message}.`,
          expected: `\`${name}\` ${message}`,
          actual: shown(text),
          source: rule,
          defect: `${reply.status} ${name.toLowerCase()} ${keyword}`,
        };
      }
    }
  },
};
