import type { PlannedRequest } from '../core/http/planned-request.ts';
import { escapeToken } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { withParameter } from './roots.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#parameter-allow-empty-value */
export const emptyValue: CaseGenerator = {
  id: 'empty-value',
  summary: 'A query parameter without a value, where `allowEmptyValue` says that it may have none.',
  *generate({ operation, base }) {
    for (const parameter of operation.parameters) {
      const { name, style, allowsEmpty } = parameter;
      // an empty text in a parameter of JSON is "" in quotes
      if (!allowsEmpty || style === 'content') continue;
      const apply = (request: PlannedRequest) => withParameter(request, parameter, '');
      yield {
        name: `query/${name}`,
        intent: 'valid',
        rule: { in: 'query', pointer: `/${escapeToken(name)}`, keyword: 'allowEmptyValue' },
        reason: `its query parameter \`${name}\` has no value, which \`allowEmptyValue\` allows`,
        request: apply(base),
        change: { touches: `query/${name}`, apply },
      };
    }
  },
};
