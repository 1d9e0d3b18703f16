import { bodyPart } from './body-part.ts';
import { credentialPart } from './credential-part.ts';
import { element, freshId, option, show } from './dom.ts';
import { field, group } from './field.ts';
import { judgeRequest } from './judge-request.ts';
import { parameterPart } from './parameter-part.ts';
import type { Context, Part } from './part.ts';
import { preferPart } from './prefer-part.ts';
import { recall, remember } from './remember.ts';
import type { Filled } from './request.ts';
import { targetPart } from './target-part.ts';
import { filled as withValues } from './words.ts';

/** The fields of a request. While a reader types, they say what is against the contract. */
export function requestFields(context: Context): Part<Filled> {
  const { operation, words } = context;
  const [target, credentials] = [targetPart(context), credentialPart(context)];
  const [parameters, body] = [parameterPart(context), bodyPart(context)];
  const prefer = preferPart(context);
  const read = (): Filled => {
    const [{ base, isMock }, content, wanted] = [target.read(), body.read(), prefer.read()];
    return {
      ...{ base, isMock, parameters: parameters.read(), credentials: credentials.read() },
      ...(content && { body: content }),
      ...(isMock && wanted !== undefined && { prefer: wanted }),
    };
  };
  const judge = () => {
    const broken = judgeRequest(context, read());
    parameters.tell(broken);
    body.tell(broken);
  };
  const examples = exampleChoice(context, (request) => {
    parameters.fill(request.parameters);
    body.fill(request.body);
    judge();
  });
  const keeping = keepingPart(context, { target, credentials });
  const isFilled = operation.parameters.length + operation.bodies.length > 0;
  const values = element('div', { class: 'console-values' }, parameters.element, body.element);
  values.addEventListener('input', () => {
    examples.own();
    judge();
  });
  const forServer = () => {
    const { isMock } = target.read();
    credentials.forServer(isMock);
    show(prefer.element, isMock);
  };
  target.element.addEventListener('change', forServer);
  keeping.restore();
  forServer();
  const all = element(
    'div',
    { class: 'console-parts' },
    ...[target.element, credentials.element, keeping.element],
    isFilled && group(words.request, examples.element, values),
    prefer.element,
  );
  all.addEventListener('input', keeping.keep);
  return { element: all, read };
}

/** The named examples; what a reader changes are own values. */
function exampleChoice(
  { operation, words }: Context,
  fill: (request: Context['operation']['requests'][number]) => void,
) {
  const { requests } = operation;
  const select = element('select');
  select.append(
    ...requests.map(({ name = words.plainExample, isRefused }, index) =>
      option(`${index}`, isRefused ? withValues(words.refusedExample, { name }) : name),
    ),
    option('own', words.ownValues),
  );
  const update = () => {
    const request = requests[select.selectedIndex];
    if (request) fill(request);
  };
  select.addEventListener('change', update);
  update();
  return {
    element: field(select, { label: words.example }).element,
    own() {
      select.value = 'own';
    },
  };
}

type Keeping = Pick<ReturnType<typeof targetPart>, 'keep' | 'restore'>;

/** The choice to keep server and credentials until the tab is closed. */
function keepingPart(
  { operation: { api }, words }: Context,
  { target, credentials }: { target: Keeping; credentials: ReturnType<typeof credentialPart> },
) {
  const [id, hintId] = [freshId(), freshId()];
  const box = element('input', { type: 'checkbox', id, 'aria-describedby': hintId });
  const keep = () => {
    const given = credentials.read().map(({ name, value }) => [name, value] as const);
    const kept = { target: target.keep(), credentials: Object.fromEntries(given) };
    if (box.checked) remember(api, kept);
  };
  box.addEventListener('change', () => {
    if (!box.checked) remember(api, undefined);
  });
  return {
    element: element(
      'div',
      { class: 'console-remember' },
      box,
      element('label', { for: id }, words.remember),
      element('p', { class: 'console-hint', id: hintId }, words.rememberHint),
    ),
    keep,
    restore() {
      const kept = recall(api);
      box.checked = kept !== undefined;
      if (!kept) return;
      target.restore(kept.target);
      credentials.restore(kept.credentials);
    },
  };
}
