import type { Credentials } from '../core/auth/credentials.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { curlOf } from '../core/curl/curl.ts';
import { quoted } from '../core/curl/shell.ts';
import { encode } from '../core/http/encode-request.ts';
import { withFixedFields, type FixedFields } from '../core/http/fixed-fields.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Case } from '../generators/case.ts';
import { typedAs } from '../core/typed-as.ts';

/** How the user started a run. */
export type Invocation = {
  /** The API as on the command line: its name, or the path of its description. */
  readonly api: string;
  /** The configuration file, where one was given. */
  readonly config?: string | undefined;
  /** Other flags that decide what is sent, as typed. */
  readonly flags?: readonly (readonly [flag: string, value?: string])[];
};

export type ReproductionContext = {
  readonly target: string;
  /** What shows in place of a target that the configuration fills in with variables. */
  readonly shown?: string | undefined;
  /** Whether the target is the mock of this run, which ends with it. */
  readonly isMock?: true | undefined;
  readonly redact: Redactor;
  /** Values that came from the environment, by the variable's name. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly credentials: Credentials;
  /** Header fields for every request. */
  readonly headers?: FixedFields;
  readonly invocation?: Invocation | undefined;
  /** How the random requests of this run were made. */
  readonly fuzz?: { readonly count: number; readonly seed: number } | undefined;
};

export type Reproduction = {
  /** Requests to send before, in this order, because the response depends on them. */
  readonly after?: readonly PlannedRequest[] | undefined;
  /** How long to wait for the response. */
  readonly maxSeconds?: number | undefined;
};

/**
 * One line for a shell that repeats a case, without secrets: curl if one simple command sends the
 * same bytes, else a command line of the runner.
 * @param sent credentials of this request, such as its token
 */
export function reproductionLine(
  testCase: Case,
  reproduction: Reproduction,
  context: ReproductionContext,
  sent: readonly string[] = [],
): string {
  const { redact } = context;
  const curl = curlLine(testCase, reproduction, context);
  // a redacted request is another request
  if (curl !== undefined && redact({ curl }, sent).curl === curl) return curl;
  // it holds no credential: part of one may be a word of the line
  return redact({ line: runnerLine(testCase, reproduction, context) }).line;
}

/** `undefined` also for requests at the same time, for one about a thing that is taken away, and for one that a hook changed. */
function curlLine(
  { operation, request, repeat, isBound, isHooked, origin }: Case,
  reproduction: Reproduction,
  { target, secrets, credentials, headers = [] }: ReproductionContext,
): string | undefined {
  if (repeat || isBound || isHooked || origin === 'sequence') return undefined;
  const { maxSeconds, after = [] } = reproduction;
  const sentAs = (planned: PlannedRequest) => ({
    request: withFixedFields(encode(operation, planned), operation, headers),
    presentation: planned,
  });
  return curlOf(target, operation, sentAs(request), {
    secrets,
    credentials,
    maxSeconds,
    after: after.map(sentAs),
  });
}

/** The command line that plans and sends a case again; a random one is found again by its seed. */
function runnerLine(
  { id, origin, operation }: Case,
  { maxSeconds }: Reproduction,
  { target, shown, isMock, invocation, fuzz }: ReproductionContext,
): string {
  const { api = operation.api, config, flags = [] } = invocation ?? {};
  const isRandom = fuzz !== undefined && origin === 'fuzz';
  const options: readonly (readonly [flag: string, value?: string | number])[] = [
    ...(isMock || shown !== undefined ? [] : [['--target', target] as const]),
    ...(config === undefined ? [] : [['--config', config] as const]),
    ...flags,
    ...(isRandom
      ? ([
          ['--operation', operation.id],
          ['--fuzz', fuzz.count],
          ['--seed', fuzz.seed],
        ] as const)
      : [['--case', id] as const]),
    ...(maxSeconds === undefined ? [] : [['--timeout', maxSeconds] as const]),
  ];
  const words = options.map(
    ([flag, value]) => ` ${flag}${value === undefined ? '' : ` ${argument(String(value))}`}`,
  );
  return typedAs('check', `${argument(api)}${words.join('')}`);
}

/** A word for a shell, in quotes only where it needs them. */
const argument = (text: string): string => (/^[\w./:@%+,-]+$/.test(text) ? text : quoted(text));
