/** Serves every surface that is set up, until the program is told to stop. */
import { discordSurface } from '../adapters/discord/mod.ts';
import { slackSurface } from '../adapters/slack/mod.ts';
import { Casebook } from './casebook.ts';
import { Chat } from './chat/mod.ts';
import { type Config, ConfigError } from './config.ts';
import { CaseStudyComposer, Chooser, Deliverer, Digests } from './digest/mod.ts';
import { Health, serveHealth } from './health.ts';
import { type Logger, openLog } from './log.ts';
import { Quiz, QuizComposer, serveQuiz } from './quiz/mod.ts';
import { openState, SealError, type State } from './state/mod.ts';
import { type Surface, SurfaceError } from './surface.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const NOTHING_SET_UP =
  'No chat is set up, so there is nobody to serve. Set DISCORD_TOKEN to the token of a Discord bot (docs/DISCORD.md says how to get one ' +
  'in ten minutes), or SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/SLACK.md). In the terminal, ask with: npm run ask';

/**
 * @param signal ends the serving
 * @throws ConfigError when nothing is set up or a setting turns out to be wrong, SurfaceError when a surface fails
 */
export async function serveAll(
  config: Config,
  signal: AbortSignal,
  log: Logger = openLog(config.logLevel),
): Promise<void> {
  if (config.discord === undefined && config.slack === undefined) throw new ConfigError(NOTHING_SET_UP);
  const logRejection = (error: unknown) =>
    log.error({ err: error }, 'A fault of the program: nobody waited for this');
  process.on('unhandledRejection', logRejection);
  const stop = new AbortController();
  const stopAll = () => stop.abort();
  signal.addEventListener('abort', stopAll, { once: true });
  const health = new Health();
  health.report('casebook', 'starting', 'opening the library');
  const healthServer = config.healthPort === undefined ? null : await serveHealth(health, config.healthPort);
  let casebook: Casebook | null = null;
  let state: State | null = null;
  try {
    const open = await Casebook.open(config, { onStep: (step) => log.info(step) });
    casebook = open;
    state = await openState(config.state);
    const quiz = new Quiz({ state, library: casebook, questions: () => open.questions() });
    const chat = new Chat({ casebook, state, quiz, log });
    log.info({ entries: casebook.size, complaints: casebook.complaints.length }, 'The library is open');
    if (config.publicUrl === undefined && config.repositoryUrl === undefined) {
      log.warn(
        'Answers have no link to read on: set PUBLIC_URL or REPOSITORY_URL to where people can open the library',
      );
    }
    health.report('casebook', 'ready');
    const pruning = pruneDaily(chat, log);
    const chooser = new Chooser(casebook, state);
    const nudge = () => deliverer.nudge();
    const digests = new Digests({ casebook, state, chooser, nudge });
    const dailyQuiz = new Digests({ casebook, state, kind: 'quiz', chooser, nudge });
    const parts = { chat, quiz, digests, dailyQuiz, managers: config.digest.managers, state, health, log };
    const surfaces: Surface[] = [];
    if (config.discord !== undefined) surfaces.push(discordSurface({ config: config.discord, ...parts }));
    if (config.slack !== undefined) surfaces.push(slackSurface({ config: config.slack, ...parts }));
    const deliverer = new Deliverer({
      state,
      couriers: surfaces.flatMap(({ courier }) => courier ?? []),
      composers: {
        'case-study': new CaseStudyComposer(casebook, state, chooser),
        quiz: new QuizComposer(quiz, state),
      },
      latestMs: config.digest.latestMs,
      log,
    });
    // When one surface fails the others finish what is in hand, and the program says why.
    const serving = [
      ...surfaces.map((surface) => surface.serve(stop.signal).finally(stopAll)),
      deliverer.run(stop.signal),
      ...surfaces.flatMap(({ quizHost }) =>
        quizHost === undefined ? [] : [serveQuiz(quiz, quizHost, log, stop.signal)],
      ),
    ];
    await Promise.all(serving).finally(() => Promise.allSettled(serving));
    clearInterval(pruning);
    await chat.idle();
  } catch (error) {
    const isSetting = (error instanceof SurfaceError && error.isSetting) || error instanceof SealError;
    throw isSetting ? new ConfigError(error.message, { cause: error.cause }) : error;
  } finally {
    process.off('unhandledRejection', logRejection);
    signal.removeEventListener('abort', stopAll);
    await state?.close();
    await casebook?.close();
    await healthServer?.close();
  }
}

function pruneDaily(chat: Chat, log: Logger): NodeJS.Timeout {
  const prune = () =>
    chat
      .prune()
      .then((rows) => log.debug({ rows }, 'Deleted what is too old'))
      .catch((error: unknown) => log.error({ err: error }, 'What is too old could not be deleted'));
  void prune();
  return setInterval(prune, DAY_MS).unref();
}
