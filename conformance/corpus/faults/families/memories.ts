import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import { memoryOf } from '../../contract-server/memory.ts';
import { put, tokensOf } from '../../contract-server/replies.ts';
import { echoesOf } from '../echoes.ts';

/** Servers that keep the wrong thing, or respond about the wrong one. */
export function* wrongMemories(operation: OperationSpec): Iterable<Fault> {
  const base = {
    class: 'answers',
    operation: operation.id,
    trips: ['echo-true'],
    mayTrip: ['memory-kept'],
  } as const;
  const id = `${operation.id}/answers/memory`;
  const echoes = echoesOf(operation);
  if (echoes.some(({ isSent }) => isSent))
    yield {
      ...base,
      id: `${id}/cached`,
      family: 'repeats-a-cached-answer',
      reason: 'It responds to every good request as to the first one.',
      echoes: (seen) => (seen.truth === 'good' ? (seen.first ?? seen) : seen),
    };
  for (const { expression, tokens, field } of echoes.filter(({ isSent }) => !isSent))
    yield {
      ...base,
      id: `${id}/other-subject/${field ?? tokens.join('/')}`,
      family: 'answers-another-subject',
      reason: `It responds about another subject than ${expression}.`,
      reply: (reply, _, verdict) =>
        verdict === 'good'
          ? { ...reply, body: JSON.stringify(put(JSON.parse(String(reply.body)), tokens, other)) }
          : reply,
    };
  const memory = memoryOf(operation);
  const shown =
    memory?.keeps.filter(
      ([name, expression]) =>
        expression.startsWith('$request.body') && memory.recalls.some(([, of]) => of === name),
    ) ?? [];
  if (memory === undefined || shown.length === 0) return;
  yield {
    ...base,
    id: `${id}/first`,
    family: 'keeps-the-first-value',
    reason: `It keeps the first value of a ${memory.of} for ever.`,
    keeps: ({ truth }, isKnown) => truth === 'good' && !isKnown,
  };
  // a value that every request sends hides what was kept before
  if (!canBeLeftOut(operation, shown)) return;
  yield {
    ...base,
    id: `${id}/refused`,
    family: 'changes-on-refusal',
    reason: `It changes a ${memory.of} on a request that it refuses as invalid.`,
    keeps: ({ truth }) => truth === 'good' || truth === 'invalid',
  };
  if (operation.security.length === 0) return;
  yield {
    ...base,
    id: `${id}/unauthorized`,
    family: 'changes-on-refusal',
    reason: `It changes a ${memory.of} before it verifies the credentials.`,
    keeps: ({ truth }) => truth === 'good' || truth === 'unauthorized',
  };
}

const other = 'd0b7b6a4-3c1f-4f4e-8a8b-5b7f0c3f9e21';

function canBeLeftOut(
  { body }: OperationSpec,
  keeps: readonly (readonly [name: string, expression: string])[],
): boolean {
  const required = body?.content.flatMap(({ schema }) =>
    typeof schema === 'boolean' ? [] : ((schema.required as string[] | undefined) ?? []),
  );
  return keeps.some(([, expression]) => {
    const [member] = tokensOf(expression.split('#')[1] ?? '');
    return member !== undefined && required?.includes(member) !== true;
  });
}
