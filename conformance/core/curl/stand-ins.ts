import type { Operation, SecurityScheme } from '../contract/model.ts';
import {
  isBasic,
  signersOf,
  variableOf,
  type Credential,
  type Credentials,
} from '../auth/credentials.ts';
import type { Signed } from '../auth/signers/signer.ts';
import { percentEncoded, type Secrets } from './secrets.ts';
import { output, quoted, variable, type Expansion, type Place } from './shell.ts';

/** What stands in a request for its credentials, until the shell puts them there. */
export type StandIns = {
  readonly credentials: Credentials;
  /** Whether a credential was asked for that signs the request. */
  readonly isSigned: () => boolean;
  /**
   * What the shell is to put in their place.
   * @param again prints the body; absent where there is none
   * @param wordOf a path as a word for the shell, with what stands in the place of parts of it
   */
  readonly places: (again: string | undefined, wordOf: WordOf) => readonly Place[];
  /** The credential of basic authentication as the user has it, for curl to encode, by what stands for it. */
  readonly basic: ReadonlyMap<string, Expansion>;
};

type WordOf = (path: string, places: readonly Place[]) => string;
type Signing = { readonly signed: Signed; readonly use?: string };

/**
 * Makes stand-ins for what an operation's security schemes need: for those credentials that there are, or for all of
 * them, as variables, where nothing is known of them.
 * @param stem begins every stand-in, and stands nowhere else in the request
 */
export function standInsFor(
  { api, security }: Operation,
  credentials: Credentials | undefined,
  stem: string,
): StandIns {
  const schemes = [
    ...new Map(security.flat().map((scheme) => [scheme.name, scheme])).values(),
  ].filter(({ name }) => credentials?.has(name) ?? true);
  const signings = new Map<string, Signing>();
  const stands = schemes.map((scheme, index) => ({
    scheme,
    mark: `${stem}${index}-`,
    credential: credentials?.get(scheme.name),
  }));
  const standing = ({ mark, credential }: (typeof stands)[number]): Credential => {
    if (credential?.kind !== 'session') return { kind: 'value', value: mark };
    const note = (signing: Signing) => {
      signings.set(mark, signing);
      return mark;
    };
    const { session } = credential;
    return {
      ...credential,
      session: {
        ...session,
        sign: (signed) => note({ signed }),
        forge: (use, signed) => note({ signed, use }),
      },
    };
  };
  const isEncoded = ({ scheme, credential }: (typeof stands)[number]) =>
    isBasic(scheme) && (credential?.kind !== 'value' || credential.value.includes(':'));
  return {
    credentials: new Map(stands.map((stand) => [stand.scheme.name, standing(stand)])),
    isSigned: () => signings.size > 0,
    places(again, wordOf) {
      const fixed = stands.flatMap((stand): Place[] => {
        const { mark, scheme, credential } = stand;
        if (credential?.kind === 'session') return [];
        const plain = valueOf(api, scheme, credential);
        return [
          [
            mark,
            isEncoded(stand)
              ? output(`printf %s "${plain.shell}" | base64 | tr -d '\\n'`)
              : inPlace(scheme, plain, credential?.value),
          ],
        ];
      });
      // what is signed may hold a fixed credential in its query
      const signed = stands.flatMap(({ mark, scheme, credential }): Place[] => {
        const signing = signings.get(mark);
        return credential?.kind === 'session' && signing
          ? [
              [
                mark,
                signature(
                  api,
                  scheme,
                  signing,
                  credential.configFile,
                  again,
                  wordOf(signing.signed.path, fixed),
                ),
              ],
            ]
          : [];
      });
      return [...fixed, ...signed];
    },
    basic: new Map(
      stands
        .filter(isEncoded)
        .map(({ mark, scheme, credential }) => [
          mark,
          valueOf(api, scheme, credential?.kind === 'value' ? credential : undefined),
        ]),
    ),
  };
}

/** The fixed credentials of a run as they may stand elsewhere in a request too: whole, and of `user:password` the password. */
export const secretsOf = (api: string, credentials: Credentials): Secrets =>
  new Map(
    [...credentials].flatMap(([name, credential]): [string, Expansion][] => {
      if (credential.kind === 'session') return [];
      const { value, origin } = credential;
      const password = value.slice(value.indexOf(':') + 1);
      const whole = valueOf(api, { name }, credential);
      // a shell takes off what comes before the colon, of a variable alone
      return [
        ...(origin === undefined || origin.kind === 'variable'
          ? [
              [password, { shell: whole.shell.replace(/^\$(\w+)$/, '${$1#*:}') }] as [
                string,
                Expansion,
              ],
            ]
          : []),
        [value, whole],
      ];
    }),
  );

/** A fixed value, from where the run had it. */
function valueOf(
  api: string,
  { name }: Pick<SecurityScheme, 'name'>,
  credential: Extract<Credential, { kind: 'value' }> | undefined,
): Expansion {
  const origin = credential?.origin ?? { kind: 'variable', name: variableOf(api, name) };
  if (origin.kind === 'variable') return variable(origin.name);
  return output(`cat ${origin.kind === 'file' ? quoted(origin.name) : `"$${origin.name}"`}`);
}

/** A value in the form that its place in a request wants. */
function inPlace(scheme: SecurityScheme, plain: Expansion, value: string | undefined): Expansion {
  const isPercentEncoded =
    scheme.type === 'apiKey' && (scheme.in === 'query' || scheme.in === 'cookie');
  if (isPercentEncoded)
    return value !== undefined && encodeURIComponent(value) === value
      ? plain
      : percentEncoded(plain);
  // a shell writes UTF-8, a header field is sent byte by byte
  return /[\x80-\xff]/.test(value ?? '')
    ? output(`printf %s "${plain.shell}" | iconv -f UTF-8 -t ISO-8859-1`)
    : plain;
}

/** The command that signs a request; see `scripts/sign.ts`. */
function signature(
  api: string,
  { name }: SecurityScheme,
  { signed: { method }, use }: Signing,
  configFile: string | undefined,
  again: string | undefined,
  path: string,
): Expansion {
  const words = [
    'npm run -s sign --',
    api,
    method,
    path,
    ...(signersOf(api).length > 1 ? [`--scheme ${name}`] : []),
    ...(use === undefined ? [] : [`--forge ${use.replace(/^forged-/, '')}`]),
    ...(configFile === undefined ? [] : [`--config ${quoted(configFile)}`]),
  ].join(' ');
  return output(again === undefined ? `${words} </dev/null` : `${again} | ${words}`);
}
