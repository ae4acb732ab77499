import { quoted } from '../complaint.ts';
import { lineOfField } from '../front-matter-lines.ts';
import { stemOf } from '../names.ts';
import { IDS_FILE, isSameStory, type PublishedId } from '../upkeep/mod.ts';
import type { TopicPage } from './pages.ts';

/** Finds ids that were another case study's before. */
export function checkIds(topics: readonly TopicPage[], published: readonly PublishedId[]): void {
  const known = new Map(published.map((entry) => [entry.id, entry]));
  for (const { file, fields, frontMatter, complaints } of topics) {
    for (const [index, { id, companies }] of (fields?.case_studies ?? []).entries()) {
      const earlier = known.get(`${stemOf(file)}/${id}`);
      if (earlier === undefined) continue;
      const line = lineOfField(frontMatter.lines, ['case_studies', index, 'id']);
      if (earlier.state === 'retired') {
        const message = `The id ${quoted(id)} is retired. Take a new one; or, if the old case study is back, mark it as published in ${IDS_FILE}.`;
        complaints.warning(line, 'id-reused', message);
      } else if (!isSameStory(earlier.companies, companies)) {
        const message = `The id ${quoted(id)} was the story of ${earlier.companies.join(', ')}. Give this one an id of its own.`;
        complaints.warning(line, 'id-reused', message);
      }
    }
  }
}
