import type { CaseDraft, CaseGenerator } from './generator.ts';

/** The contract promises to serve a valid request, however often it is sent. */
export const repeat: CaseGenerator = {
  id: 'repeat',
  summary: 'The same valid request twice, and valid requests at the same time.',
  *generate({ operation, base, full }) {
    // responses that repeat values of their requests show whether responses are mixed up
    const hasEcho = operation.responses.some(({ content }) =>
      content.some(({ echo }) => echo.size > 0),
    );
    const draft: Pick<CaseDraft, 'intent' | 'rule'> = {
      intent: 'valid',
      rule: { in: 'body', pointer: '', keyword: 'repeat' },
    };
    const once = { request: base, intent: 'valid', outcome: 'success' } as const;
    yield {
      ...draft,
      name: 'in-turn',
      reason: 'it is sent twice in a row',
      request: base,
      steps: [
        { ...once, purpose: 'is sent for the first time' },
        { ...once, purpose: 'is the same once more' },
      ],
    };
    yield {
      ...draft,
      name: 'at-once',
      reason: 'it is sent with others like it at the same time',
      request: hasEcho ? full : base,
      repeat: 'at-once',
    };
  },
};
