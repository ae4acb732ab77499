/** Builds the card of an answer. */
import type { Answer, AnswerBody, Reference } from '../ask/mod.ts';
import type { Card, CardLink } from './card.ts';

export function answerCard(answer: Answer): Card {
  if (answer.answer !== null) return answeredCard(answer.answer);
  if (answer.outcome === 'unsure')
    return { ...EMPTY_CARD, kind: 'unsure', related: answer.nearest.map(toLink) };
  return {
    ...EMPTY_CARD,
    kind: 'out-of-scope',
    lead: `That is not something my library covers.${answer.example === null ? '' : ` Try: ${answer.example}`}`,
  };
}

const EMPTY_CARD: Card = {
  kind: 'answer',
  title: '',
  breadcrumb: [],
  lead: null,
  excerpt: null,
  table: null,
  source: null,
  insight: null,
  link: null,
  related: [],
  actions: [],
};

function answeredCard(answer: AnswerBody): Card {
  return {
    kind: 'answer',
    title: answer.companies.length > 0 ? `${answer.companies.join(', ')}: ${answer.title}` : answer.title,
    breadcrumb: answer.breadcrumb,
    lead: answer.quickAnswer,
    excerpt: answer.excerpt,
    table: answer.results,
    source: answer.source,
    insight: answer.keyInsight,
    link: { label: 'Read on', url: answer.url },
    related: answer.related.map(toLink),
    actions:
      answer.kind === 'case-study' ? [{ kind: 'details', caseStudyId: answer.id, label: 'Details' }] : [],
  };
}

function toLink({ title, url }: Reference): CardLink {
  return { label: title, url };
}
