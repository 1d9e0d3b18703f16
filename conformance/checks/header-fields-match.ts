import { parameterValue } from '../core/http/read-parameter.ts';
import type { Check } from './check.ts';
import { isOfOperation, responseOf, shown } from './response.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
export const headerFieldsMatch: Check = {
  id: 'header-fields-match',
  label: 'headers',
  summary:
    'The header fields that the operation documents for the status are present where required, and valid.',
  appliesTo: (exchange) =>
    isOfOperation(exchange.case) && (responseOf(exchange)?.headers.length ?? 0) > 0,
  *judge(exchange) {
    const { request, reply } = exchange;
    const { strengthOf } = exchange.case.operation;
    for (const { name, required, parameter, source } of responseOf(exchange)!.headers) {
      const field = name.toLowerCase();
      const text = reply.headers.get(field);
      if (text === undefined) {
        if (!required) continue;
        yield {
          message: `The response with status ${reply.status} lacks the header field \`${name}\`, which is required.`,
          expected: `the header field \`${name}\``,
          actual: 'it is missing',
          source: { file: source.file, pointer: `${source.pointer}/required` },
          strength: strengthOf({ file: source.file, pointer: `${source.pointer}/required` }),
          defect: `${reply.status} ${field} required`,
        };
        continue;
      }
      // the client chose a value that the response repeats
      if (request.headers.some(([sent, value]) => sent.toLowerCase() === field && value === text))
        continue;
      const value = parameterValue(parameter, text);
      for (const { keyword, message, source: rule, reading } of parameter.schema.validate(value)) {
        yield {
          message: `The header field \`${name}\` of the response with status ${reply.status} ${message}.`,
          expected: `\`${name}\` ${message}`,
          actual: shown(text),
          source: rule,
          strength: strengthOf(rule),
          ...(reading === 'strict' ? { severity: 'warning' } : {}),
          defect: `${reply.status} ${field} ${keyword}`,
        };
      }
    }
  },
};
