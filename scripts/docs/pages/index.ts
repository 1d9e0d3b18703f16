export { changePages } from './changes.ts';
export { guidePages } from './guides.ts';
export { homePage } from './home.ts';
export { notesPages } from './notes.ts';
export { operationPages } from './operation.ts';
export { overviewPages } from './overview.ts';
export { schemaPages } from './schema.ts';
export { tagPages } from './tag.ts';
