import type { WireRequest } from '../core/http/messages.ts';
import type { RequestViolation } from '../core/http/request-part.ts';
import type {
  CaseDraft,
  CaseGenerator,
  NotApplicable,
  OperationContext,
} from '../generators/generator.ts';
import type { Case } from '../generators/case.ts';
import * as generators from '../generators/index.ts';
import type { Steps } from '../core/steps.ts';
import { fingerprint } from './fingerprint.ts';
import { verifyIntent, type Verified } from './verify-intent.ts';

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

/** What becomes of the drafts of an operation. */
type VerifiedDrafts = {
  readonly verified: readonly VerifiedDraft[];
  readonly discarded: readonly Discarded[];
  /** How many drafts are not wanted. */
  readonly redundant: number;
};

/**
 * Verifies drafts on their wire form. Those that fail are discarded with the reason, or dropped
 * silently if they are best effort. Those that are not wanted are only counted. Each draft is a step.
 */
export function* verifyDrafts(
  { operation }: OperationContext,
  drafts: Iterable<NamedDraft<CaseDraft | NotApplicable>>,
  isWanted: (draft: NamedDraft) => boolean,
): Steps<VerifiedDrafts> {
  const verified: VerifiedDraft[] = [];
  const discarded: Discarded[] = [];
  let redundant = 0;
  for (const { id, generator, draft } of drafts) {
    yield;
    if ('notApplicable' in draft) {
      discarded.push({ id, reason: draft.notApplicable });
      continue;
    }
    const named = { id, generator, draft };
    if (!isWanted(named)) {
      redundant += 1;
      continue;
    }
    const result = verifyIntent(operation, draft);
    if (!('reason' in result)) verified.push(asVerified(named, result));
    else if (!draft.bestEffort) discarded.push({ id, reason: result.reason });
  }
  return { verified, discarded, redundant };
}

const asVerified = (named: NamedDraft, { request, intent, broken }: Verified): VerifiedDraft => ({
  ...named,
  fingerprint: fingerprintOf(named, request),
  intent,
  ...(broken ? { broken } : {}),
});

const fingerprintOf = ({ id, draft }: NamedDraft, request: WireRequest): string =>
  fingerprint(id, request, draft.request, draft.repeat ?? (draft.steps && id));
