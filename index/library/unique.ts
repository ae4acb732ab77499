import { complaintsAbout } from './complaint.ts';
import type { ParsedFile } from './model.ts';

const RULE = 'duplicate';

/**
 * Leaves out files whose path or case study ids an earlier file already has, so that each names one thing in the library:
 * `cache.md` beside `cache.markdown`, or two topics of the same file name with a case study of the same id.
 */
export function leaveOutDuplicates(files: readonly ParsedFile[]): ParsedFile[] {
  const owners = new Map<string, string>();
  return files.map((parsed) => {
    const names = namesOf(parsed);
    const taken = names.find((name) => owners.has(name));
    if (taken !== undefined) return withoutDocument(parsed, taken, owners.get(taken) ?? '');
    for (const name of names) owners.set(name, parsed.file);
    return parsed;
  });
}

/** Whether a result depends on the other files of its library, and so cannot be taken over into a later one. */
export function wasJudgedBesideOthers({ complaints }: ParsedFile): boolean {
  return complaints.some(({ rule }) => rule === RULE);
}

function namesOf({ document }: ParsedFile): string[] {
  if (document === null) return [];
  const ids = document.kind === 'topic' ? document.caseStudies.map(({ id }) => `case study ${id}`) : [];
  return [`path ${document.path}`, ...ids];
}

function withoutDocument(parsed: ParsedFile, taken: string, owner: string): ParsedFile {
  const complaints = complaintsAbout(parsed.file);
  const line = parsed.document?.kind === 'topic' ? lineOfDuplicate(parsed.document.caseStudies, taken) : 1;
  const message = `The ${taken} is already that of ${owner}, so this file is left out. Rename one of them.`;
  complaints.error(line, RULE, message);
  return { ...parsed, document: null, complaints: [...parsed.complaints, ...complaints.list()] };
}

function lineOfDuplicate(caseStudies: readonly { id: string; line: number }[], taken: string): number {
  return caseStudies.find(({ id }) => taken === `case study ${id}`)?.line ?? 1;
}
