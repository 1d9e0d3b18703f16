import { readRequest } from '../../../frontend/request.ts';
import type { OperationValidators } from '../../../frontend/validators.ts';
import { curlOf } from './curl.ts';
import { element, freshId, show } from './dom.ts';
import { requestFields } from './form.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeRequest } from './judge-request.ts';
import type { ConsoleOperation } from './operation.ts';
import { failureText, failureView } from './outcome-view.ts';
import type { Context } from './part.ts';
import { requestOf, type BuiltRequest, type Filled } from './request.ts';
import { resultView, summaryOf } from './result-view.ts';
import { send, type Answer } from './send.ts';
import { loadStyles } from './styles.ts';
import { english, filled as withValues, type Words } from './words.ts';

/** How long an answer is awaited. */
const seconds = 30;

/** Puts the console of an operation into an element, when its style sheet is there. */
export async function mount(
  host: HTMLElement,
  operation: ConsoleOperation,
  validators: OperationValidators<unknown>,
  words: Partial<Words> = {},
): Promise<void> {
  await loadStyles();
  host.replaceChildren(consoleOf({ operation, validators, words: { ...english, ...words } }));
}

/** The form, what it does, and the place of the answer. */
function consoleOf(context: Context): HTMLElement {
  const { operation, words } = context;
  const fields = requestFields(context);
  const sendButton = element('button', { type: 'submit', class: 'console-send' }, words.send);
  const cancelButton = element('button', { type: 'button', hidden: true }, words.cancel);
  const curlButton = element('button', { type: 'button' }, words.copyCurl);
  const live = element('p', { role: 'status', class: 'console-live' });
  const [result, curl] = [element('div'), element('div')];
  const form = element(
    'form',
    {
      ...{ class: 'console-form', autocomplete: 'off' },
      'aria-label': withValues(words.form, { operation: operation.facts.id }),
    },
    fields.element,
    element('div', { class: 'console-actions' }, sendButton, cancelButton, curlButton),
    element('p', { class: 'console-hint' }, words.sendHint),
  );
  const sending = sender(context, { live, result, sendButton, cancelButton });
  // the line of another request is not that of this one
  form.addEventListener('input', () => curl.replaceChildren());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void sending(fields.read());
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  curlButton.addEventListener('click', () => {
    void copyCurl(context, fields.read(), { live, curl });
  });
  const title = freshId();
  return element(
    'div',
    { class: 'console' },
    form,
    element(
      'section',
      { class: 'console-result', 'aria-labelledby': title },
      element('p', { class: 'console-title', id: title }, words.result),
      ...[live, curl, result],
    ),
  );
}

type Places = {
  readonly live: HTMLElement;
  readonly result: HTMLElement;
  readonly sendButton: HTMLElement;
  readonly cancelButton: HTMLElement;
};

/** Sends one request at a time, and shows what comes of it. */
function sender(context: Context, { live, result, sendButton, cancelButton }: Places) {
  const { operation, words } = context;
  let current: AbortController | undefined;
  cancelButton.addEventListener('click', () => current?.abort());
  const setSending = (controller?: AbortController) => {
    current = controller;
    // a disabled button would lose the focus
    sendButton.setAttribute('aria-disabled', String(controller !== undefined));
    if (!controller && document.activeElement === cancelButton) sendButton.focus();
    show(cancelButton, controller !== undefined);
  };
  return async (filled: Filled): Promise<void> => {
    if (current) return;
    const controller = new AbortController();
    setSending(controller);
    live.classList.remove('console-unseen');
    live.textContent = words.sending;
    result.replaceChildren();
    const request = requestOf(operation, filled);
    const outcome = await send(request, { signal: controller.signal, seconds });
    setSending();
    if (outcome.kind === 'answer') {
      try {
        const { text, view } = await judged(context, filled, request, outcome);
        live.textContent = text;
        // the view says the same
        live.classList.add('console-unseen');
        result.replaceChildren(view);
      } catch (error) {
        // an answer may be too large or too deep for what judges it
        live.textContent = `${outcome.status} ${outcome.statusText}: ${(error as Error).message}`;
      }
      return;
    }
    live.textContent = failureText(outcome, filled, seconds, words);
    const isMissing = outcome.kind === 'unreachable' && filled.isMock;
    if (isMissing) result.replaceChildren(failureView(operation.mockCommand));
  };
}

async function judged(context: Context, filled: Filled, request: BuiltRequest, answer: Answer) {
  const { operation, validators, words } = context;
  const values = { parameters: filled.parameters, body: filled.body?.value };
  const { credentials } = await readRequest(
    new Request(request.url, { headers: request.headers.map(([name, value]) => [name, value]) }),
    {},
    { signed: filled.credentials.map(({ name }) => name) },
  );
  const judgement = judgeAnswer({ operation, validators }, answer, {
    values: {
      parameters: values.parameters,
      credentials,
      ...(values.body !== undefined && { body: values.body }),
    },
    broken: judgeRequest(context, filled),
  });
  const hidden = filled.credentials.map((given) => ({ ...given, value: words.hidden }));
  const shown = requestOf(operation, { ...filled, credentials: hidden });
  return {
    text: summaryOf(answer, judgement, words),
    view: resultView({ answer, judgement, request: shown }, words),
  };
}

async function copyCurl(
  { operation, words }: Context,
  filled: Filled,
  { live, curl }: { readonly live: HTMLElement; readonly curl: HTMLElement },
): Promise<void> {
  const { line, variables } = curlOf(operation, filled);
  const names = variables.join(', ');
  const text = element('pre', { class: 'console-code', tabindex: 0 }, line);
  curl.replaceChildren(
    element('p', { class: 'console-caption' }, words.curlLine),
    text,
    ...(names === ''
      ? []
      : [element('p', { class: 'console-hint' }, withValues(words.curlHint, { names }))]),
  );
  try {
    await navigator.clipboard.writeText(line);
    live.textContent = words.copied;
  } catch {
    getSelection()?.selectAllChildren(text);
    live.textContent = words.notCopied;
  }
}
