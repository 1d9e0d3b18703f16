import { html, type Part } from '../../../../conformance/core/markup.ts';
import { commonmark } from '../../text/commonmark.ts';
import type { Field } from '../block.ts';
import type { Writing } from '../writing.ts';
import { breakable, evidenceHtml, inlineHtml } from './inline.ts';

/** Writes members, parameters or header fields as a tree. */
export const fieldsHtml = (fields: readonly Field[], writing: Writing): Part =>
  html`<ul class="fields">${fields.map((field) => fieldHtml(field, writing))}</ul>`;

const fieldHtml = (field: Field, writing: Writing): Part =>
  html`<li class="field" id="${field.id}"><div class="head"><a class="name" href="#${encodeURIComponent(field.id)}">${breakable(field.name)}</a> <span class="type">${inlineHtml(field.type, writing)}</span> ${inlineHtml(field.marks, writing)}${evidenceHtml(field.evidence, writing)}</div>${field.description && html`<div class="prose">${commonmark(field.description, 5)}</div>`}${field.rules.length > 0 && html`<ul class="rules">${field.rules.map((rule) => html`<li>${inlineHtml(rule, writing)}</li>`)}</ul>`}${field.fields.length > 0 && nestedHtml(field, writing)}</li>
`;

const nestedHtml = ({ nestedAs, fields }: Field, writing: Writing): Part =>
  html`<div class="nested">${nestedAs !== undefined && html`<p class="quiet">${nestedAs}</p>`}${fieldsHtml(fields, writing)}</div>`;
