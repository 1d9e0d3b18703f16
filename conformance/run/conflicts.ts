import type { Exchange } from '../checks/exchange.ts';
import { responseOf, textOf } from '../checks/response.ts';
import { meaningOf, refusedWith } from '../core/contract/responses.ts';
import { contentRefusals } from '../core/http/request-part.ts';
import type { Json } from '../core/json.ts';

/** Remembers what a run created, to tell a conflict with itself from a wrong refusal. */
export type Conflicts = {
  /** Remembers the values of a request that was accepted and may have created something. */
  readonly enter: (exchange: Exchange) => void;
  /** Why a refusal says nothing of the request; `undefined` where it is no conflict. */
  readonly reasonOf: (exchange: Exchange) => string | undefined;
};

const creating = ['POST', 'PUT', 'PATCH'];
/** What "does not exist" says is the opposite. */
const exists =
  /\balready\b|(?<!not |longer )\bexists\b|\bduplicate|\btaken\b|(?<!not )\bin use\b|\bnot unique\b|\bunique constraint\b/i;
/** Codes such as `ALREADY_EXISTS` and `alreadyExists` are words too. */
const saysExists = (text: string): boolean =>
  exists.test(text.replaceAll(/_|(?<=[a-z])(?=[A-Z])/g, ' '));
/**
 * Whether an answer may mean that a request conflicts with what exists: its status or its words say so.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10
 */
export const mayBeConflict = ({ reply: { status, body } }: Pick<Exchange, 'reply'>): boolean =>
  status === 409 || (status >= 400 && status < 500 && saysExists(textOf(body) ?? ''));

/** Longer values identify nothing. */
const longest = 200;

/**
 * Opens the memory of a session.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10
 */
export function rememberConflicts(): Conflicts {
  const accepted = new Set<string>();
  return {
    enter(exchange) {
      const { operation } = exchange.case;
      if (!creating.includes(exchange.request.method)) return;
      if (meaningOf(operation, exchange.reply.status) !== 'success') return;
      for (const value of identitiesIn(exchange)) accepted.add(value);
    },
    reasonOf(exchange) {
      const { operation, intent } = exchange.case;
      const { status, body } = exchange.reply;
      if (intent === 'unspecified' || meaningOf(operation, status) !== 'refusal') return undefined;
      if (!responseOf(exchange)) return undefined;
      const isKnown = () => identitiesIn(exchange).some((value) => accepted.has(value));
      // a request that breaks a rule may be refused for what it has besides
      const isForTheRule = refusedWith(operation, contentRefusals).includes(status);
      const isConflict =
        intent === 'invalid'
          ? status === 409 && !isForTheRule && isKnown()
          : status === 409 || (saysExists(textOf(body) ?? '') && isKnown());
      return isConflict
        ? `the response with status ${status} says that the request conflicts with what exists, for example from an earlier case; that is no verdict on the request`
        : undefined;
    },
  };
}

/** The texts and numbers of a request with the name of their member or parameter. */
function identitiesIn({ sent }: Exchange): string[] {
  const parameters = Object.values(sent.parameters).flatMap((place) => Object.entries(place));
  return [...parameters, ...Object.entries({ '': sent.body })].flatMap(([name, value]) =>
    value === undefined ? [] : [...namedIn(name, value)],
  );
}

function* namedIn(name: string, value: Json): Iterable<string> {
  if (typeof value === 'object' && value !== null)
    for (const [inner, member] of Object.entries(value) as [string, Json][])
      yield* namedIn(Array.isArray(value) ? name : inner, member);
  else if (typeof value === 'number' || (typeof value === 'string' && value.length <= longest))
    yield `${name} ${JSON.stringify(value)}`;
}
