export { curl } from './curl.ts';
export { fetch } from './fetch.ts';
export { client } from './client.ts';
export { python } from './python.ts';
export { swift } from './swift.ts';
export { kotlin } from './kotlin.ts';
