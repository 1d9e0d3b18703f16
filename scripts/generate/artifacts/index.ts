export { openapi } from './openapi.ts';
export { types } from './types.ts';
