export { client } from './client.ts';
export { enums } from './enums.ts';
export { examples } from './examples.ts';
export { modules } from './modules.ts';
export { openapi } from './openapi.ts';
export { operations } from './operations.ts';
export { prefer } from './prefer.ts';
export { types } from './types.ts';
