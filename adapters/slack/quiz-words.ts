/** Reads `/quiz …`, and messages that are such a command. */
import { PERIODS, type Period, type RoundRequest, readRequest } from '../../src/quiz/mod.ts';
import { type DigestCommand, readDigestCommand, readDigestMessage } from './digest-words.ts';
import { type QuizSettingsChange, readQuizSettings } from './quiz-settings-words.ts';

/** What a round can be about. It is looked at only for what may be a round: to list a library takes its time. */
interface Library {
  readonly entries: Parameters<typeof readRequest>[1];
}

/** `help`: what was written names nothing that there is. */
export type QuizCommand =
  | { readonly verb: 'play'; readonly request: RoundRequest }
  | { readonly verb: 'review'; readonly count: number | undefined }
  | { readonly verb: 'leaderboard'; readonly period: Period }
  | { readonly verb: 'settings'; readonly change: QuizSettingsChange }
  | { readonly verb: 'daily'; readonly command: DigestCommand }
  | { readonly verb: 'stats' | 'stop' | 'help' };

const TOGETHER = /^(?:everybody|here)$/i;
const SECONDS = /^(\d{1,4})s$/i;

/** What stands after `/quiz`. */
export function readQuizCommand(text: string, library: Library): QuizCommand {
  const [, word = '', after = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const rest = after.trim();
  const verb = word.toLowerCase();
  switch (verb) {
    case 'daily':
      return { verb, command: readDailyCommand(rest) };
    case 'settings':
      return { verb, change: readQuizSettings(rest) };
    case 'review':
      return /^\d{0,3}$/.test(rest)
        ? { verb, count: rest === '' ? undefined : Number(rest) }
        : { verb: 'help' };
    case 'leaderboard': {
      const period = PERIODS.find((one) => one === (rest.toLowerCase() || 'week'));
      return period === undefined ? { verb: 'help' } : { verb, period };
    }
    case 'stats':
    case 'stop':
      return { verb: rest === '' ? verb : 'help' };
    default:
      return readRound(text, library);
  }
}

/**
 * The command that a message is, `quiz caching everybody`; null for all else, such as a question in which the word stands.
 *
 * @param text without the mention
 * @param isZone whether a text names a time zone
 */
export function readQuizMessage(
  text: string,
  library: Library,
  isZone: (text: string) => boolean,
): QuizCommand | null {
  const [, rest] = /^\s*\/?quiz(?:\s+([\s\S]*))?$/i.exec(text) ?? ['', null];
  if (rest === null) return null;
  const command = readQuizCommand(rest ?? '', library);
  switch (command.verb) {
    case 'help':
      return null;
    case 'settings':
      return command.change.kind === 'problem' ? null : command;
    case 'daily': {
      const daily = readDigestMessage((rest ?? '').trim().replace(/^daily/i, 'digest'), isZone);
      return daily === null ? null : { verb: 'daily', command: withoutPreview(daily) };
    }
    default:
      return command;
  }
}

/** A number is how many questions, `30s` for how long each is open, `everybody` with whom; what is left is what they are about. */
function readRound(text: string, { entries }: Library): QuizCommand {
  const words = text.split(/\s+/);
  const isTogether = words.some((word) => TOGETHER.test(word));
  const [, seconds] = words.map((word) => SECONDS.exec(word)).find((found) => found !== null) ?? [];
  const about = words.filter((word) => !TOGETHER.test(word) && !SECONDS.test(word)).join(' ');
  const asked = readRequest(about, entries);
  if (asked === null) return { verb: 'help' };
  const time = seconds === undefined ? {} : { seconds: Number(seconds) };
  return { verb: 'play', request: { kind: isTogether ? 'group' : 'solo', ...asked, ...time } };
}

function readDailyCommand(text: string): DigestCommand {
  return withoutPreview(readDigestCommand(text));
}

/** A question that somebody has seen before the others would be none. */
function withoutPreview(command: DigestCommand): DigestCommand {
  return command.verb === 'preview' ? { verb: 'help' } : command;
}
