/** From a folder of Markdown to the library as data. */
export { formatComplaint } from './complaint.ts';
export * from './model.ts';
export { textOfBlocks } from './plain-text.ts';
export { readLibrary } from './read.ts';
export type { FileRole } from './role.ts';
export { complaintsOf, documentsOf, notesOf, topicsOf } from './views.ts';
