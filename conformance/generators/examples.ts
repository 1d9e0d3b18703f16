import type { MediaType, NamedExample, Operation } from '../core/contract/model.ts';
import { isRefusedByName } from '../core/contract/named-responses.ts';
import { exampleViolation } from '../core/http/documented-example.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestPart } from '../core/http/request-part.ts';
import { ruleKey } from '../core/http/rule-key.ts';
import { isMade, sendableBodies, sentTypeOf } from '../core/http/sent-type.ts';
import { withBody } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import type { CaseDraft, CaseGenerator, NotApplicable, OperationContext } from './generator.ts';
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

function* bodies({ operation, base }: OperationContext): Iterable<CaseDraft | NotApplicable> {
  for (const [index, mediaType] of sendableBodies(operation).entries()) {
    if (index > 0 && mediaType.examples.length === 0)
      yield {
        name: mediaType.name,
        intent: 'valid',
        rule: ruleOf('body'),
        reason: `its body is ${sentTypeOf(mediaType)}, which is documented too`,
        request: withBody(base, mediaType),
      };
    for (const each of mediaType.examples) {
      const { name: example, value } = each;
      const { intent, also } = meant(operation, each);
      const name = index === 0 ? `body/${example}` : `body@${mediaType.name}/${example}`;
      const broken = unreadFault(mediaType, value);
      if (broken) {
        const rule = ruleKey({ ...broken, in: 'body' });
        yield { name, notApplicable: `it is meant to be valid, but breaks ${rule}` };
        continue;
      }
      yield {
        name,
        intent,
        rule: ruleOf('body'),
        reason: `its body is the documented example \`${example}\`${also}`,
        request: {
          ...base,
          body: { mediaType: sentTypeOf(mediaType), documented: mediaType.name, value },
        },
      };
    }
  }
}

/** An example that a refusal has the name of is meant to be refused, which only some servers can do. */
const meant = (operation: Operation, example: NamedExample) =>
  isRefusedByName(operation, example)
    ? ({ intent: 'unspecified', also: ', and a refusal has an example of that name' } as const)
    : ({ intent: 'valid', also: '' } as const);

/** What an example breaks of its schema, where nothing reads the body that is made of it. */
const unreadFault = (mediaType: MediaType, value: Json) =>
  isMade(mediaType) ? undefined : exampleViolation(mediaType, value);

function* parameters({ operation, base }: OperationContext): Iterable<CaseDraft> {
  for (const parameter of operation.parameters)
    for (const each of parameter.examples) {
      const { name, value } = each;
      const { intent, also } = meant(operation, each);
      const apply = (request: PlannedRequest) => withParameter(request, parameter, value);
      const touches = `${parameter.in}/${parameter.name}`;
      yield {
        name: `${touches}/${name}`,
        intent,
        rule: ruleOf(parameter.in, `/${parameter.name}`),
        reason: `its ${parameter.in} parameter \`${parameter.name}\` is the documented example \`${name}\`${also}`,
        request: apply(base),
        change: { touches, apply },
      };
    }
}
