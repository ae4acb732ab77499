/** The Home tab and the first words of a direct chat. */
import type { webApi } from '@slack/bolt';
import type { Chat } from '../../src/chat/mod.ts';
import type { Digests } from '../../src/digest/mod.ts';
import { askerOf } from './asker.ts';
import { renderHome } from './render-view.ts';
import { checked } from './send.ts';

/** Prompts that Slack shows above an empty chat; four at the most. */
const PROMPTS = 4;
/** A button of Slack's; longer texts are cut by its clients. */
const PROMPT_TITLE_LENGTH = 75;

/** Shows the case study of the day, the digests that the person set up, what they asked last, and how to use it. */
export async function publishHome(
  client: webApi.WebClient,
  teamId: string,
  userId: string,
  chat: Chat,
  digests: Digests,
): Promise<void> {
  const asker = askerOf({ teamId, userId, channelId: 'home' });
  const today = await chat.openCase({ kind: 'today' }, asker, false);
  const { person } = asker;
  const cards = [today, await digests.setUpBy(person), await chat.recent(person), chat.help()];
  const view = checked(renderHome(cards.filter((card) => card !== null)));
  await client.views.publish({ user_id: userId, view });
}

/** Offers questions that the library answers. */
export async function suggestPrompts(client: webApi.WebClient, channelId: string, chat: Chat): Promise<void> {
  const [first, ...more] = chat
    .examples(PROMPTS)
    .map((message) => ({ title: message.slice(0, PROMPT_TITLE_LENGTH), message }));
  if (first === undefined) return;
  await client.assistant.threads.setSuggestedPrompts({
    channel_id: channelId,
    title: 'Ask about production engineering',
    prompts: [first, ...more],
  });
}
