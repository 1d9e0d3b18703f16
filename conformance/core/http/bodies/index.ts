export { form } from './form.ts';
export { json } from './json.ts';
export { jsonLines } from './json-lines.ts';
export { jsonSequence } from './json-sequence.ts';
export { multipart } from './multipart.ts';
export { text } from './text.ts';
