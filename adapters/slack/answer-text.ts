/** The `text` of a message: what a notification shows and a screen reader may read instead of the blocks. */
import { type Card, NOTHING, relatedHeading, sourceList } from '../../src/cards/mod.ts';
import { fitLine, fitText, MRKDWN } from './fit.ts';
import { LIMITS } from './limits.ts';

/** In units of `MRKDWN`, with which it is at most 2,000 characters and 4,000 bytes. The rest of a message is for blocks. */
const TEXT_UNITS = LIMITS.textBytes / 2;
/** What is kept for the insight, and for the line below it, when a lead is so long that it must be cut. */
const LEAST_LINE_UNITS = 250;

/**
 * Title, lead, insight and the names of sources, or the nearest titles of a card that is unsure, as mrkdwn in which nothing is
 * live. Never empty.
 * @param card from `sayable`
 */
export function answerText(card: Card): string {
  let room = TEXT_UNITS;
  const take = (text: string): string => {
    room -= text === '' ? 0 : MRKDWN.sizeOf(text) + 1;
    return text;
  };
  const title = take(fitLine(card.title, LIMITS.header, MRKDWN));
  const lead = take(fitText(card.lead ?? card.excerpt?.text ?? '', room - 2 * LEAST_LINE_UNITS, MRKDWN));
  const insight = take(line('Key insight', card.insight ?? '', room - LEAST_LINE_UNITS));
  const names =
    card.kind === 'unsure'
      ? line(relatedHeading(card), titlesOf(card), room)
      : line(
          card.source?.kind === 'illustrative' ? 'Illustrative figures' : 'Sources',
          sourcesOf(card),
          room,
        );
  const lines = [title, lead, insight, names].filter((text) => text !== '');
  return lines.length === 0 ? NOTHING : lines.join('\n');
}

function line(name: string, text: string, room: number): string {
  const label = `${name}: `;
  const shown = fitLine(text, room - MRKDWN.sizeOf(label), MRKDWN);
  return shown === '' ? '' : label + shown;
}

/** Of buttons and links that are not shown: a notification has neither. */
function titlesOf({ related, actions }: Card): string {
  const opens = actions.filter(({ kind }) => kind === 'open');
  return (opens.length > 0 ? opens : related).map(({ label }) => label).join(' · ');
}

function sourcesOf({ source }: Card): string {
  if (source === null) return '';
  const sources = sourceList(source);
  if (sources === null) return source.text;
  const names = sources.shown.map(({ text }) => text).join(', ');
  return sources.more === 0 ? names : `${names} and ${sources.more} more`;
}
