import { isObject } from '../../../conformance/core/pointer.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object */
export const parameterAdded: Rule = {
  id: 'parameter-added',
  summary: 'A parameter is new.',
  of: ['parameter'],
  aspects: ['presence'],
  judge({ old, new: fresh, label, isRequired, direction }) {
    if (old !== undefined) return undefined;
    if (isInPath(fresh))
      return { severity: 'safe', reason: `${label} is documented now: the path had it before.` };
    return isRequired && direction === 'request'
      ? {
          severity: 'breaking',
          reason: `${label} is new and required: requests without it are refused.`,
        }
      : { severity: 'safe', reason: `${label} is new: requests without it stay valid.` };
  },
};

/** Paths with other parameters are other paths, so that only the documentation is new. */
const isInPath = (parameter: unknown): boolean => isObject(parameter) && parameter.in === 'path';
