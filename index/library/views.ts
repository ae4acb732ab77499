import type { Complaint, Library, Note, Topic } from './model.ts';

/** The topics of a library, by path. */
export function topicsOf(library: Library): Topic[] {
  return documentsOf(library).filter((document) => document.kind === 'topic');
}

/** The notes of a library, by path. */
export function notesOf(library: Library): Note[] {
  return documentsOf(library).filter((document) => document.kind === 'note');
}

/** Everything that is wrong in a library, by path and line. */
export function complaintsOf(library: Library): Complaint[] {
  return library.files.flatMap(({ complaints }) => complaints);
}

/** All topics and notes of a library, by path. */
export function documentsOf(library: Library): (Topic | Note)[] {
  return library.files.flatMap(({ document }) => (document === null ? [] : [document]));
}
