export { house } from './house.ts';
export { recommended } from './recommended.ts';
