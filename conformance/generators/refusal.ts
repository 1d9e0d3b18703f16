import { meaningOf } from '../core/contract/responses.ts';
import type { Operation } from '../core/contract/model.ts';
import { echoedHeader } from '../core/http/runtime-expression.ts';
import { brokenRequest } from '../core/instances/broken-request.ts';
import { valueIn } from '../core/instances/other-texts.ts';
import { withValue } from '../core/instances/plain-request.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

/**
 * Who refuses a request early may forget what every response repeats. Other cases find out who does
 * not refuse at all, so these demand nothing but what is documented.
 * @see ../../spec/README.md
 */
export const refusal: CaseGenerator = {
  id: 'refusal',
  summary:
    'A request to be refused that has the values which refusals repeat: with a broken rule, a body that is cut short, and wrong credentials.',
  *generate({ operation, base, full }) {
    const places = repeatedByRefusals(operation);
    const request = places.reduce((filled, place) => {
      const value = valueIn(base, place) ?? valueIn(full, place);
      return value === undefined ? filled : withValue(filled, place, value);
    }, base);
    if (!places.some((place) => valueIn(request, place) !== undefined)) return;
    const draft = (name: string, reason: string): Omit<CaseDraft, 'request'> => ({
      name,
      intent: 'unspecified',
      rule: { in: 'credentials', pointer: '', keyword: 'refusal' },
      reason: `${reason}, and it has the values that refusals repeat`,
    });
    const broken = brokenRequest(operation, request, places);
    if (broken) yield { ...draft('invalid', 'it breaks a rule'), request: broken };
    if (request.body) {
      const body = { ...request.body, raw: Buffer.from('{"') };
      yield { ...draft('malformed', 'its body is cut short'), request: { ...request, body } };
    }
    if (operation.security.length > 0)
      yield {
        ...draft('unauthorized', 'its credentials are wrong'),
        request: { ...request, credentials: 'wrong' },
      };
  },
};

/** The places of a request outside its body that header fields of refusals repeat. */
const repeatedByRefusals = (operation: Operation): readonly string[] => [
  ...new Set(
    operation.responses
      .filter(({ status }) => meaningOf(operation, Number(status)) === 'refusal')
      .flatMap(({ content }) =>
        content.flatMap(({ echo }) =>
          [...echo].flatMap(([place, expression]) =>
            echoedHeader(place) !== undefined && /^\$request\.(header|query)\./.test(expression)
              ? [expression]
              : [],
          ),
        ),
      ),
  ),
];
