export { artifacts } from './artifacts.ts';
export { changes } from './changes.ts';
export { checks } from './checks.ts';
export { docs } from './docs.ts';
export { generators } from './generators.ts';
export { readme } from './readme.ts';
export { rules } from './rules.ts';
