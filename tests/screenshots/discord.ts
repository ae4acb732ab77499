/**
 * `npm run screenshots`: pictures of an answer on Discord for the README. The library, the answer and the message are the
 * real ones; only Discord's part, drawing it, is done here. Needs no account, but Chromium and fonts (fonts-noto-core,
 * fonts-noto-color-emoji, fonts-dejavu).
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pino } from 'pino';
import { type MessagePayload, renderCard } from '../../adapters/discord/render-card.ts';
import { Casebook } from '../../src/casebook.ts';
import { Chat, restated } from '../../src/chat/mod.ts';
import { readConfig } from '../../src/config.ts';
import { openState } from '../../src/state/mod.ts';
import { openBrowser } from './browser.ts';
import { discordPage } from './discord-page.ts';

const QUESTION = 'how does Discord store messages?';
const IMAGES = resolve(import.meta.dirname, '../../docs/images');
/** Width in CSS pixels: a chat column on a desktop, and a common phone. */
const PICTURES = [
  { file: 'discord-answer.png', width: 720 },
  { file: 'discord-phone.png', width: 390 },
];

await takePictures(discordPage(await answerTo(QUESTION), { person: 'ada', command: '/ask' }));

/** The message that the bot sends, with its buttons. */
async function answerTo(question: string): Promise<MessagePayload> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-screenshots-'));
  // As a team sets it up: with the library's pages on the web, the way to the whole case study is a button.
  const casebook = await Casebook.open(readConfig({ PUBLIC_URL: 'https://cases.example' }));
  const state = await openState({ file: join(folder, 'state.db') });
  try {
    const chat = new Chat({ casebook, state, log: pino({ level: 'silent' }) });
    const asker = { person: 'discord:1', conversation: 'discord:1:1' };
    return renderCard(restated(await chat.ask(question, asker, false), question));
  } finally {
    await state.close();
    await casebook.close();
    await rm(folder, { recursive: true });
  }
}

async function takePictures(html: string): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const { file, width } of PICTURES) {
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
