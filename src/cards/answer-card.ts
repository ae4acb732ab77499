/** Builds the card of an answer. */
import type { Answer, AnswerBody, EntrySection, Reference } from '../ask/mod.ts';
import type { Card, CardLink } from './card.ts';
import { shownResults } from './results-table.ts';

export function answerCard(answer: Answer): Card {
  const note = correctionNote(answer);
  if (answer.answer !== null) return { ...answeredCard(answer.answer), note };
  if (answer.outcome === 'unsure')
    return { ...EMPTY_CARD, kind: 'unsure', note, related: answer.nearest.map(toLink) };
  return {
    ...EMPTY_CARD,
    kind: 'out-of-scope',
    lead: `That is not something my library covers.${answer.example === null ? '' : ` Try: “${answer.example}”`}`,
  };
}

/** A card that shows nothing, to be filled in. */
export const EMPTY_CARD: Card = {
  kind: 'answer',
  title: '',
  breadcrumb: [],
  note: null,
  lead: null,
  excerpt: null,
  table: null,
  source: null,
  insight: null,
  link: null,
  related: [],
  actions: [],
};

/** Says which words were read as other words, so that a wrong guess is seen. */
function correctionNote({ corrections }: Answer): string | null {
  if (corrections.length === 0) return null;
  return `Read ${corrections.map(({ from, to }) => `“${from}” as “${to}”`).join(', ')}.`;
}

function answeredCard(answer: AnswerBody): Omit<Card, 'note'> {
  return {
    kind: 'answer',
    title: answer.companies.length > 0 ? `${answer.companies.join(', ')}: ${answer.title}` : answer.title,
    breadcrumb: answer.breadcrumb,
    lead: answer.quickAnswer,
    excerpt: answer.excerpt,
    table: answer.results && shownResults(answer.results),
    source: answer.source,
    insight: answer.keyInsight,
    link: { label: 'Read on', url: answer.url },
    related: answer.related.map(toLink),
    actions: [],
  };
}

/** The card of a case study or note that was asked for by name. */
export function entryCard(entry: AnswerBody): Card {
  return { ...answeredCard(entry), kind: 'case-study', note: null };
}

/** A case study for a channel: the problem, so that people can think first; the Quick Answer is left for a button. */
export function digestCard(entry: AnswerBody, problem: string | null, note: string | null): Card {
  return { ...entryCard(entry), kind: 'digest', lead: problem, note };
}

/** One section of a case study or note, to be read in full. The table stands with the results. */
export function sectionCard(entry: AnswerBody, section: EntrySection): Card {
  const { title, breadcrumb, link, table, source } = answeredCard(entry);
  const figures = section.kind === 'results' ? { table, source } : {};
  const { heading, text } = section;
  return { ...EMPTY_CARD, kind: 'section', title, breadcrumb, excerpt: { heading, text }, link, ...figures };
}

/** Something that Casebook says of itself, in paragraphs. */
export function noticeCard(title: string, ...paragraphs: readonly string[]): Card {
  return { ...EMPTY_CARD, kind: 'notice', title, lead: paragraphs.join('\n\n') };
}

function toLink({ title, url }: Reference): CardLink {
  return { label: title, url };
}
