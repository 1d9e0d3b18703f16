import type { RequestViolation } from '../core/http/request-part.ts';
import type {
  CaseDraft,
  CaseGenerator,
  NotApplicable,
  OperationContext,
} from '../generators/generator.ts';
import * as generators from '../generators/index.ts';
import { fingerprint } from './fingerprint.ts';
import { verifyIntent } from './verify-intent.ts';

/** A draft with its generator and the id of its case. */
export type NamedDraft<Draft extends { readonly name: string } = CaseDraft> = {
  readonly id: string;
  readonly generator: CaseGenerator;
  readonly draft: Draft;
};

/** A draft that does to the contract what it says, and the rule that an invalid one breaks. */
export type VerifiedDraft = NamedDraft & {
  readonly fingerprint: string;
  readonly broken?: RequestViolation;
};

/** An idea that is not planned, and why. */
export type Discarded = { readonly id: string; readonly reason: string };

/**
 * The drafts of every generator, in the order of the registry.
 * @param documentedFirst whether a request that is a documented example and something else too
 *   counts
 *   as the example
 */
export function* draftsOf(
  context: OperationContext,
  documentedFirst: boolean,
): Iterable<NamedDraft<CaseDraft | NotApplicable>> {
  const all: readonly CaseGenerator[] = Object.values(generators);
  const rank = ({ documented }: CaseGenerator) => (documented && documentedFirst ? 0 : 1);
  for (const generator of all.toSorted((one, other) => rank(one) - rank(other)))
    for (const draft of generator.generate(context))
      yield { id: `${context.operation.id}/${generator.id}/${draft.name}`, generator, draft };
}

/**
 * Verifies drafts on their wire form. Drafts that fail are discarded; those that are best effort or
 * not wanted are dropped.
 */
export function verifyDrafts(
  context: OperationContext,
  drafts: Iterable<NamedDraft<CaseDraft | NotApplicable>>,
  isWanted: (draft: NamedDraft) => boolean,
): { readonly verified: readonly VerifiedDraft[]; readonly discarded: readonly Discarded[] } {
  const verified: VerifiedDraft[] = [];
  const discarded: Discarded[] = [];
  for (const { id, generator, draft } of drafts) {
    if ('notApplicable' in draft) {
      discarded.push({ id, reason: draft.notApplicable });
      continue;
    }
    const result = verifyIntent(context.operation, draft);
    if (!('reason' in result))
      verified.push({
        id,
        generator,
        draft,
        fingerprint: fingerprint(id, result.request, draft.request, draft.repeat),
        ...(result.broken ? { broken: result.broken } : {}),
      });
    else if (!draft.bestEffort && isWanted({ id, generator, draft }))
      discarded.push({ id, reason: result.reason });
  }
  return { verified, discarded };
}

/** The first of all drafts that send the same. */
export function distinct<Draft extends { readonly fingerprint: string }>(
  drafts: readonly Draft[],
): Draft[] {
  const sent = new Set<string>();
  return drafts.filter((draft) => {
    const isNew = !sent.has(draft.fingerprint);
    sent.add(draft.fingerprint);
    return isNew;
  });
}
