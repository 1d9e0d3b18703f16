import { element } from './dom.ts';
import type { Filled } from './request.ts';
import type { Outcome } from './send.ts';
import { filled, type Words } from './words.ts';

type Failed = Exclude<Outcome, { readonly kind: 'answer' }>;

/** Why there is no answer, and what a reader can do. */
export function failureText(
  outcome: Failed,
  { base, isMock }: Filled,
  seconds: number,
  words: Words,
): string {
  const origin = URL.canParse(base) ? new URL(base).origin : base;
  const values = { origin, page: location.origin, seconds };
  if (outcome.kind === 'impossible') return filled(words.impossible, { reason: outcome.reason });
  if (outcome.kind === 'unreachable' && isMock) return filled(words.unreachableMock, values);
  return filled(words[outcome.kind], values);
}

/** A command to paste. */
export const failureView = (command: string): HTMLElement =>
  element('pre', { class: 'console-code', tabindex: 0 }, command);
