import type { StandInMessage } from '../../support/slack/mod.ts';
import { testConformance } from '../conformance.ts';
import { controlsOf, startBot, textOf } from './bot.ts';

testConformance('Slack', async (casebook) => {
  const { standIn, logged } = await startBot(casebook);
  await logged('Slack: ready');
  const channelId = standIn.teams[0]?.channel ?? '';

  const said = (message: StandInMessage) => ({
    text: textOf(message),
    pings: message.pings,
    links: message.links,
  });
  const answers = () => standIn.messages(channelId).filter(({ userId }) => userId === standIn.botUserId);

  return {
    ask: async (question) => {
      const probe = await standIn.command('/ask', question);
      await probe.acknowledged();
      return said(await probe.response());
    },
    openCase: async (title, number) => {
      const user = `U${String(number).padStart(10, '0')}`;
      return said(await (await standIn.command('/case', title, { user })).response());
    },
    mention: async (text, author) => (await standIn.mention(text, { bot: author === 'bot' })).ts,
    saidInChannel: () => answers().map(said),
    replyTo: async (ts) =>
      said(await standIn.until('a reply', () => answers().find(({ threadTs }) => threadTs === ts))),
    useEverything: async (question) => {
      const asked = await standIn.command('/ask', question);
      const message = await asked.response();
      const probes = [
        asked,
        await standIn.command('/help'),
        await standIn.command('/of-an-earlier-version'),
        await standIn.shortcut('ask_casebook'),
        await standIn.shortcut('of_an_earlier_version'),
        await standIn.messageShortcut('ask_about_this', { text: question }),
        await standIn.openHome(),
        await standIn.openMessagesTab(),
        await standIn.linkShared(['https://cases.example/none']),
      ];
      for (const { actionId, vote } of controlsOf(message)) {
        probes.push(await standIn.press(actionId, { message, ...(vote !== undefined && { value: vote }) }));
      }
      await Promise.all(probes.map((probe) => probe.acknowledged()));
    },
    problems: () =>
      standIn.requests.flatMap(({ method, answer }) =>
        /invalid_blocks|invalid_arg|msg_too_long/.test(JSON.stringify(answer))
          ? `${method} ${JSON.stringify(answer)}`
          : [],
      ),
  };
});
