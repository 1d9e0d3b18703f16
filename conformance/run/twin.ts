import { isDeepStrictEqual } from 'node:util';
import { equivalentAccepted } from '../checks/equivalent-accepted.ts';
import { meaningOf } from '../core/contract/responses.ts';
import { utf8 } from '../core/http/bodies/body-codec.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import type { Attempt } from './attempt.ts';
import { preparation, type Ask } from './resources/preparation.ts';

/**
 * Attempts of a case that means the same as another request: where it was refused, the other one is
 * sent, too. If the target refuses that as well, the form is not to blame.
 */
export async function besideTwin(
  attempts: readonly Attempt[],
  ask: Ask,
): Promise<readonly Attempt[]> {
  const isEquivalent = ({ check }: Attempt['observations'][number]) =>
    check === equivalentAccepted.id;
  const refused = attempts.find(({ observations }) => observations.some(isEquivalent));
  const twin = refused && twinOf(refused.testCase);
  const status = twin && (await ask(twin))?.exchange.reply.status;
  if (status === undefined || meaningOf(twin!.operation, status) !== 'refusal') return attempts;
  return attempts.map((one) => ({
    ...one,
    observations: one.observations.filter((observation) => !isEquivalent(observation)),
    unjudged: one.unjudged ?? {
      kind: 'skip',
      reason: `the same request in its usual form is refused too, with ${status}`,
    },
  }));
}

/** The same JSON as it is usually written; `undefined` if a body has no other form than that. */
function twinOf({ operation, request }: Case): Case | undefined {
  const { body } = request;
  const value = body?.raw && parsed(utf8(body.raw));
  if (!body?.raw || value === undefined) return undefined;
  const { raw, ...plain } = body;
  if (isDeepStrictEqual(Buffer.from(JSON.stringify(value)), Buffer.from(raw))) return undefined;
  return preparation(operation, { ...request, body: { ...plain, value } });
}

function parsed(text: string | undefined): Json | undefined {
  try {
    return JSON.parse(text ?? '') as Json;
  } catch {
    return undefined;
  }
}
