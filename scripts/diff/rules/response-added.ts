import type { Rule } from '../difference.ts';

/** A client must take an unknown status for the first one of its class. @see https://www.rfc-editor.org/rfc/rfc9110#section-15 */
export const responseAdded: Rule = {
  id: 'response-added',
  summary: 'A response is documented with one more status.',
  of: ['response'],
  aspects: ['presence'],
  judge({ old, label, where, direction }) {
    if (old !== undefined) return undefined;
    if (direction === 'request')
      return { severity: 'safe', reason: `${label} is new: the others stay valid.` };
    return /^response [45]/.test(where.at(-1) ?? '')
      ? { severity: 'safe', reason: `${label} is new: clients know what its class means.` }
      : {
          severity: 'dangerous',
          reason: `${label} is new: clients may receive a response that they don't expect.`,
        };
  },
};
