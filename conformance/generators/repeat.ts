import type { CaseGenerator } from './generator.ts';

/**
 * The contract promises to serve a valid request, however often it is sent. What a DELETE has deleted may
 * be gone for the next one.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5
 */
export const repeat: CaseGenerator = {
  id: 'repeat',
  summary: 'The same valid request twice, and valid requests at the same time.',
  *generate({ operation, base, full }) {
    // responses that repeat values of their requests show whether responses are mixed up
    const hasEcho = operation.responses.some(({ content }) =>
      content.some(({ echo }) => echo.size > 0),
    );
    const rule = { in: 'body', pointer: '', keyword: 'repeat' } as const;
    const again = operation.method === 'DELETE' ? 'unspecified' : 'valid';
    const once = { request: base, intent: 'valid', outcome: 'success' } as const;
    yield {
      ...{ intent: 'valid', rule },
      name: 'in-turn',
      reason: 'it is sent twice in a row',
      request: base,
      steps: [
        { ...once, purpose: 'is sent for the first time' },
        { ...once, intent: again, purpose: 'is the same once more' },
      ],
    };
    yield {
      ...{ intent: again, rule },
      name: 'at-once',
      reason: 'it is sent with others like it at the same time',
      request: hasEcho ? full : base,
      repeat: 'at-once',
    };
  },
};
