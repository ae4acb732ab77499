/** Discord as a surface: one client that serves until it is told to stop or can no longer serve. */
import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  HTTPError,
} from 'discord.js';
import type { Chat } from '../../src/chat/mod.ts';
import type { DigestConfig, DiscordConfig } from '../../src/config.ts';
import type { Digests } from '../../src/digest/mod.ts';
import type { Health } from '../../src/health.ts';
import { InHand } from '../../src/in-hand.ts';
import type { Logger } from '../../src/log.ts';
import type { Quiz, QuizHost } from '../../src/quiz/mod.ts';
import type { State } from '../../src/state/mod.ts';
import { aborted, type Surface, SurfaceError } from '../../src/surface.ts';
import { createClient } from './client.ts';
import { COMMANDS, commandsFingerprint } from './commands.ts';
import { DiscordCourier } from './courier.ts';
import { handleInteraction } from './interactions.ts';
import { inviteLink } from './invite.ts';
import { handleMessage } from './messages.ts';
import { PacedRest } from './paced-rest.ts';
import { DiscordQuizHost } from './quiz-host.ts';
import { SeenEvents } from './seen-events.ts';

const NAME = 'discord';
/** Under it the fingerprint of the commands is remembered that were registered last. */
const COMMANDS_SETTING = 'discord:commands';

export interface DiscordParts {
  readonly config: DiscordConfig;
  readonly chat: Chat;
  readonly digests: Digests;
  readonly quiz: Quiz;
  /** The question of the day of each place. */
  readonly dailyQuiz: Digests;
  /** Who may change digests, beside those who manage the place. */
  readonly managers: DigestConfig['managers'];
  readonly state: State;
  readonly health: Health;
  readonly log: Logger;
}

/** With what it posts by itself. */
interface ServingParts extends DiscordParts {
  readonly quizHost: QuizHost;
}

export function discordSurface(parts: DiscordParts): Surface {
  const rest = new PacedRest(parts.config);
  const quizHost = new DiscordQuizHost(rest);
  return {
    name: NAME,
    courier: new DiscordCourier(rest),
    quizHost,
    serve: (signal) => serve({ ...parts, quizHost }, signal),
  };
}

async function serve(parts: ServingParts, signal: AbortSignal): Promise<void> {
  const { config, health, log } = parts;
  const client = createClient(config);
  health.report(NAME, 'starting');
  const inHand = listen(client, parts);
  const broken = watch(client, parts);
  broken.catch(() => {}); // it may also break while stopping, when nobody waits for it any more
  try {
    const served = login(client, config).then(() => aborted(signal));
    // A connection that is refused for good can leave the login waiting for ever.
    await Promise.race([served, broken, aborted(signal)]);
    log.info('Discord: stopping');
  } finally {
    health.report(NAME, 'down', 'stopped');
    client.removeAllListeners(Events.InteractionCreate);
    client.removeAllListeners(Events.MessageCreate);
    await inHand.finished();
    await client.destroy();
  }
}

/** Answers what comes in, and keeps what is being answered. */
function listen(client: Client, parts: ServingParts): InHand {
  const { chat, log } = parts;
  const inHand = new InHand();
  const seen = new SeenEvents();
  const answer = (id: string, work: () => Promise<void>) => {
    // After a resumed connection an event may come again.
    if (seen.isNew(id)) inHand.add(work());
  };
  client.on(Events.InteractionCreate, (interaction) =>
    answer(interaction.id, () => handleInteraction(interaction, parts)),
  );
  client.on(Events.MessageCreate, (message) => answer(message.id, () => handleMessage(message, chat, log)));
  return inHand;
}

/** Keeps the health current, and rejects when the connection is lost for good. */
function watch(client: Client, parts: DiscordParts): Promise<never> {
  const { health, log } = parts;
  const unconnected = new Set<number>();
  const reportShards = () => {
    const shards = [...unconnected].join(', ');
    health.report(NAME, shards === '' ? 'ready' : 'starting', shards && `reconnecting: shard ${shards}`);
  };
  client.once(Events.ClientReady, (ready) => {
    reportShards();
    log.info(
      {
        user: ready.user.tag,
        servers: ready.guilds.cache.size,
        shards: ready.ws.shards.size,
        invite: inviteLink(ready),
      },
      'Discord: ready. Answers /ask, /case, /digest, /quiz, mentions and direct messages; reads no other messages',
    );
    register(ready, parts).catch((error: unknown) => {
      log.error(
        { err: error },
        'Discord: the commands could not be registered; those registered before still work',
      );
    });
  });
  client.on(Events.ShardReconnecting, (shard) => {
    unconnected.add(shard);
    reportShards();
    log.warn({ shard }, 'Discord: connection lost, reconnecting');
  });
  client.on(Events.ShardResume, (shard) => {
    unconnected.delete(shard);
    reportShards();
    log.info({ shard }, 'Discord: connection resumed');
  });
  client.on(Events.ShardReady, (shard) => {
    // The first time is a part of starting, of which ClientReady is the end.
    if (unconnected.delete(shard)) reportShards();
  });
  // Without a listener an error in a handler would end the process.
  client.on(Events.Error, (error) => log.error({ err: error }, 'Discord: an error in the client'));
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ err: error, shard }, 'Discord: an error of the connection'),
  );
  return new Promise((_, reject) => {
    // Only a close that the client does not recover from is reported so (4004, 4010 to 4014).
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      health.report(NAME, 'down', `closed with ${code}`);
      reject(
        new SurfaceError(
          `Discord closed the connection for good (code ${code}, shard ${shard}). ${adviceFor(code)}`,
          { isSetting: true },
        ),
      );
    });
  });
}

/** Registers the commands unless exactly these were registered before. */
async function register(client: Client<true>, { state, log }: DiscordParts): Promise<void> {
  const fingerprint = commandsFingerprint(client.application.id);
  if ((await state.getSetting(COMMANDS_SETTING)) === fingerprint) {
    log.info('Discord: the commands are registered already');
    return;
  }
  await client.application.commands.set(COMMANDS);
  await state.setSetting(COMMANDS_SETTING, fingerprint);
  log.info({ commands: COMMANDS.map(({ name }) => name) }, 'Discord: commands registered');
}

async function login(client: Client, { token }: DiscordConfig): Promise<void> {
  try {
    await client.login(token);
  } catch (cause) {
    if (cause instanceof DiscordjsError && cause.code === DiscordjsErrorCodes.TokenInvalid) {
      throw new SurfaceError(
        'Discord does not know this DISCORD_TOKEN. Copy the token from discord.com/developers/applications, your application, Bot, Reset Token.',
        { cause, isSetting: true },
      );
    }
    const isRefused = cause instanceof DiscordAPIError || cause instanceof HTTPError;
    const what = isRefused ? `Discord refused the connection (${cause.status})` : 'Discord cannot be reached';
    throw new SurfaceError(`${what}. Check the network; the program may be started again.`, {
      cause,
      isSetting: false,
    });
  }
}

/** What to do about a close code that the client does not recover from. */
function adviceFor(code: number): string {
  const advice: Readonly<Record<number, string>> = {
    4004: 'The token is no longer valid: set DISCORD_TOKEN to a new one.',
    4010: 'DISCORD_SHARDS names a shard that is not there.',
    4011: 'The bot is in too many servers for this many shards: raise the total in DISCORD_SHARDS, or leave it out.',
    4012: 'This version of the program is too old for Discord: update it.',
    4013: 'The intents are not valid: this is a fault of the program.',
    4014: 'An intent is not allowed: this is a fault of the program, which needs no privileged one.',
  };
  return advice[code] ?? 'The program may be started again.';
}
