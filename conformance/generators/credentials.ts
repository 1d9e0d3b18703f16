import type { Operation } from '../core/contract/model.ts';
import type { CredentialsUse, PlannedRequest } from '../core/http/planned-request.ts';
import type { CaseDraft, CaseGenerator, OperationContext } from './generator.ts';

type Use = Pick<CaseDraft, 'reason' | 'redundant'> & { readonly use: CredentialsUse };

const always: readonly Use[] = [
  { use: 'none', reason: 'it has no credentials, but the operation requires them' },
  { use: 'wrong', reason: 'its credentials are well-formed but were never issued' },
];
const ofOtherScheme: Use = {
  use: 'other-scheme',
  reason: 'its credentials are of another scheme than the documented one',
};
const empty: Use = { use: 'empty', reason: 'its credentials are empty' };
const changes: readonly Use[] = [
  { use: 'another-case', reason: 'its credentials are the good ones in another letter case' },
  { use: 'half', reason: 'its credentials are the first half of the good ones' },
  { use: 'changed-end', reason: 'its credentials differ from the good ones in one character' },
];
const inAuthorization: readonly Use[] = [
  {
    use: 'good-under-other-scheme',
    reason: 'its credentials are good, but under the name of another scheme',
  },
  { use: 'without-scheme', reason: 'its credentials are good, but without the name of a scheme' },
];

/**
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.1
 */
export const credentials: CaseGenerator = {
  id: 'credentials',
  summary:
    'A valid request without credentials, with empty ones, with those of another scheme, with wrong ones, and with the good ones spoilt; forged ones where requests are signed; the same for each scheme where several are needed; good ones with the name of their scheme in lower case.',
  *generate(context) {
    const { base, forgeries } = context;
    const { security } = context.operation;
    // an empty alternative means that credentials are optional
    if (security.length === 0 || security.some((schemes) => schemes.length === 0)) return;
    const draft = ({ use, ...more }: Use, scheme?: string): CaseDraft => ({
      ...more,
      name: use,
      intent: 'invalid',
      rule: { in: 'credentials', pointer: '', keyword: 'security' },
      request: { ...base, credentials: use, ...(scheme === undefined ? {} : { scheme }) },
    });
    for (const use of usesFor(context)) yield draft(use);
    for (const { name: scheme } of schemesUsedTogether(security))
      for (const { use, reason } of always)
        yield {
          ...draft({ use, reason: `${reason} (${scheme})` }, scheme),
          name: `${scheme}/${use}`,
        };
    for (const { scheme, ...forgery } of forgeries) yield draft(forgery, scheme);
    if (isInAuthorization(security)) yield inLowerCase(base);
  },
};

function usesFor({ operation: { security }, forgeries }: OperationContext): readonly Use[] {
  const isNamed = isInAuthorization(security);
  // a changed token says no more than a forged one
  const redundant = forgeries.length > 0;
  return [
    ...always,
    // good credentials under the name of another scheme say more
    { ...ofOtherScheme, redundant: isNamed },
    empty,
    ...changes.map((use) => ({ ...use, redundant })),
    ...(isNamed ? inAuthorization : []),
  ];
}

/** Whether every alternative has a credential in the Authorization field. */
const isInAuthorization = (security: Operation['security']): boolean =>
  security.every((schemes) => schemes.some(({ type }) => type !== 'apiKey'));

function inLowerCase(base: PlannedRequest): CaseDraft {
  const apply = (request: PlannedRequest) => ({ ...request, schemeName: 'lower' as const });
  return {
    name: 'lower-case-scheme',
    intent: 'valid',
    basis: 'rfc',
    rule: { in: 'credentials', pointer: '', keyword: 'scheme' },
    reason: 'the name of its authentication scheme is in lower case',
    request: apply(base),
    change: { touches: 'scheme name', apply },
  };
}

/**
 * The schemes of the only alternative if it needs several, and each has a place of its own; else
 * none: what shares the Authorization field can't be left out alone.
 */
function schemesUsedTogether([schemes = [], ...others]: Operation['security']) {
  if (others.length > 0 || schemes.length < 2) return [];
  const inField = schemes.filter(({ type }) => type !== 'apiKey');
  return inField.length > 1 ? schemes.filter((scheme) => !inField.includes(scheme)) : schemes;
}
