import type { Json } from '../../../../conformance/core/json.ts';
import { bodyEditor } from './body-editor.ts';
import { element, option, show } from './dom.ts';
import { field } from './field.ts';
import type { BrokenInRequest } from './judge-request.ts';
import type { ConsoleBody, ConsoleRequest } from './operation.ts';
import type { Context, Part } from './part.ts';
import type { FilledBody } from './request.ts';

export type BodyPart = Part<FilledBody | undefined> & {
  readonly fill: (body: ConsoleRequest['body']) => void;
  readonly tell: (broken: readonly BrokenInRequest[]) => void;
};

/** The body in one of its media types: a text, or a file. */
export function bodyPart(context: Context): BodyPart {
  const { operation, words } = context;
  const { bodies } = operation;
  const select = element('select');
  select.append(...bodies.map(({ mediaType }, index) => option(`${index}`, mediaType)));
  const editor = bodyEditor(context);
  const chosen = () => bodies[Math.max(select.selectedIndex, 0)];
  select.addEventListener('change', () => editor.adapt(chosen()));
  editor.adapt(chosen());
  const part = element(
    'div',
    { class: 'console-body' },
    bodies.length > 1 && field(select, { label: words.mediaType }).element,
    editor.element,
  );
  show(part, bodies.length > 0);
  return {
    element: part,
    read() {
      const body = chosen();
      return body && editor.read(body);
    },
    fill(body) {
      const index = bodies.findIndex(({ mediaType }) => mediaType === body?.mediaType);
      if (index >= 0) select.selectedIndex = index;
      editor.text.value = body === undefined ? '' : shownBody(body.value, chosen());
      editor.adapt(chosen());
    },
    tell: (broken) => editor.tell(chosen(), broken),
  };
}

const shownBody = (value: Json, body: ConsoleBody | undefined): string =>
  typeof value === 'string' && body?.kind === 'text' ? value : JSON.stringify(value, undefined, 2);
