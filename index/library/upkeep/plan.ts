import type { Outline } from '../outline.ts';
import { inlineText } from '../plain-text.ts';

/** The page of a library that says which topics it is to have. */
export const PLAN_FILE = 'MASTER_PLAN.md';

/** A topic of the plan, written or not. */
export interface PlannedTopic {
  /** Path below the content folder, for example `01_BACKEND_PRODUCTION/04_API_Design`. */
  readonly folder: string;
  /** For example `rate_limiting`. */
  readonly stem: string;
  /** What it is to cover, in the plan's words. */
  readonly covers: string;
}

/**
 * The topics of a plan, in its order: the rows of each table that begins with the columns Topic and Covers, under a heading
 * that is the path of their folder.
 */
export function plannedTopics({ parts }: Outline): PlannedTopic[] {
  return parts.flatMap(({ text: folder, blocks }) =>
    blocks
      .filter((block) => block.type === 'table')
      .map(({ children }) => children.map((row) => row.children.map((cell) => inlineText(cell.children))))
      .filter(([header]) => header?.[0] === 'Topic' && header[1] === 'Covers')
      .flatMap((rows) => rows.slice(1).map(([stem = '', covers = '']) => ({ folder, stem, covers }))),
  );
}

/** `01_BACKEND_PRODUCTION/04_API_Design/rate_limiting.md`. */
export function fileOf({ folder, stem }: PlannedTopic): string {
  return folder === '' ? `${stem}.md` : `${folder}/${stem}.md`;
}
