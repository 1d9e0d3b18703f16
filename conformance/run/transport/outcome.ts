import type { Reply } from '../../core/http/messages.ts';

/** What came of sending: a reply, or silence and its reason. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly isInterrupted?: boolean }
  | { readonly kind: 'silence'; readonly reason: string };
