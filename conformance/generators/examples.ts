import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestPart } from '../core/http/request-part.ts';
import { sendableBodies, sentTypeOf } from '../core/http/sent-type.ts';
import { withBody } from '../core/instances/plain-request.ts';
import type { CaseDraft, CaseGenerator, OperationContext } from './generator.ts';
import { withParameter } from './roots.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#working-with-examples */
export const examples: CaseGenerator = {
  id: 'examples',
  summary:
    'Every documented example of a request body and of a parameter; the plainest request where there is none.',
  documented: true,
  *generate(context) {
    const { operation, base } = context;
    const parts = [...sendableBodies(operation), ...operation.parameters];
    if (parts.every((part) => part.examples.length === 0))
      yield {
        name: 'plain',
        intent: 'valid',
        rule: ruleOf('body'),
        reason: 'it is the plainest request that the operation documents',
        request: base,
      };
    yield* bodies(context);
    yield* parameters(context);
  },
};

const ruleOf = (part: RequestPart, pointer = '') => ({ in: part, pointer, keyword: 'examples' });

function* bodies({ operation, base }: OperationContext): Iterable<CaseDraft> {
  for (const [index, mediaType] of sendableBodies(operation).entries()) {
    if (index > 0 && mediaType.examples.length === 0)
      yield {
        name: mediaType.name,
        intent: 'valid',
        rule: ruleOf('body'),
        reason: `its body is ${sentTypeOf(mediaType)}, which is documented too`,
        request: withBody(base, mediaType),
      };
    for (const { name, value } of mediaType.examples)
      yield {
        name: index === 0 ? `body/${name}` : `body@${mediaType.name}/${name}`,
        intent: 'valid',
        rule: ruleOf('body'),
        reason: `its body is the documented example \`${name}\``,
        request: {
          ...base,
          body: { mediaType: sentTypeOf(mediaType), documented: mediaType.name, value },
        },
      };
  }
}

function* parameters({ operation, base }: OperationContext): Iterable<CaseDraft> {
  for (const parameter of operation.parameters)
    for (const { name, value } of parameter.examples) {
      const apply = (request: PlannedRequest) => withParameter(request, parameter, value);
      const touches = `${parameter.in}/${parameter.name}`;
      yield {
        name: `${touches}/${name}`,
        intent: 'valid',
        rule: ruleOf(parameter.in, `/${parameter.name}`),
        reason: `its ${parameter.in} parameter \`${parameter.name}\` is the documented example \`${name}\``,
        request: apply(base),
        change: { touches, apply },
      };
    }
}
