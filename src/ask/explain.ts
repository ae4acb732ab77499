/** Shows the ranking behind an answer as a table. */
import type { Table } from '../../index/library/mod.ts';
import type { Answer } from './answer.ts';

/** One row a hit: what it is, its score, and what the score is made of. */
export function rankingTable(answer: Answer): Table {
  return {
    header: ['Hit', 'Section', 'Score', 'Meaning', 'Words', 'Bonus'],
    rows: answer.hits.map(({ topic, caseStudy, section, score, why }) => [
      caseStudy ?? topic,
      section,
      score.toFixed(3),
      why.similarity.toFixed(3),
      why.bm25.toFixed(1),
      why.bonus.toFixed(1),
    ]),
  };
}
