/** Waiting, so that Slack does not have to say that it is too much. */
import PQueue from 'p-queue';

/** Slack, "Rate limits": one message a second a channel, and several hundred a minute a workspace. Four a second are 240. */
const A_SECOND = { channel: 1, workspace: 4 } as const;
const SECOND_MS = 1000;

export class Pace {
  readonly #queues = new Map<string, PQueue>();

  /**
   * Resolves when a message may be posted to the channel.
   *
   * @throws the signal's reason when that takes too long
   */
  async turn(teamId: string, channelId: string, signal: AbortSignal): Promise<void> {
    await this.#queue(`${teamId}:${channelId}`, A_SECOND.channel).add(() => {}, { signal });
    await this.#queue(teamId, A_SECOND.workspace).add(() => {}, { signal });
  }

  /** A queue is forgotten a second after its last turn, when it would hold nobody up. */
  #queue(name: string, aSecond: number): PQueue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = new PQueue({ intervalCap: aSecond, interval: SECOND_MS, strict: true });
    let forgetting: NodeJS.Timeout | undefined;
    queue.on('active', () => clearTimeout(forgetting));
    queue.on('idle', () => {
      clearTimeout(forgetting);
      forgetting = setTimeout(() => this.#queues.delete(name), SECOND_MS).unref();
    });
    this.#queues.set(name, queue);
    return queue;
  }
}
