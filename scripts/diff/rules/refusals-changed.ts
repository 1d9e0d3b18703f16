import type { Rule } from '../difference.ts';

/** How a request that breaks the contract is refused. @see ../../../spec/README.md */
export const refusalsChanged: Rule = {
  id: 'refusals-changed',
  summary: 'Requests that break the contract are refused in another way (`x-refusals`).',
  of: ['extension'],
  aspects: ['x-refusals'],
  judge: ({ label, old }) =>
    old === undefined
      ? {
          severity: 'safe',
          reason: `${label} says how it refuses requests that break the contract.`,
        }
      : {
          severity: 'dangerous',
          reason: `${label} refuses requests that break the contract in another way: clients that read refusals may misread them.`,
        },
};
