import { verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object */
export const requiredChanged: Rule = {
  id: 'required-changed',
  summary: 'A parameter, a header field, a body or a member must be there, or need not any more.',
  of: ['parameter', 'header', 'request body', 'member'],
  aspects: ['required'],
  judge: (difference) =>
    difference.new
      ? verdictOf('narrowed', difference, 'is required now')
      : verdictOf('widened', difference, 'is optional now'),
};
