/** The console, and what the generated modules of operations import. */
export * from '../../../frontend/validators.ts';
export { mount } from './mount.ts';
