import { expect, test } from 'vitest';
import {
  documentedMediaType,
  essenceOf,
  isForm,
  isJson,
  isMultipart,
  isText,
  rangesOf,
} from './media-type.ts';
import type { MediaType } from '../contract/model.ts';

test('ranges of an Accept field are divided at commas outside quotes', () =>
  expect(rangesOf(' A/B; V = "1" , c/d;p="x, \\"y\\"";q=0.5,, */*, "')).toEqual([
    'a/b;v=1',
    'c/d;p="x, \\"y\\"";q=0.5',
    '*/*',
    '"',
  ]));

test('the essence is without parameters and letter case', () => {
  expect(essenceOf('Application/JSON ; charset=utf-8')).toBe('application/json');
  expect(essenceOf('')).toBe('');
});

const names: readonly { name: string; is: boolean; why: string }[] = [
  { name: 'application/json', is: true, why: 'JSON itself' },
  { name: 'APPLICATION/JSON; charset=utf-8', is: true, why: 'letter case and parameters aside' },
  { name: 'application/problem+json', is: true, why: 'the structured suffix' },
  { name: 'model/gltf+json', is: true, why: 'the suffix under another type' },
  { name: 'application/jsonl', is: false, why: 'a longer name' },
  { name: 'text/json', is: true, why: 'an old name' },
  { name: 'Text/JSON;charset=utf-8', is: true, why: 'an old name in another letter case' },
  { name: 'application/stream+json', is: false, why: 'a stream of values in spite of its suffix' },
  { name: 'application/x-json', is: false, why: 'a name that ends alike' },
  { name: 'application/json-seq', is: false, why: 'a sequence is no JSON text' },
  { name: 'text/plain; a=application/json', is: false, why: 'a parameter' },
  { name: '*/*', is: false, why: 'a range' },
];
for (const { name, is, why } of names)
  test(`isJson "${name}": ${why}`, () => expect(isJson(name)).toBe(is));

const documented = (...written: string[]) => written.map((name) => ({ name }) as MediaType); // no other member is read
const choices: readonly {
  documents: readonly string[];
  sent: string | undefined;
  found: string | undefined;
  why: string;
}[] = [
  {
    documents: ['application/json'],
    sent: 'application/json; charset=utf-8',
    found: 'application/json',
    why: 'parameters aside',
  },
  {
    documents: ['application/json'],
    sent: 'Application/Json',
    found: 'application/json',
    why: 'letter case aside',
  },
  {
    documents: ['application/json; charset=utf-8'],
    sent: 'application/json',
    found: 'application/json; charset=utf-8',
    why: 'parameters of the document aside',
  },
  {
    documents: ['*/*', 'application/*', 'application/json'],
    sent: 'application/json',
    found: 'application/json',
    why: 'the name before a range',
  },
  {
    documents: ['*/*', 'application/*'],
    sent: 'application/xml',
    found: 'application/*',
    why: 'the narrow range before the wide',
  },
  { documents: ['text/*', '*/*'], sent: 'application/xml', found: '*/*', why: 'the wide range' },
  {
    documents: ['text/*'],
    sent: 'application/json',
    found: undefined,
    why: 'a range of another type',
  },
  {
    documents: ['application/json'],
    sent: 'application/problem+json',
    found: undefined,
    why: 'a suffix makes another type',
  },
  {
    documents: ['a/b; version=1', 'a/b; version=2'],
    sent: 'a/b; version=2',
    found: 'a/b; version=2',
    why: 'a parameter is part of the type',
  },
  {
    documents: ['a/b; version=1', 'a/b; version=2'],
    sent: 'A/B ;  VERSION="2" ; charset=utf-8',
    found: 'a/b; version=2',
    why: 'quotes, blanks, letter case and a charset mean nothing',
  },
  {
    documents: ['a/b; v="1, \\"2\\""', 'a/b; v=1'],
    sent: 'a/b;v="1, \\"2\\""',
    found: 'a/b; v="1, \\"2\\""',
    why: 'a quoted value',
  },
  {
    documents: ['a/b; version=1', 'a/b; version=2'],
    sent: 'a/b; version=3',
    found: undefined,
    why: 'another value of a parameter',
  },
  {
    documents: ['a/b; version=1', 'a/b; version=2'],
    sent: 'a/b',
    found: undefined,
    why: 'a parameter that tells two keys apart is left out',
  },
  {
    documents: ['a/b; version=1', 'a/b'],
    sent: 'a/b; version=2',
    found: 'a/b',
    why: 'the key without parameters for what no other has',
  },
  {
    documents: ['a/b', 'a/b; version=1'],
    sent: 'a/b; version=1',
    found: 'a/b; version=1',
    why: 'the key with the parameter before the one without',
  },
  {
    documents: ['a/b; version=1'],
    sent: 'a/b; version=2',
    found: undefined,
    why: 'another value than that of the only key',
  },
  {
    documents: ['text/csv; charset=utf-8', 'text/csv; charset=utf-16'],
    sent: 'text/csv; charset=UTF-16',
    found: 'text/csv; charset=utf-16',
    why: 'the same charset where there is a choice',
  },
  {
    documents: ['text/csv; charset=utf-8'],
    sent: 'text/csv; charset=utf-16',
    found: 'text/csv; charset=utf-8',
    why: 'an undocumented charset still matches',
  },
  {
    documents: ['application/*', 'application/*+json', 'text/json'],
    sent: 'application/merge-patch+json',
    found: 'application/*+json',
    why: 'a suffix before the whole type',
  },
  {
    documents: ['application/*+json'],
    sent: 'application/json',
    found: undefined,
    why: 'a suffix is more than the name alone',
  },
  {
    documents: ['application/*+json'],
    sent: 'application/+json',
    found: 'application/*+json',
    why: 'a star can be nothing',
  },
  {
    documents: ['application/vnd.*', 'application/vnd.*.v2+xml', '*'],
    sent: 'application/vnd.a.v2+xml',
    found: 'application/vnd.*.v2+xml',
    why: 'a star within a name',
  },
  { documents: ['image/*', '*'], sent: 'audio/ogg', found: '*', why: 'a lone star' },
  {
    documents: ['a/b*b'],
    sent: 'a/b',
    found: undefined,
    why: 'the parts of a range may not overlap',
  },
  { documents: ['*/*'], sent: undefined, found: undefined, why: 'no Content-Type is not any' },
  { documents: [], sent: 'application/json', found: undefined, why: 'nothing documented' },
];
for (const { documents, sent, found, why } of choices) {
  test(`documentedMediaType ${sent} among ${documents.join(', ') || 'none'}: ${why}`, () =>
    expect(documentedMediaType(documented(...documents), sent)?.name).toBe(found));
}

const bodies: readonly { name: string; is: readonly boolean[] }[] = [
  { name: 'application/vnd.a+json', is: [true, false, false, false] },
  { name: 'Application/X-WWW-Form-Urlencoded; charset=utf-8', is: [false, true, false, false] },
  { name: 'multipart/form-data; boundary=a', is: [false, false, true, false] },
  { name: 'text/plain;charset=utf-8', is: [false, false, false, true] },
  { name: 'multipart/mixed', is: [false, false, false, false] },
  { name: 'application/xml', is: [false, false, false, false] },
];
for (const { name, is } of bodies)
  test(`the kinds of body that "${name}" is`, () =>
    expect([isJson, isForm, isMultipart, isText].map((kind) => kind(name))).toEqual(is));
