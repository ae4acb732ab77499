import { ASK_ABOUT_THIS } from '../../../adapters/discord/commands.ts';
import type { StandInMessage } from '../../support/discord/mod.ts';
import { testConformance } from '../conformance.ts';
import { controlsOf, problemsInRequests, startBot, textOf } from './bot.ts';

testConformance('Discord', async (casebook) => {
  const { standIn, logged } = await startBot(casebook);
  await logged('Discord: commands registered');
  const channelId = standIn.guilds[0]?.text ?? '';

  const said = (message: StandInMessage) => ({
    text: textOf(message),
    pings: message.pings,
    links: textOf(message).match(/(?<!\\)https?:\/\/[^\s>)]+/g) ?? [],
  });
  const answers = () =>
    standIn.messages(channelId).filter(({ authorId, loading }) => authorId === standIn.botUserId && !loading);

  return {
    ask: async (question) => {
      const probe = await standIn.slash('ask', { question, private: true });
      await probe.callback();
      return said(await probe.reply());
    },
    openCase: async (title, number) => {
      const userId = String(300000000000001000n + BigInt(number));
      return said(await (await standIn.slash('case', { title }, { userId })).reply());
    },
    mention: async (content, author) =>
      (await standIn.say({ channelId, content, mentionsBot: true, bot: author === 'bot' })).messageId,
    saidInChannel: () => answers().map(said),
    replyTo: async (messageId) =>
      said(await standIn.until('a reply', () => answers().find(({ replyTo }) => replyTo === messageId))),
    useEverything: async (question) => {
      const asked = await standIn.slash('ask', { question, private: true });
      const message = await asked.reply();
      const pressable = controlsOf(message).flatMap(({ customId }) => customId ?? []);
      const probes = [
        asked,
        await standIn.slash('help'),
        await standIn.slash('privacy', { do: 'show' }),
        await standIn.slash('digest show'),
        await standIn.slash('digest on', { time: '9:00' }),
        await standIn.autocomplete('ask', { option: 'question', value: 'disc' }),
        await standIn.messageCommand(ASK_ABOUT_THIS, { content: question }),
      ];
      for (const customId of pressable) probes.push(await standIn.press(customId, { message }));
      await Promise.all(probes.map((probe) => probe.callback()));
    },
    problems: () => [
      ...problemsInRequests(standIn),
      ...standIn.requests.flatMap(({ status, method, path }) => (status === 400 ? `${method} ${path}` : [])),
    ],
  };
});
