import type { Parameter } from '../core/contract/model.ts';
import { isSetCookie } from '../core/http/header-name.ts';
import { parameterValue } from '../core/http/read-parameter.ts';
import type { Violation } from '../core/schema/model.ts';
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
      for (const { keyword, message, source: rule, reading } of brokenBy(parameter, text)) {
        yield {
          message: `The header field \`${name}\` of the response with status ${reply.status} ${message}.`,
          expected: `\`${name}\` ${message}`,
          actual: shown(text.replaceAll('\n', ', ')),
          source: rule,
          strength: strengthOf(rule),
          ...(reading === 'strict' ? { severity: 'warning' } : {}),
          defect: `${reply.status} ${field} ${keyword}`,
        };
      }
    }
  },
};

/** What a field breaks; of several cookies each is a value, unless they are documented as a list. */
function brokenBy(parameter: Parameter, text: string): readonly Violation[] {
  const isList = parameter.schema.alternatives().some(({ types }) => types.includes('array'));
  const texts = isSetCookie(parameter.name) && !isList ? text.split('\n') : [text];
  return texts.flatMap((one) => parameter.schema.validate(parameterValue(parameter, one)));
}
