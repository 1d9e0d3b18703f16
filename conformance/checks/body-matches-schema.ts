import { inWords, valueAt } from '../core/pointer.ts';
import type { Check } from './check.ts';
import { jsonOf, mediaTypeOf, shown } from './answer.ts';
import { anyElement } from '../core/http/rule-key.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation */
export const bodyMatchesSchema: Check = {
  id: 'body-matches-schema',
  label: 'schema',
  summary:
    'The body is valid against the schema that the operation documents for the status and media type.',
  quotesAnswers: true,
  appliesTo: (exchange) =>
    mediaTypeOf(exchange)?.schema !== undefined && jsonOf(exchange) !== undefined,
  *judge(exchange) {
    const json = jsonOf(exchange);
    if (!json) return;
    const { reply } = exchange;
    for (const { pointer, keyword, message, source } of mediaTypeOf(exchange)?.schema?.validate(
      json.value,
    ) ?? []) {
      const place = pointer === '' ? 'The body' : inWords(pointer);
      const found = valueAt(json.value, pointer);
      yield {
        message: `${place} of the answer with status ${reply.status} ${message}.`,
        expected: `${place === 'The body' ? 'a body that' : place} ${message}`,
        actual: found === undefined ? 'it is missing' : shown(JSON.stringify(found)),
        source,
        // elements of one array break one rule, however many there are
        defect: `${reply.status} ${anyElement(pointer)} ${keyword}`,
      };
    }
  },
};
