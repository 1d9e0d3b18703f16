import { html, type Part } from '../../../conformance/core/markup.ts';
import { breakable } from '../content/html/inline.ts';
import type { OperationReference, Reference, TagReference } from '../reference/model.ts';
import type { FrameInput } from './input.ts';

/** An API with more operations shows those of the open tag only. */
const operationsAtMost = 60;

/** Writes the menu: on a wide screen beside the text, on a phone behind a button. It needs no script. */
export const menuHtml = (input: FrameInput): Part => {
  const { site, page, writing } = input;
  const open = site.references.find(({ api }) => api === page.api);
  return html`<nav class="menu" id="site-menu" popover aria-label="${site.say('menu')}">
<button type="button" class="menu-button" popovertarget="site-menu" popovertargetaction="hide">${site.say('closeMenu')}</button>
<ul>${site.references.map(
    (reference) =>
      html`<li><a href="${writing.href({ page: `${reference.api}/index` })}"${reference === open && html` class="open"`}${here(`${reference.api}/index`, input)}>${reference.title}</a>${reference === open && openHtml(reference, input)}</li>
`,
  )}${(input.topics.get(undefined) ?? []).map(
    ({ path, title }) =>
      html`<li><a href="${writing.href({ page: path })}"${here(path, input)}>${title}</a></li>
`,
  )}</ul>
</nav>`;
};

function openHtml(reference: Reference, input: FrameInput): Part {
  const { topics, writing } = input;
  const own = (topics.get(reference.api) ?? []).filter(
    ({ path }) => path !== `${reference.api}/index`,
  );
  return html`<ul class="topics">${own.map(({ path, title }) => html`<li><a href="${writing.href({ page: path })}"${here(path, input)}>${title}</a></li>`)}</ul>
${reference.tags
  .filter(({ operations }) => operations.length > 0)
  .map((tag) => tagHtml(tag, reference, input))}`;
}

function tagHtml(tag: TagReference, reference: Reference, input: FrameInput): Part {
  const { page, site, writing } = input;
  const isOpen = reference.operations.length <= operationsAtMost || page.section === tag.name;
  const title = tag.title || site.say('otherOperations');
  return html`<p class="tag"><a href="${writing.href({ page: tag.page })}"${here(tag.page, input)}>${title}</a>${!isOpen && html` <span class="quiet">${tag.operations.length}</span>`}</p>
${isOpen && html`<ul class="operations">${tag.operations.map((operation) => operationHtml(operation, input))}</ul>`}`;
}

const operationHtml = ({ page, title, method }: OperationReference, input: FrameInput): Part =>
  html`<li><a href="${input.writing.href({ page })}"${here(page, input)}><span class="method ${method.toLowerCase()}">${method}</span> <span>${breakable(title)}</span></a></li>`;

const here = (path: string, { page }: FrameInput): Part =>
  path === page.path && html` aria-current="page"`;
