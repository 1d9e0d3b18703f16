import type { Operation, SecurityScheme } from '../contract/model.ts';
import { variableOf, type Credential, type Credentials } from '../auth/credentials.ts';
import { signersOf } from '../auth/find-signer.ts';
import { authorize, isBasic, type Presentation } from '../auth/present-credentials.ts';
import { isChange } from '../auth/spoil.ts';
import type { Signed } from '../auth/signers/signer.ts';
import type { WireRequest } from '../http/messages.ts';
import { quoted } from './shell.ts';

/** A request without its credentials, and how it presents itself. */
export type SentRequest = { readonly request: WireRequest; readonly presentation: Presentation };

/** Its value is known when the request is sent; a shell takes it from a variable. */
type KnownValue = Exclude<Credential, { kind: 'session' }>;

/** A request with a placeholder for each credential. */
type RequestWithPlaceholders = {
  readonly request: WireRequest;
  /** By placeholder, the shell expansion that writes the credential. */
  readonly expansions: ReadonlyMap<string, string>;
  /** The same for `user:password`, which curl encodes. */
  readonly basic: ReadonlyMap<string, string>;
  readonly signature?: Signature;
};

/** A signature that is made when the line runs. */
export type Signature = {
  readonly placeholder: string;
  readonly signed: Signed;
  readonly flags: readonly string[];
};

/**
 * Presents placeholders instead of the given credentials; without credentials, variables of every
 * scheme. `undefined` if a shell can't simply write a credential as the request holds it:
 * percent-encoded, beyond ASCII, or in base64 in a header field with an upper-case name.
 */
export function withPlaceholders(
  operation: Operation,
  { request, presentation }: SentRequest,
  credentials: Credentials | undefined,
): RequestWithPlaceholders | undefined {
  const { api, security, offered = [] } = operation;
  // no simple command changes a value
  if (isChange(presentation.credentials)) return undefined;
  const stem = unusedIn(request);
  let signature: Signature | undefined;
  const schemes = new Map([...security, ...offered].flat().map((scheme) => [scheme.name, scheme]));
  const known = [...schemes.values()].filter(({ name }) => credentials?.has(name) ?? true);
  const values = known.map((scheme, index) => ({
    scheme,
    placeholder: `${stem}${index}-`,
    credential: credentials?.get(scheme.name),
  }));
  const placeholderFor = ({ scheme, placeholder, credential }: (typeof values)[number]) => {
    if (credential?.kind !== 'session') return { kind: 'value', value: placeholder } as const;
    const sign = (signed: Signed, forgery?: string) => {
      signature = { placeholder, signed, flags: flagsOf(api, scheme, credential, forgery) };
      return placeholder;
    };
    const session = {
      ...credential.session,
      sign: (signed: Signed) => sign(signed),
      forge: (use: string, signed: Signed) => sign(signed, use.replace(/^forged-/, '')),
    };
    return { ...credential, session };
  };
  const presented = authorize(
    operation,
    request,
    presentation,
    new Map(values.map((value) => [value.scheme.name, placeholderFor(value)])),
  );
  const text = [presented.path, ...presented.headers.flat()].join('\n');
  const fixed = values.flatMap(({ scheme, placeholder, credential }) =>
    credential?.kind !== 'session' && text.includes(placeholder)
      ? [{ scheme, placeholder, credential, expansion: expansionOf(api, scheme.name, credential) }]
      : [],
  );
  const isEncodedByCurl = ({ scheme, credential }: (typeof fixed)[number]) =>
    isBasic(scheme) && (credential?.value.includes(':') ?? true);
  // curl writes the names of the field and of the scheme itself
  const isMisspelt =
    (presentation.headerNames === 'upper' ||
      presentation.schemeName === 'lower' ||
      presentation.credentials === 'good-under-other-scheme' ||
      presentation.credentials === 'without-scheme') &&
    fixed.some(isEncodedByCurl);
  if (isMisspelt || fixed.some(isTransformed)) return undefined;
  const entries = (some: typeof fixed) =>
    new Map(some.map(({ placeholder, expansion }) => [placeholder, expansion]));
  return {
    request: presented,
    expansions: entries(fixed.filter((one) => !isEncodedByCurl(one))),
    basic: entries(fixed.filter(isEncodedByCurl)),
    ...(signature ? { signature } : {}),
  };
}

/** The flags of `npm run sign` for one signature. */
const flagsOf = (
  api: string,
  { name }: SecurityScheme,
  { configFile }: Extract<Credential, { kind: 'session' }>,
  forgery: string | undefined,
): readonly string[] => [
  ...(signersOf(api).length > 1 ? [`--scheme ${name}`] : []),
  ...(forgery === undefined ? [] : [`--forge ${forgery}`]),
  ...(configFile === undefined ? [] : [`--config ${quoted(configFile)}`]),
];

/** The shell expansion for a value, by its origin. */
export function expansionOf(api: string, scheme: string, credential?: KnownValue): string {
  const { kind, name } = credential?.origin ?? { kind: 'variable', name: variableOf(api, scheme) };
  if (kind === 'variable') return `$${name}`;
  return `$(cat ${kind === 'file' ? quoted(name) : `"$${name}"`})`;
}

type Presented = { readonly scheme: SecurityScheme; readonly credential: KnownValue | undefined };

/** Whether the request holds a value percent-encoded, or in ISO 8859-1. */
function isTransformed({ scheme, credential }: Presented): boolean {
  if (credential === undefined) return false;
  const { value } = credential;
  const isWritten = credential.kind === 'fetched' && credential.isCookie;
  const isPercentEncoded =
    !isWritten && scheme.type === 'apiKey' && (scheme.in === 'query' || scheme.in === 'cookie');
  return isPercentEncoded ? encodeURIComponent(value) !== value : /[^\x20-\x7e]/.test(value);
}

/** The prefix of placeholders: a text that the request does not contain. */
function unusedIn({ path, headers }: WireRequest): string {
  const text = [path, ...headers.flat()].join(' ');
  let stem = 'credential-';
  while (text.includes(stem)) stem += 'x-';
  return stem;
}
