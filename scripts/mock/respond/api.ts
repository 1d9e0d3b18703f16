import type { KeyObject } from 'node:crypto';
import { claimsOf } from '../../../conformance/core/auth/claims.ts';
import { challengesFor } from '../../../conformance/core/auth/present-credentials.ts';
import type { Credentials } from '../../../conformance/core/auth/credentials.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { readRequest, type ReadRequest } from '../../../conformance/core/http/read-request.ts';
import type { RequestViolation } from '../../../conformance/core/http/request-part.ts';
import type { Readable } from '../../../conformance/core/http/runtime-expression.ts';
import type { Received } from '../http/read-request.ts';
import type { Passes } from '../pass-through/pass.ts';
import {
  choiceHeader,
  inPlainText,
  inProblem,
  violationHeader,
  type Reply,
} from '../http/write-response.ts';
import type { Remembering, Repeated } from '../memory/remember.ts';
import type { Scenario } from '../state/scenario.ts';
import type { Sessions } from '../state/sessions.ts';
import type { Lived, Things } from '../things/respond.ts';
import { stateField } from '../things/state-field.ts';
import type { CredentialPolicy } from './credentials.ts';
import type { Preference } from './prefer.ts';
import type { FilledResponse, PreparedResponse } from './prepared-response.ts';
import {
  reasonOf,
  requestErrorOf,
  type RequestContext,
  type RequestError,
} from './request-error.ts';
import { createResponseCache } from './response-cache.ts';
import { selectResponse, type Bare, type Problem } from './select-response.ts';
import { createWanted, type Wanted } from './wanted.ts';

/** Responds to a request, whose path is the documented one; `target` is the requested path. */
export type MockedApi = (operation: Operation, received: Received, target: string) => Reply;

/** What decides the responses. */
export type ResponseOptions = {
  /** The only accepted credentials, by API. By default every well-formed credential is accepted. */
  readonly credentials?: ReadonlyMap<string, Credentials> | undefined;
  /** Verifies signed requests with the keys of the sessions of this mock and with `publicKey`. */
  readonly verifySignatures?: boolean;
  /** Verifies signed requests of sessions that the mock does not know. */
  readonly publicKey?: KeyObject | undefined;
  /** Accepts requests that break only rules which no document states: observed, or of another page. */
  readonly lenient?: boolean;
  /** Refuses everything that a server may refuse, also where the contract does not say so. */
  readonly strict?: boolean;
  /** Generates the bodies of successes. The same seed generates the same bodies. */
  readonly dynamic?: boolean;
  readonly seed?: number;
  /** Responds with a 500 where a documented example breaks its schema, in place of another body. */
  readonly strictExamples?: boolean;
};

/** What a mock keeps between requests. */
export type State = {
  readonly sessions: Sessions;
  readonly scenario: Scenario;
  /** What answers with what `x-memory` declares; `undefined` unless the mock remembers. */
  readonly rememberingOf?: ((contract: Contract) => Remembering) | undefined;
  /** What answers requests about things that live; `undefined` unless the mock is stateful. */
  readonly thingsOf?: ((contract: Contract) => Things) | undefined;
  /** What sends requests on to a real server; `undefined` unless the mock passes some. */
  readonly pass?: Passes['documented'] | undefined;
};

/** Prepares the mock of one API: it validates a request, selects a response and fills it in. */
export function mockApi(contract: Contract, options: ResponseOptions & State): MockedApi {
  const { api } = contract;
  const { verifySignatures = false, dynamic = false, seed = 1, strictExamples = false } = options;
  const { sessions, scenario, pass } = options;
  const remembering = options.rememberingOf?.(contract);
  const things = options.thingsOf?.(contract);
  const responseFor = createResponseCache(contract, { seed, strictExamples });
  const examine = examiner(contract, options);
  const wantedBy = createWanted(contract, scenario);

  return (operation, received, target) => {
    const examined = examine(operation, received, target);
    const wanted = wantedBy(examined.context, examined.requestError);
    const { latency, connection } = wanted.effect;
    const passed = passedOn(pass, wanted.preference, examined.context);
    const reply = passed ?? replyTo(examined, wanted);
    const isPlain = latency === undefined && connection === undefined;
    return isPlain ? reply : { ...reply, latency, connection };
  };

  function replyTo(examined: Examined, wanted: Wanted): Reply {
    const { context, requestError, broken } = examined;
    const { operation, read, received } = context;
    const { preference, named } = wanted;
    const lived = livedBy(examined, wanted);
    const selecting = { contract, operation, preference, requestError, named, dynamic };
    const selection = lived?.selection ?? selectResponse(selecting);
    const choice = 'choice' in selection ? selection.choice : wanted.choice;
    const marks = marksOf(broken, choice);
    const logFields = { api, operation: operation.id, choice, violation: broken };
    if ('bare' in selection || 'problem' in selection) {
      const reply = undocumented(operation, selection, marks);
      return { ...reply, logFields: { ...logFields, ...reply.logFields } };
    }
    const prepared = responseFor(operation, selection, received.request);
    const shown = lived?.show?.(prepared);
    const filled = shown ?? unshown(lived, filledIn(prepared, examined));
    if (!requestError && verifySignatures) sessions.remember(operation, read.body, filled.body);
    return {
      ...replyWith(filled, marks),
      logFields: { ...logFields, ...(shown ? state : told(prepared)) },
    };
  }

  /** What state says. What the description says of its memory goes before what is inferred. */
  function livedBy(
    { context, requestError }: Examined,
    { preference, named }: Wanted,
  ): Lived | undefined {
    if (requestError || isPreferred(preference) || named?.isRefusal) return undefined;
    const { operation, read, received, target } = context;
    const absence = remembering?.absence(operation, read);
    if (absence) return { selection: absence };
    return things?.({ operation, read, request: received.request, target });
  }

  function filledIn(
    prepared: PreparedResponse,
    { context, requestError }: Examined,
  ): FilledResponse {
    const { operation, read } = context;
    const repeated = repeating(prepared, read, requestError);
    return requestError || !remembering
      ? repeated.response
      : remembering.respond(operation, prepared, repeated);
  }
}

