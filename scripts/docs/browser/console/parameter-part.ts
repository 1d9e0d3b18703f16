import type { Json } from '../../../../conformance/core/json.ts';
import { element, option } from './dom.ts';
import { field, group } from './field.ts';
import type { BrokenInRequest } from './judge-request.ts';
import { brokenRule, linked } from './link.ts';
import type { ConsoleParameter, ConsoleRequest } from './operation.ts';
import type { Context, Part } from './part.ts';
import type { ParameterValues } from './request.ts';
import { typedText, typedValue } from './values.ts';
import type { Words } from './words.ts';

export type ParameterPart = Part<ParameterValues> & {
  readonly fill: (values: ConsoleRequest['parameters']) => void;
  readonly tell: (broken: readonly BrokenInRequest[]) => void;
};

const locations = ['path', 'query', 'header', 'cookie'] as const;

/** A field for each parameter, by location. */
export function parameterPart({ operation, words }: Context): ParameterPart {
  const fields = operation.parameters.map((parameter) => parameterField(parameter, words));
  const groups = locations.flatMap((location) => {
    const own = fields.filter(({ parameter }) => parameter.in === location);
    if (own.length === 0) return [];
    const hint = element('p', { class: 'console-hint' }, words.cookieHint);
    const all = own.map(({ field: { element: made } }) => made);
    return [group(words[location], location === 'cookie' && hint, ...all)];
  });
  return {
    element: element('div', { class: 'console-parameters' }, ...groups),
    read: () => byLocation(fields),
    fill(values) {
      for (const { parameter, control } of fields)
        control.value = typedText(values[parameter.in][parameter.name], parameter);
    },
    tell(broken) {
      for (const { parameter, field: made } of fields) {
        const own = broken.filter(
          (each) => each.in === parameter.in && each.name === parameter.name,
        );
        made.tell(own.map(({ place, message, anchors }) => brokenRule(place, message, anchors)));
      }
    },
  };
}

type ParameterField = ReturnType<typeof parameterField>;

function byLocation(fields: readonly ParameterField[]): ParameterValues {
  const valuesIn = (location: ConsoleParameter['in']) =>
    Object.fromEntries(
      fields.flatMap(({ parameter, control }): [string, Json][] => {
        const value = typedValue(control.value, parameter);
        return parameter.in === location && value !== undefined ? [[parameter.name, value]] : [];
      }),
    );
  return {
    ...{ path: valuesIn('path'), query: valuesIn('query') },
    ...{ header: valuesIn('header'), cookie: valuesIn('cookie') },
  };
}

function parameterField(parameter: ConsoleParameter, words: Words) {
  const { name, required, deprecated, isList, kind } = parameter;
  const control = controlFor(parameter, words);
  const marks = [...(required ? [words.required] : []), ...(deprecated ? [words.deprecated] : [])];
  const hint = isList ? words.listHint : kind === 'json' ? words.jsonHint : undefined;
  const label = linked(name, [`parameter-${parameter.in}-${name}`]);
  const made = field(control, { label, hint, mark: marks.join(', ') || undefined });
  return { parameter, control, field: made };
}

function controlFor({ in: location, isList, kind, choices }: ConsoleParameter, words: Words) {
  // without it there is no URL
  const required = location === 'path';
  const texts = choices ?? (kind === 'boolean' ? ['true', 'false'] : undefined);
  if (texts && !isList)
    return element(
      'select',
      { required },
      option('', words.notSent),
      ...texts.map((text) => option(text, text)),
    );
  const typing = { required, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off' };
  return isList || kind === 'json'
    ? element('textarea', { ...typing, rows: 3 })
    : element('input', {
        ...typing,
        type: 'text',
        ...(kind === 'number' && { inputmode: 'decimal' }),
      });
}
