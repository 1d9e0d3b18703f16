import { typedBody, wholeFile, whyNotJson } from './body-value.ts';
import { element, show } from './dom.ts';
import { field } from './field.ts';
import type { BrokenInRequest } from './judge-request.ts';
import { brokenRule } from './link.ts';
import type { ConsoleBody } from './operation.ts';
import type { Context } from './part.ts';
import type { FilledBody } from './request.ts';
import { filled } from './words.ts';

/** What a reader types or chooses as the body of one media type. */
export function bodyEditor({ operation, words }: Context) {
  const text = element('textarea', {
    ...{ rows: 10, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off' },
  });
  const hint = element('span');
  const written = field(text, { label: words.body, hint });
  const file = element('input', { type: 'file' });
  const whole = field(file, { label: words.bodyFile });
  const names = [...new Set(operation.bodies.flatMap(({ files = [] }) => files))];
  const parts = names.map((name) => {
    const input = element('input', { type: 'file', multiple: true });
    return { name, input, field: field(input, { label: filled(words.filePart, { name }) }) };
  });
  const all = [written, ...parts.map((each) => each.field), whole].map((each) => each.element);
  const filesOf = (body: ConsoleBody) =>
    parts
      .filter(({ name }) => body.files?.includes(name))
      .flatMap(({ name, input }) => [...(input.files ?? [])].map((each) => [name, each] as const));
  return {
    text,
    element: element('div', { class: 'console-body' }, ...all),
    /** Shows what the media type needs. */
    adapt(body: ConsoleBody | undefined) {
      show(written.element, body?.kind !== 'file');
      show(whole.element, body?.kind === 'file');
      const isForm = body?.kind === 'form' || body?.kind === 'parts';
      hint.textContent = `${body?.mediaType ?? ''}${isForm ? `. ${words.formHint}` : ''}`;
      for (const { name, field: part } of parts)
        show(part.element, body?.files?.includes(name) ?? false);
    },
    read: (body: ConsoleBody): FilledBody | undefined =>
      body.kind === 'file'
        ? wholeFile(body, file.files?.[0])
        : typedBody(body, text.value, filesOf(body), operation.facts.encoding),
    tell(body: ConsoleBody | undefined, broken: readonly BrokenInRequest[]) {
      const reason = body?.kind === 'text' ? undefined : whyNotJson(text.value);
      const rules = broken.filter((each) => each.in === 'body');
      written.tell([
        ...(reason === undefined ? [] : [element('span', {}, filled(words.notJson, { reason }))]),
        ...rules.map(({ place, message, anchors }) =>
          brokenRule(place === '' ? words.wholeBody : place, message, anchors),
        ),
      ]);
    },
  };
}
