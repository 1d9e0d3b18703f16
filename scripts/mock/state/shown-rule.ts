import type { Rule } from './scenario.ts';

/** A rule as a scenario file writes it. */
export const shown = ({
  answer,
  latency,
  ...rule
}: Rule & { readonly happened?: number }): object => ({
  ...rule,
  ...answer,
  ...(latency ? { latency: latency[0] === latency[1] ? latency[0] : latency.join('-') } : {}),
});
