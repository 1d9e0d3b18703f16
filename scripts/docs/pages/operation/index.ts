export { checks } from './checks.ts';
export { credentials } from './credentials.ts';
export { echoes } from './echoes.ts';
export { memory } from './memory.ts';
export { parameters } from './parameters.ts';
export { refusals } from './refusals.ts';
export { requestBody } from './request-body.ts';
export { responses } from './responses.ts';
