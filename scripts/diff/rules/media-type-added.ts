import type { Rule } from '../difference.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 */
export const mediaTypeAdded: Rule = {
  id: 'media-type-added',
  summary: 'A body may have one more media type.',
  of: ['media type'],
  aspects: ['presence'],
  judge({ old, label, direction }) {
    if (old !== undefined) return undefined;
    return direction === 'request'
      ? { severity: 'safe', reason: `${label} is new: the other media types stay valid.` }
      : {
          severity: 'dangerous',
          reason: `${label} is new: clients that accept any media type may receive it.`,
        };
  },
};
