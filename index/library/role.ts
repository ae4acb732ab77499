import type { ParsedFile } from './model.ts';

/**
 * What a file is for. A `companion` goes with a library of topics (sources, navigation, the library's own rules) and adds
 * nothing that could answer a question. Everything else is a `document`: a topic or a note.
 */
export type FileRole = 'document' | 'companion';

const COMPANION_NAME =
  /(?:^|\/)(?:README|MASTER_PLAN|STYLE_GUIDE|PROGRESS|PUBLISHED_IDS|[^/]*_RESOURCES)\.(?:md|markdown)$/i;

/**
 * The role that a file's name gives it in a library of topics. A folder that holds no topic at all is a team's own, where
 * a README is a note like any other; only somebody who sees the whole folder can tell, so `readLibrary` decides that.
 */
export function roleOf(file: string): FileRole {
  return COMPANION_NAME.test(file) ? 'companion' : 'document';
}

/** Rules whose errors leave a file out before anyone can tell what it is. All other errors are about topics. */
const RULES_FOR_ANY_FILE = new Set(['file-size', 'encoding', 'too-deep', 'unreadable', 'symlink']);

/** Whether a file is, or with fewer mistakes would be, a topic. */
export function isMeantAsTopic({ document, complaints }: ParsedFile): boolean {
  if (document !== null) return document.kind === 'topic';
  return complaints.some(({ severity, rule }) => severity === 'error' && !RULES_FOR_ANY_FILE.has(rule));
}
