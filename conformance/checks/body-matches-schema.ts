import type { Json } from '../core/json.ts';
import { inWords, valueAt } from '../core/pointer.ts';
import type { Check } from './check.ts';
import { isRepeated } from './echo-true.ts';
import { jsonOf, mediaTypeOf, shownJson, violationsIn } from './response.ts';
import { anyElement } from '../core/http/rule-key.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation */
export const bodyMatchesSchema: Check = {
  id: 'body-matches-schema',
  label: 'schema',
  summary:
    'The body is valid against the schema that the operation documents for the status and media type.',
  quotesResponse: true,
  appliesTo: (exchange) =>
    mediaTypeOf(exchange)?.schema !== undefined && jsonOf(exchange) !== undefined,
  *judge(exchange) {
    const body = jsonOf(exchange)!.value;
    const { status } = exchange.reply;
    for (const { pointer, keyword, message, source, reading } of violationsIn(exchange)) {
      const place = pointer === '' ? 'The body' : inWords(pointer);
      const found = valueAt(body, pointer);
      // the client chose a value that the response repeats
      if (reading === 'strict' && isRepeated(pointer, found, exchange)) continue;
      yield {
        message: `${place} of the response with status ${status} ${message}.`,
        expected: `${pointer === '' ? 'a body that' : place} ${message}`,
        actual: found === undefined ? 'it is missing' : shownJson(found as Json),
        source,
        strength: exchange.case.operation.strengthOf(source),
        // readers disagree about a value that only the strict reading forbids
        ...(reading === 'strict' ? { severity: doubtWeighs(keyword) } : {}),
        // a rule that several elements of an array break is one defect
        defect: `${status} ${anyElement(pointer)} ${keyword}`,
      };
    }
  },
};

/** A discriminator must not change what a schema accepts; a value that it does not know is a hint. */
const doubtWeighs = (keyword: string): 'notice' | 'warning' =>
  keyword === 'discriminator' ? 'notice' : 'warning';
