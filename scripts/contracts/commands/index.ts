export { mock } from './mock.ts';
export { check } from './check.ts';
export { lint } from './lint.ts';
export { generate } from './generate.ts';
export { docs } from './docs.ts';
export { sign } from './sign.ts';
export { merge } from './merge.ts';
