import { expect, test } from 'vitest';
import { closuresIn } from './closures.ts';

const constants = `const schema1 = ["a","b"];
const regExp2 = /^[0-9]+$/u;
`;
const functions = `function validate0(data){
const len0 = 1;
return validate1(data) && isLooseUuid(data) && schema1.includes(data);
}
function validate1(data){
const len0 = data.length;
return regExp2.test(data);
}
validate1.evaluated = {"props":true};
function validate2(data){
return fail(data, "validate0 is only named");
}
function validate3(data){
return validate3(data.next);
}`;
const closure = closuresIn(constants + functions, ['fail', 'inEither', 'isLooseUuid']);

test('a closure has what an expression needs, and what that needs, in its order', () => {
  const { text, imports } = closure('inEither(validate0, validate3)');
  expect(
    text.match(/^(?:const|function) \w+(?= =|\()/gm)?.filter((each) => !/len/.test(each)),
  ).toEqual([
    ...['const schema1', 'const regExp2', 'function validate0', 'function validate1'],
    'function validate3',
  ]);
  expect(text).toContain('validate1.evaluated');
  expect(imports).toEqual(['inEither', 'isLooseUuid']);
});

test('a closure has nothing else', () => {
  const { text, imports } = closure('validate1');
  expect(text).toBe(`const regExp2 = /^[0-9]+$/u;
function validate1(data){
const len0 = data.length;
return regExp2.test(data);
}
validate1.evaluated = {"props":true};`);
  expect(imports).toEqual([]);
  expect(closure('{}')).toEqual({ text: '', imports: [] });
});

test('code may begin with a function, whose lines are no constants of the module', () => {
  const { text } = closuresIn(functions.replace('schema1.includes(data)', '1'), [])('validate0');
  expect(text).toContain('function validate0(data){\nconst len0 = 1;\nreturn validate1');
});
