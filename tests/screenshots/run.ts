/**
 * `npm run screenshots`: pictures of an answer and of a digest on Discord and Slack for the README. The library, the answer and the messages
 * are the real ones; only the platform's part, drawing them, is done here. Needs no account, but Chromium and fonts
 * (fonts-noto-core, fonts-noto-color-emoji, fonts-dejavu).
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pino } from 'pino';
import { renderCard as renderForDiscord } from '../../adapters/discord/render-card.ts';
import { renderCard as renderForSlack } from '../../adapters/slack/render-card.ts';
import { Casebook } from '../../src/casebook.ts';
import { Chat, restated } from '../../src/chat/mod.ts';
import { readConfig } from '../../src/config.ts';
import { postCard } from '../../src/digest/mod.ts';
import { Quiz } from '../../src/quiz/mod.ts';
import { openState } from '../../src/state/mod.ts';
import { openBrowser } from './browser.ts';
import { discordPage } from './discord-page.ts';
import { slackPage } from './slack-page.ts';

interface Picture {
  readonly file: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly html: string;
}

const QUESTION = 'how does Discord store messages?';
const IMAGES = resolve(import.meta.dirname, '../../docs/images');
/** A chat column on a desktop, and a common phone. */
const DESKTOP_WIDTH = 720;
const PHONE_WIDTH = 390;

await takePictures(
  await withChat(async (chat, casebook) => [...(await answersOn(chat)), ...digestsOn(casebook)]),
);

/** The messages that the bot sends, with their buttons: to a command on Discord, and to a mention on Slack. */
async function answersOn(chat: Chat): Promise<Picture[]> {
  const asker = (platform: string) => ({
    person: `${platform}:1`,
    conversation: `${platform}:1:1`,
    place: `${platform}:1`,
    community: null,
  });
  const onDiscord = await chat.ask(QUESTION, asker('discord'), false);
  const onSlack = await chat.ask(QUESTION, asker('slack'), false);
  const discord = discordPage(renderForDiscord(restated(onDiscord, QUESTION)), {
    person: 'ada',
    command: '/ask',
  });
  const slack = slackPage(renderForSlack(onSlack), { person: 'ada', question: QUESTION });
  return [
    { file: 'discord-answer.png', width: DESKTOP_WIDTH, html: discord },
    { file: 'discord-phone.png', width: PHONE_WIDTH, html: discord },
    { file: 'slack-answer.png', width: DESKTOP_WIDTH, html: slack },
  ];
}

/** A case study of the day, as it comes to a channel. */
function digestsOn(casebook: Casebook): Picture[] {
  const { id } = casebook.entries.find(({ title }) => title.includes('One Busy Channel'))!;
  const card = postCard(casebook, id, 'aaaaaaaaaaaaaaaa', null)!;
  return [
    { file: 'discord-digest.png', width: DESKTOP_WIDTH, html: discordPage(renderForDiscord(card), null) },
    { file: 'slack-digest.png', width: DESKTOP_WIDTH, html: slackPage(renderForSlack(card), null) },
  ];
}

async function withChat<Result>(work: (chat: Chat, casebook: Casebook) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-screenshots-'));
  // As a team sets it up: with the library's pages on the web, the way to the whole case study is a button.
  const casebook = await Casebook.open(readConfig({ PUBLIC_URL: 'https://cases.example' }));
  const state = await openState({ file: join(folder, 'state.db') });
  try {
    const quiz = new Quiz({ state, library: casebook, questions: () => casebook.questions() });
    return await work(new Chat({ casebook, state, quiz, log: pino({ level: 'silent' }) }), casebook);
  } finally {
    await state.close();
    await casebook.close();
    await rm(folder, { recursive: true });
  }
}

async function takePictures(pictures: readonly Picture[]): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const { file, width, html } of pictures) {
      const page = await browser.newPage({
        // As low as possible: the picture of the full page is as high as what it shows.
        viewport: { width, height: 100 },
        deviceScaleFactor: 2,
        javaScriptEnabled: false,
        offline: true,
      });
      await page.setContent(html);
      const path = join(IMAGES, file);
      await page.screenshot({ path, fullPage: true });
      process.stdout.write(`${relative(process.cwd(), path)}\n`);
    }
  } finally {
    await browser.close();
  }
}
