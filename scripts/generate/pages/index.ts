export { artifacts } from './artifacts.ts';
export { checks } from './checks.ts';
export { generators } from './generators.ts';
export { readme } from './readme.ts';
export { rules } from './rules.ts';
