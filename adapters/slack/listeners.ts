/** Which events of Slack lead where. */
import type { App, types, webApi } from '@slack/bolt';
import type { Logger } from '../../src/log.ts';
import type { State } from '../../src/state/mod.ts';
import { handleAction } from './actions.ts';
import { handleCommand } from './commands.ts';
import type { DigestParts } from './digest-commands.ts';
import { digestOptions } from './digest-options.ts';
import { publishHome, suggestPrompts } from './home.ts';
import { type AnswerParts, answerMessage } from './messages.ts';
import { handleShortcut, handleSubmission } from './shortcuts.ts';
import { unfurlLinks } from './unfurl.ts';

export interface ListenerParts extends AnswerParts {
  readonly state: State;
  /** Waits for what is given to it before the surface ends. */
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Called when a workspace has removed the app. */
  readonly revoked: (teamId: string) => Promise<void>;
}

/**
 * Everything is taken by patterns that match whatever comes: what has no meaning for us is acknowledged too, or Slack would tell
 * the person that the app does not answer.
 */
export function listen(app: App, parts: ListenerParts): void {
  const { chat, digests, state, log, track, revoked } = parts;
  // Slack repeats an event that it believes to be lost, perhaps to another process.
  app.use(async ({ body, next }) => {
    const { event_id: id } = body as { event_id?: string };
    if (id === undefined || (await isFirst(state, id, log))) await next();
  });
  app.command(/.*/, (args) => track(handleCommand(args, parts)));
  app.action(/.*/, (args) => track(handleAction(args as Parameters<typeof handleAction>[0], parts)));
  app.shortcut(/.*/, (args) => track(handleShortcut(args, chat, log)));
  app.view(/.*/, (args) => track(handleSubmission(args as Parameters<typeof handleSubmission>[0], parts)));
  app.options(/.*/, ({ ack, payload, client }) => track(offer(payload, ack, client, digests['case-study'])));

  app.event('app_mention', async ({ event, context, client }) => {
    // Two bots that mention each other would go on for ever.
    if (event.bot_id !== undefined) return;
    await track(
      answerMessage(
        {
          teamId: context.teamId ?? '',
          userId: event.user ?? '',
          channelId: event.channel,
          ts: event.ts,
          threadTs: event.thread_ts,
          text: event.text,
        },
        context.botUserId,
        client,
        parts,
      ),
    );
  });
  app.message(async ({ message, context, client }) => {
    // Edits, joins and what bots write have a subtype or a bot's id; channels are heard by mentions alone.
    if (message.subtype !== undefined || message.channel_type !== 'im' || message.bot_id !== undefined)
      return;
    const { user: userId, channel: channelId, ts, thread_ts: threadTs, text = '' } = message;
    const asked = { teamId: context.teamId ?? '', userId, channelId, ts, threadTs, text };
    await track(answerMessage(asked, context.botUserId, client, parts));
  });
  app.event('app_home_opened', ({ event, context, client }) =>
    track(
      event.tab === 'messages'
        ? suggestPrompts(client, event.channel, chat)
        : publishHome(client, context.teamId ?? '', event.user, chat, digests['case-study'].digests),
    ),
  );
  app.event('link_shared', ({ event, client }) => {
    const { channel, message_ts: ts, links } = event;
    return track(unfurlLinks(client, { channel, ts, urls: links.map(({ url }) => url) }, chat));
  });
  app.event('app_uninstalled', ({ context }) => revoked(context.teamId ?? ''));
  app.event('tokens_revoked', async ({ event, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await revoked(context.teamId ?? '');
  });
  app.error(async (error) => {
    log.error({ err: error }, 'Slack: an event could not be handled');
  });
}

/** Options for what somebody types; none where that cannot be told, so that Slack says so and does not wait. */
async function offer(
  payload: { readonly type: string; readonly value: string; readonly action_id?: unknown },
  ack: (answer: { options: types.PlainTextOption[] }) => Promise<void>,
  client: webApi.WebClient,
  { digests, log }: DigestParts,
): Promise<void> {
  try {
    await ack({ options: await digestOptions(String(payload.action_id), payload.value, digests, client) });
  } catch (error) {
    log.warn({ err: error }, 'Slack: nothing can be offered to choose from');
    await ack({ options: [] });
  }
}

/** True once in all processes. When nothing can be stored an event is rather answered twice than never. */
async function isFirst(state: State, eventId: string, log: Logger): Promise<boolean> {
  try {
    return await state.claim(`slack:event:${eventId}`, new Date());
  } catch (error) {
    log.error({ err: error }, 'Whether an event has been answered before cannot be told');
    return true;
  }
}
