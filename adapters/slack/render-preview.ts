/** Renders a card as the preview of a link (`chat.unfurl`), which takes fewer kinds of blocks than a message. */
import type { types } from '@slack/bolt';
import { type Card, NOTHING, sayable } from '../../src/cards/mod.ts';
import { type Block, plainText, small } from './blocks.ts';
import { fitLine, fitText } from './fit.ts';
import { LIMITS } from './limits.ts';

/** A preview stands below somebody else's message: the longest Quick Answer fits, and little more. */
const TEXT_LENGTH = 600;

/**
 * Title, where it belongs, lead and insight. There is no rich text, table or vote in it: a preview with rich text is refused
 * (java-slack-sdk issue 948) or not shown (getsentry/sentry pull request 65588). There are no buttons either: the link stands above.
 */
export function renderPreview(card: Card): Block[] {
  const { title, breadcrumb, lead, excerpt, insight } = sayable(card);
  const path = fitLine(breadcrumb.join(' › '), TEXT_LENGTH);
  const key = fitText(insight ?? '', TEXT_LENGTH);
  const blocks = [
    ...section(fitLine(title, LIMITS.header)),
    ...(path === '' ? [] : [small(path)]),
    ...section(fitText(lead ?? excerpt?.text ?? '', TEXT_LENGTH)),
    ...section(key === '' ? '' : `Key insight: ${key}`),
  ];
  return blocks.length > 0 ? blocks : section(NOTHING);
}

function section(text: string): types.SectionBlock[] {
  return text === '' ? [] : [{ type: 'section', text: plainText(text) }];
}
