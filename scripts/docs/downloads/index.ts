export { json } from './json.ts';
export { yaml } from './yaml.ts';
