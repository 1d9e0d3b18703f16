import { element, freshId } from './dom.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A control with its label, and a place for what is wrong with its value. */
export type Field = {
  readonly element: HTMLElement;
  readonly tell: (problems: readonly Node[]) => void;
};

export type FieldText = {
  readonly label: string | Node;
  /** Stands behind the label, such as "required". */
  readonly mark?: string | undefined;
  readonly hint?: string | Node | undefined;
};

/** Labels a control for eyes and for screen readers. */
export function field(control: Control, { label, mark, hint }: FieldText): Field {
  const [id, hintId, problemsId] = [freshId(), freshId(), freshId()];
  control.id = id;
  control.classList.add('console-control');
  const problems = element('ul', { class: 'console-problems', id: problemsId, hidden: true });
  control.setAttribute(
    'aria-describedby',
    [...(hint === undefined ? [] : [hintId]), problemsId].join(' '),
  );
  return {
    element: element(
      'div',
      { class: 'console-field' },
      element(
        'label',
        { for: id, class: 'console-label' },
        label,
        mark !== undefined && element('span', { class: 'console-mark' }, ` ${mark}`),
      ),
      hint !== undefined && element('p', { class: 'console-hint', id: hintId }, hint),
      control,
      problems,
    ),
    tell(nodes) {
      problems.replaceChildren(...nodes.map((node) => element('li', {}, node)));
      problems.hidden = nodes.length === 0;
      control.toggleAttribute('data-wrong', nodes.length > 0);
    },
  };
}

/** A group of controls with a name. */
export const group = (
  legend: string,
  ...children: readonly (Node | undefined | false)[]
): HTMLFieldSetElement =>
  element(
    'fieldset',
    { class: 'console-group' },
    element('legend', { class: 'console-legend' }, legend),
    ...children,
  );
