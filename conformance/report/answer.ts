import type { Exchange } from '../checks/exchange.ts';
import { hasCodesOf } from '../checks/refusal-kinds.ts';
import { isOfOperation, responseOf, textOf } from '../checks/response.ts';
import { meaningOf, refusedWith } from '../core/contract/responses.ts';
import { contentRefusals } from '../core/http/request-part.ts';
import { escapeRegExp } from '../core/escape-reg-exp.ts';
import { isObject } from '../core/pointer.ts';
import { isUnauthorized } from './not-judgeable.ts';
import type { Answer } from './record.ts';

/**
 * Summarizes a response for conclusions that compare the answers to several cases.
 * @param clean masks secrets in a text; before anything is cut or replaced, so that no part is left
 */
export function answerOf(exchange: Exchange, clean = (text: string) => text): Answer {
  const { operation } = exchange.case;
  const { status } = exchange.reply;
  const meaning = meaningOf(operation, status);
  const refusal = meaning === 'refusal' ? refusalOf(exchange) : undefined;
  return {
    status,
    meaning,
    isDocumented: isOfOperation(exchange.case) && responseOf(exchange) !== undefined,
    ...(refusal === undefined ? {} : { refusal }),
    says: meaning === 'success' ? '' : saysOf(exchange, clean),
  };
}

/** Whether two answers agree: the same status, and the same words about it. */
export const isSameAnswer = (one: Answer | undefined, other: Answer | undefined): boolean =>
  one !== undefined && one.status === other?.status && one.says === other.says;

/** The kind of `x-refusals` that a response is: by its status, else by codes of the examples. */
function refusalOf(exchange: Exchange): string | undefined {
  const { operation } = exchange.case;
  if (isUnauthorized(exchange)) return 'unauthorized';
  const kinds = [...operation.refusals.keys()].filter((kind) =>
    refusedWith(operation, [kind]).includes(exchange.reply.status),
  );
  if (kinds.length < 2) return kinds[0];
  const told = kinds.find((kind) =>
    hasCodesOf(
      kind,
      kinds.filter((other) => other !== kind),
      exchange,
    ),
  );
  // in doubt it blames the request, so that a wrong refusal is not excused
  return told ?? kinds.find((kind) => contentRefusals.some((content) => content === kind));
}

/** Members in which APIs say why they refuse, in lower case. */
const telling = new Set(
  'code,message,msg,error,errors,title,detail,details,description,reason,type,status,name,field,param,loc'.split(
    ',',
  ),
);
const longest = 160;
/** How many texts of a body are read, and how deep they may lie. */
const most = 12;
const deepest = 4;

/** The words of a response about a refusal or a failure, without values of its own request. */
function saysOf({ sent, reply }: Exchange, clean: (text: string) => string): string {
  const text = (textOf(reply.body.subarray(0, 65_536)) ?? '').trim();
  // the status is told apart; a body may repeat it
  const texts = isJsonText(text)
    ? [...textsOf(parsed(text))].filter((one) => one !== String(reply.status)).slice(0, most)
    : [plainText(text)];
  const says = withoutOwn(clean(texts.join(' | ')), [
    ...leavesOf(sent.parameters),
    ...leavesOf(sent.body),
  ])
    .replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, '…')
    .replaceAll(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, '…');
  return says.length > longest ? `${says.slice(0, longest)}…` : says;
}

const isJsonText = (text: string): boolean => /^[[{"]/.test(text) && parsed(text) !== undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A page or a line of text, without markup. */
const plainText = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The scalars of telling members, and everything in lists and objects that such members hold. */
function* textsOf(value: unknown, isTelling = true, depth = 0): Iterable<string> {
  if (depth > deepest) return;
  if (Array.isArray(value)) for (const item of value) yield* textsOf(item, isTelling, depth + 1);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) {
      const tells = telling.has(name.toLowerCase());
      if (tells || typeof member === 'object') yield* textsOf(member, tells, depth + 1);
    }
  else if (isTelling && value !== null && value !== undefined) yield String(value);
}

/** The texts and numbers of a request. */
function* leavesOf(value: unknown): Iterable<string> {
  if (typeof value === 'string' || typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* leavesOf(member);
}

/** Replaces a request's own values: long ones anywhere, short ones only where they are quoted. */
function withoutOwn(text: string, values: readonly string[]): string {
  const distinct = [...new Set(values)].filter((value) => value !== '' && text.includes(value));
  return distinct
    .toSorted((one, other) => other.length - one.length)
    .reduce(
      (rest, value) =>
        value.length > 3
          ? rest.replaceAll(value, '…')
          : rest.replaceAll(new RegExp(`(["'\`])${escapeRegExp(value)}\\1`, 'g'), '$1…$1'),
      text,
    );
}
