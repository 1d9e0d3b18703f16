type Attributes = { readonly [name: string]: string | number | boolean | undefined };
type Child = Node | string | undefined | false;

/** Makes an element. Text becomes text and never markup; an attribute that is false or undefined is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

let count = 0;

/** An id that no other element of the page has. */
export function freshId(): string {
  count += 1;
  return `console-${count}`;
}

/** An option of a list of choices. */
export const option = (value: string, text: string, isChosen = false): HTMLOptionElement =>
  element('option', { value, selected: isChosen }, text);

/** Shows an element or hides it from everybody. */
export function show(shown: HTMLElement, isShown: boolean): void {
  shown.hidden = !isShown;
}
