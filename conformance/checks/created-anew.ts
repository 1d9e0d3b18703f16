import { identifiersIn } from '../core/resources/identifiers.ts';
import type { Check } from './check.ts';
import type { Exchange } from './exchange.ts';
import { expectationOf, isSuccess, observed, thingShown } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3 */
export const createdAnew: Check = {
  id: 'created-anew',
  label: 'anew',
  summary: 'Each creation makes a thing of its own, with an identifier that no other has or had.',
  needs: 'sequence',
  appliesTo: (exchange) => expectationOf(exchange, 'new') !== undefined && isSuccess(exchange),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'new')!;
    const { resource, identifiers } = expects;
    const [made] = identifiersIn(resource, resource.parameters[0]!, {
      representation: thingShown(exchange, expects),
      location: exchange.reply.headers.get('location'),
    });
    // `apollo-2` is another one than `apollo`; a number may be written as a text
    const taken = identifiers.find((id) => String(id) === String(made));
    if (taken === undefined || (expects.isRepeated && isOnlyFound(exchange))) return;
    // a database may give the number of a deleted thing again, and only 201 says that a thing is new
    const isInDoubt =
      taken === expects.deleted || (expects.isRepeated && exchange.reply.status !== 201);
    yield {
      ...observed(exchange, expects, {
        message: `The creation gives the identifier ${JSON.stringify(taken)} again`,
        expected: 'an identifier of its own',
        defect: exchange.case.variation ?? 'same',
      }),
      ...(isInDoubt && { severity: 'warning' as const }),
    };
  },
};

/** Whether a response says that the creation found a thing: 200, where a new one gets 201. */
const isOnlyFound = ({ case: { operation }, reply }: Exchange): boolean =>
  reply.status === 200 && operation.responses.some(({ status }) => status === '201');
