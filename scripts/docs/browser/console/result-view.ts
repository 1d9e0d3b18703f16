import { element } from './dom.ts';
import type { Finding, Judgement } from './judge-answer.ts';
import { brokenRule, linked } from './link.ts';
import { pretty } from './pretty.ts';
import type { BuiltRequest } from './request.ts';
import type { Answer } from './send.ts';
import { filled, type Words } from './words.ts';

/** How much of a body is shown. */
const mostShown = 200_000;

/** Signs beside the words, so that no colour is needed. */
const signs = { kept: '✓', broken: '✗', unjudged: '–' } as const;

/** An answer: what it means, whether it keeps the contract, and all that came. */
export function resultView(
  { answer, judgement, request }: { answer: Answer; judgement: Judgement; request: Shown },
  words: Words,
): HTMLElement {
  const { meaning, findings } = judgement;
  return element(
    'div',
    { class: 'console-answer', 'data-meaning': meaning },
    element(
      'p',
      { class: 'console-status' },
      element('strong', {}, `${answer.status} ${answer.statusText}`.trim()),
      ' ',
      element('span', { class: 'console-meaning' }, words[meaning]),
      ` ${answer.time} ms`,
    ),
    element('p', { class: 'console-caption' }, words.judgement),
    element(
      'ul',
      { class: 'console-findings' },
      ...findings.map((each) => findingView(each, words)),
    ),
    element('p', { class: 'console-caption' }, words.answerBody),
    bodyView(answer, words),
    fold(words.answerHeaders, fieldTable([...answer.headers])),
    sentView(request, answer.unsent, words),
  );
}

/** A request without its secrets. */
export type Shown = Pick<BuiltRequest, 'method' | 'url' | 'headers'>;

/** The end of the sentence that is read aloud: how many rules are broken. */
export const summaryOf = (
  answer: Answer,
  { meaning, findings }: Judgement,
  words: Words,
): string => {
  const count = findings
    .filter(({ verdict }) => verdict === 'broken')
    .reduce(
      (sum, { broken = [], unrepeated = [] }) =>
        sum + Math.max(broken.length + unrepeated.length, 1),
      0,
    );
  const status = `${answer.status} ${answer.statusText}`.trim();
  const values = { status, meaning: words[meaning], time: answer.time, count };
  return filled(count === 0 ? words.keepsAll : words.breaksSome, values);
};

function findingView(finding: Finding, words: Words): HTMLElement {
  const { verdict, says, values, anchors, broken = [], unrepeated = [] } = finding;
  const verdicts = { kept: words.kept, broken: words.brokenRule, unjudged: words.unjudged };
  const rules = [
    ...broken.map((each) => brokenRule(each.place || words.wholeBody, each.message, each.anchors)),
    ...unrepeated.map((each) => echoView(each, words)),
  ];
  return element(
    'li',
    { class: `console-finding console-${verdict}` },
    element('span', { class: 'console-verdict' }, `${signs[verdict]} ${verdicts[verdict]}`),
    ' ',
    linked(filled(words[says], values), anchors),
    rules.length > 0 && element('ul', {}, ...rules.map((rule) => element('li', {}, rule))),
  );
}

/** What a credential says is not shown. */
function echoView(
  {
    place,
    field,
    expression,
    value,
    isClaim,
    actual,
    anchors,
  }: NonNullable<Finding['unrepeated']>[number],
  words: Words,
): HTMLElement {
  const where =
    field === undefined
      ? place.slice(1).replaceAll('/', '.')
      : filled(words.headerField, { name: field });
  const said =
    actual === undefined ? words.nothing : filled(words.actual, { value: JSON.stringify(actual) });
  const values = { expression, expected: JSON.stringify(value), actual: said };
  return brokenRule(where, filled(isClaim ? words.echoClaim : words.echoMessage, values), anchors);
}

function bodyView({ body, text, isEmpty, isBroken, headers }: Answer, words: Words): HTMLElement {
  if (isEmpty) return element('p', {}, words.emptyBody);
  if (body instanceof Blob) return blobView(body, headers.get('content-type') ?? '', words);
  const whole = text ?? String(body);
  const laidOut = text !== undefined && !isBroken ? pretty(text, mostShown) : whole;
  const shown = laidOut.slice(0, mostShown);
  const label = words.answerBody;
  return element(
    'div',
    {},
    element(
      'pre',
      { class: 'console-code', tabindex: 0, role: 'region', 'aria-label': label },
      shown,
    ),
    whole.length > mostShown && element('p', {}, filled(words.cut, { size: whole.length })),
  );
}

function blobView(body: Blob, type: string, words: Words): HTMLElement {
  const link = element('a', { href: URL.createObjectURL(body), download: '' }, words.save);
  return element('p', {}, `${filled(words.bytes, { size: body.size, type })} `, link);
}

function sentView({ method, url, headers }: Shown, unsent: readonly string[], words: Words) {
  const names = unsent.join(', ');
  return fold(
    words.sentRequest,
    element(
      'pre',
      { class: 'console-code', tabindex: 0, role: 'region', 'aria-label': words.sentRequest },
      `${method} ${url}`,
    ),
    fieldTable(headers.filter(([name]) => !unsent.includes(name))),
    names !== '' && element('p', {}, filled(words.notSentFields, { names })),
  );
}

const fold = (summary: string, ...children: readonly (Node | false)[]): HTMLElement =>
  element('details', { class: 'console-fold' }, element('summary', {}, summary), ...children);

const fieldTable = (fields: readonly (readonly [name: string, value: string])[]): HTMLElement =>
  element(
    'dl',
    { class: 'console-headers' },
    ...fields.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
