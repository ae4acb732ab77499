/** Whom a message pings, and what it makes a link of. */
import { allParts, type StandInPart } from './parts.ts';

const PINGS = /<(?<who>!(?:channel|here|everyone)|!subteam\^[A-Z0-9]+|@[UW][A-Z0-9]+)(?:\|[^>]*)?>/g;
const LINKS = /<(?:https?|mailto|tel):[^>\s]+(?:\|[^>]*|[^>]*)?>|\bhttps?:\/\/[^\s<>|]+/gi;

/** Where Slack reads markup; in `plain_text`, cells of `raw_text` and rich text, nothing is live. */
const LIVE = new Set(['mrkdwn', 'markdown']);

export interface Live {
  /** Each once, without labels: `<!channel>`, `<@U1>`, `<!subteam^S1>`, also for elements of rich text. */
  readonly pings: readonly string[];
  /** As they are written: `https://…` or `<https://…|label>`. Links of rich text are meant, so they are not among them. */
  readonly links: readonly string[];
}

/**
 * What is live in a message's text and blocks. It is stricter than Slack: markup within code counts too, and so does a `text` that stands
 * behind blocks. `link_names` and `parse: full` make more live than is known here.
 */
export function liveIn(text: string, blocks: readonly StandInPart[]): Live {
  const parts = allParts(blocks);
  const markup = [
    text,
    ...parts.flatMap((part) => (LIVE.has(part.type) && typeof part.text === 'string' ? part.text : [])),
  ];
  const written = markup.flatMap((one) =>
    [...one.matchAll(PINGS)].map(({ groups }) => `<${groups!['who']}>`),
  );
  return {
    pings: [...new Set([...written, ...parts.flatMap(pingOf)])],
    links: markup.flatMap((one) => one.match(LINKS) ?? []),
  };
}

function pingOf(part: StandInPart): string[] {
  switch (part.type) {
    case 'user':
      return [`<@${part.user_id}>`];
    case 'usergroup':
      return [`<!subteam^${part.usergroup_id}>`];
    case 'broadcast':
      return [`<!${part.range}>`];
    default:
      return [];
  }
}
