import type { RequestViolation } from '../core/http/request-part.ts';
import type {
  CaseDraft,
  CaseGenerator,
  NotApplicable,
  OperationContext,
} from '../generators/generator.ts';
import type { Case } from '../generators/case.ts';
import * as generators from '../generators/index.ts';
import { encode } from '../core/http/encode-request.ts';
import { fingerprint } from './fingerprint.ts';
import { verifyIntent } from './verify-intent.ts';

/** A draft with its generator and the id of its case. */
export type NamedDraft<Draft extends { readonly name: string } = CaseDraft> = {
  readonly id: string;
  readonly generator: CaseGenerator;
  readonly draft: Draft;
};

/** A draft whose request has the intended effect, and the rule that an invalid one breaks. */
export type VerifiedDraft = NamedDraft & {
  readonly fingerprint: string;
  /** What the contract demands: a draft whose effect is in doubt is `unspecified`. */
  readonly intent: Case['intent'];
  readonly broken?: RequestViolation;
};

/** A draft or an idea that is not planned, with the reason. */
export type Discarded = { readonly id: string; readonly reason: string };

/**
 * The drafts of every generator, in the order of the registry. Documented examples come first, so
 * that they are kept where another draft sends the same request.
 */
export function* draftsOf(
  context: OperationContext,
): Iterable<NamedDraft<CaseDraft | NotApplicable>> {
  const all: readonly CaseGenerator[] = Object.values(generators);
  const rank = ({ documented }: CaseGenerator) => (documented ? 0 : 1);
  for (const generator of all.toSorted((one, other) => rank(one) - rank(other)))
    for (const draft of generator.generate(context))
      yield { id: `${context.operation.id}/${generator.id}/${draft.name}`, generator, draft };
}

/**
 * Verifies drafts on their wire form. Those that fail are discarded with the reason, or dropped
 * silently if they are best effort or not wanted.
 */
export function verifyDrafts(
  context: OperationContext,
  drafts: Iterable<NamedDraft<CaseDraft | NotApplicable>>,
  isWanted: (draft: NamedDraft) => boolean,
): {
  readonly verified: readonly VerifiedDraft[];
  readonly discarded: readonly Discarded[];
  readonly redundant: number;
} {
  const verified: VerifiedDraft[] = [];
  const discarded: Discarded[] = [];
  const unwanted = new Set<string>();
  for (const { id, generator, draft } of drafts) {
    if ('notApplicable' in draft) {
      discarded.push({ id, reason: draft.notApplicable });
      continue;
    }
    if (!isWanted({ id, generator, draft })) {
      const request = encode(context.operation, draft.request);
      unwanted.add(fingerprint(id, request, draft.request, draft.repeat ?? (draft.steps && id)));
      continue;
    }
    const result = verifyIntent(context.operation, draft);
    if (!('reason' in result))
      verified.push({
        id,
        generator,
        draft,
        fingerprint: fingerprint(
          id,
          result.request,
          draft.request,
          draft.repeat ?? (draft.steps && id),
        ),
        intent: result.intent,
        ...(result.broken ? { broken: result.broken } : {}),
      });
    else if (!draft.bestEffort) discarded.push({ id, reason: result.reason });
  }
  for (const { fingerprint: sent } of verified) unwanted.delete(sent);
  return { verified, discarded, redundant: unwanted.size };
}
