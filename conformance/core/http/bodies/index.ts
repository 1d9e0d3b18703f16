export { form } from './form.ts';
export { json } from './json.ts';
export { multipart } from './multipart.ts';
export { text } from './text.ts';
