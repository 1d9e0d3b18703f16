import type { FlatSchema } from '../schema/model.ts';
import { oneOf, type Choices } from './choices.ts';
import { stretch, textOf, textsMatching } from './text.ts';

const words = 'amber birch cedar delta ember fjord grove heron iris juniper krill linden'.split(
  ' ',
);

const word = (choices: Choices): string => oneOf(words, choices);
const digits = (count: number, { pick }: Choices): string =>
  Array.from({ length: count }, () => pick(16).toString(16)).join('');
/** A number from `first` on, with two digits. */
const two = (first: number, count: number, { pick }: Choices): string =>
  String(first + pick(count)).padStart(2, '0');
const date = (choices: Choices): string =>
  `20${two(1, 30, choices)}-${two(1, 12, choices)}-${two(1, 28, choices)}`;
const time = (choices: Choices): string =>
  `${two(0, 24, choices)}:${two(0, 60, choices)}:${two(0, 60, choices)}Z`;
const uri = (choices: Choices): string =>
  `https://example.com/${word(choices)}/${digits(6, choices)}`;

/** Varied values of the usual formats; `textOf` has fixed ones of the others. */
const formats: { readonly [format: string]: (choices: Choices) => string } = {
  uuid: (choices) =>
    [8, 4, 3, 3, 12]
      .map((count, index) => ['', '', '4', 'a', ''][index] + digits(count, choices))
      .join('-'),
  'date-time': (choices) => `${date(choices)}T${time(choices)}`,
  date,
  time,
  email: (choices) => `${word(choices)}.${digits(4, choices)}@example.com`,
  hostname: (choices) => `${word(choices)}-${digits(4, choices)}.example.com`,
  uri,
  url: uri,
  ipv4: ({ pick }) => `192.0.2.${pick(254) + 1}`,
  ipv6: (choices) => `2001:db8::${digits(4, choices)}`,
  byte: (choices) => Buffer.from(digits(12, choices)).toString('base64'),
};

/** Like `textOf`, but different for different choices. */
export function variedText(flat: FlatSchema, choices: Choices): string {
  const { format = '', patterns, contentEncoding, minLength = 0, maxLength = Infinity } = flat;
  const [pattern] = patterns;
  if (pattern !== undefined) {
    const matching = textsMatching(pattern, 40).filter(
      (text) => [...text].length >= minLength && [...text].length <= maxLength,
    );
    return matching.length > 0 ? oneOf(matching, choices) : textOf(flat, choices);
  }
  if (Object.hasOwn(formats, format)) return formats[format]!(choices);
  if (format !== '') return textOf(flat, choices);
  const text =
    contentEncoding === undefined
      ? `${word(choices)}-${digits(4, choices)}`
      : formats.byte!(choices);
  const length = Math.min(Math.max(text.length, minLength), maxLength);
  return length === text.length ? text : stretch(text, length);
}
