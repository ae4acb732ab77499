import type { Topic } from '../model.ts';
import { IDS_FILE, idsPage, type PublishedId, updatedIds } from './ids.ts';
import { DamagedMarksError, withGeneratedPart } from './marked.ts';
import type { PlannedTopic } from './plan.ts';
import { PROGRESS_FILE, progressPage, type TopicProgress } from './progress.ts';
import { readmesOf } from './readmes.ts';
import type { NewPage } from './write.ts';

/** What the generated pages follow from. */
export interface LibraryState {
  readonly topics: readonly Topic[];
  readonly plan: readonly PlannedTopic[];
  readonly progress: readonly TopicProgress[];
  readonly publishedIds: readonly PublishedId[];
  /** Whether the topic of an id is there but cannot be read. */
  readonly isUnreadable: (id: string) => boolean;
}

export interface GeneratedPages {
  readonly generated: readonly NewPage[];
  /** Pages whose generated part cannot be found again, and why. */
  readonly damaged: readonly { readonly file: string; readonly message: string }[];
}

/**
 * Every page that is generated, whole or in part, as it should be.
 *
 * @param current the text of a page as it is now, or null
 */
export function generatePages(state: LibraryState, current: (file: string) => string | null): GeneratedPages {
  const generated: NewPage[] = [];
  const damaged: { file: string; message: string }[] = [];
  for (const { file, title, generated: list } of readmesOf(state.topics)) {
    try {
      generated.push({ file, text: withGeneratedPart(current(file) ?? `# ${title}\n`, list) });
    } catch (error) {
      if (!(error instanceof DamagedMarksError)) throw error;
      damaged.push({ file, message: error.message });
    }
  }
  const ids = updatedIds(state.publishedIds, state.topics, state.isUnreadable);
  generated.push(
    { file: PROGRESS_FILE, text: progressPage(state.plan, state.progress) },
    { file: IDS_FILE, text: idsPage(ids) },
  );
  return { generated, damaged };
}
