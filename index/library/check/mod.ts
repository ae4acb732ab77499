/** The rules of the library: everything about form, figures, sources and links that a program can judge. */
export { type CheckedLibrary, checkLibrary, updateGeneratedPages } from './check-library.ts';
