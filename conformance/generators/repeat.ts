import type { CaseGenerator } from './generator.ts';

/** Whose rule: the contract's own. It promises to serve a valid request, and does not say: once. */
export const repeat: CaseGenerator = {
  id: 'repeat',
  summary: 'The same valid request twice, and valid requests at the same time.',
  *generate({ operation, base, full }) {
    // what answers repeat is sent, so that answers which are mixed up can be told
    const repeats = operation.responses.some(({ content }) =>
      content.some(({ echo }) => echo.size > 0),
    );
    const rule = { in: 'body', pointer: '', keyword: 'repeat' } as const;
    yield {
      name: 'in-turn',
      intent: 'valid',
      rule,
      reason: 'it is sent twice in a row',
      request: base,
      repeat: 'in-turn',
    };
    yield {
      name: 'at-once',
      intent: 'valid',
      rule,
      reason: 'it is sent with others like it at the same time',
      request: repeats ? full : base,
      repeat: 'at-once',
    };
  },
};