/** A request, as its operation reads it, and what is wrong with it. */
type Examined = {
  readonly context: RequestContext;
  /** Why the mock refuses it. */
  readonly requestError: RequestError | undefined;
  /** The first rule that it breaks, also one that the mock tolerates. */
  readonly broken: string | undefined;
};

function examiner(
  contract: Contract,
  options: ResponseOptions & State,
): (operation: Operation, received: Received, target: string) => Examined {
  const { api } = contract;
  const { verifySignatures = false, publicKey, sessions } = options;
  const policy: CredentialPolicy = {
    credentials: options.credentials?.get(api),
    verifySignatures,
    publicKeyOf: (session) => sessions.publicKeyOf(api, session) ?? publicKey,
  };
  const refuses = refusalPolicy(options);
  return (operation, received, target) => {
    const { request } = received;
    const read = { ...readRequest(operation, request), credentials: claimsOf(operation, request) };
    const context = { contract, operation, received, target, read, policy, refuses };
    const requestError = requestErrorOf(context);
    return { context, requestError, broken: brokenIn(context, requestError) };
  };
}

/** The rule that a request breaks, also one that the mock tolerates. */
function brokenIn(
  { contract, read, refuses }: RequestContext,
  requestError: RequestError | undefined,
): string | undefined {
  if (requestError) return requestError.reason;
  const tolerated = read.violations.find((each) => !refuses(each));
  return tolerated && reasonOf(tolerated, contract);
}

const isPreferred = ({ code, example, dynamic }: Preference): boolean =>
  (code ?? example ?? dynamic) !== undefined;

/** The reply that a real server gives; a preferred response is the mock's own. */
const passedOn = (
  pass: State['pass'],
  preference: Preference,
  context: RequestContext,
): Reply | undefined => (pass && !isPreferred(preference) ? pass(context) : undefined);

/** A response that can't tell what the mock keeps says so: the contract goes before the state. */
const unshown = (lived: Lived | undefined, response: FilledResponse): FilledResponse =>
  lived?.untold === undefined
    ? response
    : { ...response, headers: { ...response.headers, ...stateField([lived.untold]) } };

/** A response that no description has: a success without a body, a refusal, or what is wrong. */
function undocumented(
  operation: Operation,
  selection: Bare | Problem,
  headers: Reply['headers'] = {},
): Reply {
  if ('bare' in selection)
    return {
      status: selection.bare,
      headers: { ...headers, ...selection.headers },
      logFields: {},
    };
  const { status, problem, isRefusal } = selection;
  if (!isRefusal) return inPlainText(status, `${problem}\n`, problem, headers);
  const detail = `${problem}. ${operation.id} documents no refusal of such a request: add one, or x-refusals.`;
  const challenge = status === 401 ? { 'www-authenticate': challengesFor(operation) } : {};
  return inProblem(status, detail, { ...headers, ...challenge });
}

const replyWith = ({ status, headers, text }: FilledResponse, marks?: Reply['headers']) => ({
  ...{ status, body: text },
  headers: marks ? { ...headers, ...marks } : headers,
});

/** What the log tells of a response with state, and of one without. */
const state = { note: 'state' };
const told = ({ example, note }: PreparedResponse) => ({
  example,
  ...(note === undefined ? {} : { note }),
});

/**
 * Responds with what a request says; without the parts in doubt where the response may not have
 * them. Throws if it is invalid all the same: the description contradicts itself.
 */
function repeating(
  prepared: PreparedResponse,
  read: ReadRequest,
  requestError?: RequestError,
): Repeated {
  const { violations, doubts } = read;
  const respondTo = (request: Readable) => ({
    request,
    response: prepared.respond({ request, ...(requestError ? { requestError } : {}) }),
  });
  const { credentials: _, ...verified } = read;
  const isCertain = doubts.length === 0 && violations.length === 0;
  try {
    return respondTo(requestError ? certainPart(read, violations) : read);
  } catch {
    return respondTo(isCertain ? verified : certainPart(read, [...violations, ...doubts]));
  }
}

/** Which broken rules the mock refuses; those in doubt only where it is strict. */
function refusalPolicy({ lenient = false, strict = false }: ResponseOptions) {
  return ({ reading, strength = 'documented' }: RequestViolation): boolean => {
    if (reading === 'strict' || strength === 'usage') return strict;
    return strength === 'documented' || !lenient;
  };
}

/** The header fields that tell what is wrong with a request, and what chose the response. */
const marksOf = (broken?: string, choice?: string): Reply['headers'] | undefined =>
  broken === undefined && choice === undefined
    ? undefined
    : {
        ...(broken !== undefined && violationHeader(broken)),
        ...(choice !== undefined && choiceHeader(choice)),
      };

/** The header fields that break none of some rules: the certain part of a request. */
function certainPart({ parameters }: ReadRequest, rules: ReadRequest['violations']): Readable {
  const invalid = new Set(rules.map(({ in: location, pointer }) => `${location}${pointer}`));
  const header = Object.fromEntries(
    Object.entries(parameters.header).filter(([name]) => !invalid.has(`header/${name}`)),
  );
  return { parameters: { path: {}, query: {}, cookie: {}, header } };
}
