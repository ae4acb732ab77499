/** Who and what there is: the bot, people, servers with their channels, and new ids. */

import { Access } from './access.ts';
import { PLACE_TYPES, type Place } from './places.ts';

/** Snowflakes count from the first second of 2015 (docs, "Reference", Snowflakes). */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** Who does things unless a test says otherwise. */
export const SOMEBODY = '300000000000000001';
const FIRST_GUILD = '200000000000000001';

/** Where something is done, and by whom: by default in the text channel of the first server. */
export interface Context {
  readonly userId?: string;
  readonly channelId?: string;
  /** In direct messages with the bot. */
  readonly dm?: boolean;
  /** In the thread of the server. */
  readonly thread?: boolean;
  /** One that the bot is not in, or null (a group of people): only the person has installed the app. */
  readonly guildId?: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

/** The channels of a server that the bot is in. */
export interface Guild {
  readonly id: string;
  readonly text: string;
  readonly thread: string;
  readonly forum: string;
  /** A thread in the forum. */
  readonly post: string;
}

export class World {
  readonly applicationId = '100000000000000001';
  /** Not the application's id: in older apps the two differ, and nothing may confuse them. */
  readonly botUserId = '100000000000000002';
  readonly guilds: readonly Guild[];
  readonly now: () => number;
  readonly access = new Access();
  readonly #places = new Map<string, Place>();
  readonly #people = new Map<string, Person>();
  #count = 0;

  constructor(guildIds: readonly string[] | undefined, now: () => number) {
    this.now = now;
    this.meet({ id: this.botUserId, name: 'casebook', bot: true });
    this.guilds = (guildIds ?? [FIRST_GUILD]).map((guildId) => this.#found(guildId));
  }

  /** A new snowflake; ids made later are greater. */
  nextId(): string {
    this.#count += 1;
    return String((BigInt(this.now() - DISCORD_EPOCH_MS) << 22n) + BigInt(this.#count));
  }

  /** When something was made, by its id. */
  timeOf(id: string): string {
    return new Date(Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS).toISOString();
  }

  meet(person: Person): Person {
    this.#people.set(person.id, person);
    return person;
  }

  person(id: string): Person {
    return this.#people.get(id) ?? this.meet({ id, name: `person-${id}`, bot: false });
  }

  place(id: string): Place | undefined {
    return this.#places.get(id);
  }

  /** The direct message channel with somebody: always the same one. */
  directMessages(personId: string): Place {
    const known = [...this.#places.values()].find(
      (place) => place.type === PLACE_TYPES.dm && place.personId === personId,
    );
    return known ?? this.open({ type: PLACE_TYPES.dm, name: '', personId });
  }

  /** A channel of a server (or a group of people, if null) where the bot is not. */
  #elsewhere(guildId: string | null): Place {
    const type = guildId === null ? PLACE_TYPES.groupDm : PLACE_TYPES.text;
    return this.open({ type, name: 'elsewhere', guildId, botIsThere: false });
  }

  /** @throws if there is no such channel */
  placeOf({ channelId, dm, thread, guildId, userId = SOMEBODY }: Context): Place {
    if (channelId !== undefined) {
      const place = this.#places.get(channelId);
      if (place !== undefined) return place;
      throw new Error(`There is no channel ${channelId}. See the stand-in's guilds for those there are.`);
    }
    if (dm) return this.directMessages(userId);
    const guild = guildId === undefined ? this.guilds[0] : this.guilds.find(({ id }) => id === guildId);
    if (guild === undefined) return this.#elsewhere(guildId ?? null);
    return this.#places.get(thread ? guild.thread : guild.text)!;
  }

  places(guildId: string): Place[] {
    return [...this.#places.values()].filter((place) => place.guildId === guildId && place.botIsThere);
  }

  #found(id: string): Guild {
    const { text, thread, forum } = PLACE_TYPES;
    this.access.addGuild(id);
    const textId = this.open({ type: text, name: 'general', guildId: id }).id;
    const forumId = this.open({ type: forum, name: 'questions', guildId: id }).id;
    const byBot = { type: thread, ownerId: this.botUserId };
    return {
      id,
      text: textId,
      thread: this.open({ ...byBot, name: 'a thread', guildId: id, parentId: textId }).id,
      forum: forumId,
      post: this.open({ ...byBot, name: 'a post', guildId: id, parentId: forumId }).id,
    };
  }

  /** With a new id, unless it comes with one. */
  open(place: Pick<Place, 'type' | 'name'> & Partial<Place>): Place {
    const opened = {
      id: this.nextId(),
      guildId: null,
      parentId: null,
      personId: null,
      botIsThere: true,
      ownerId: null,
      archived: false,
      archivedAt: new Date(this.now()).toISOString(),
      locked: false,
      requiresTag: false,
      botIsIn: true,
      ...place,
    };
    this.#places.set(opened.id, opened);
    return opened;
  }

  change(id: string, change: Partial<Pick<Place, 'archived' | 'locked' | 'requiresTag'>>): Place {
    const archivedAt =
      change.archived === undefined ? {} : { archivedAt: new Date(this.now()).toISOString() };
    const changed = { ...this.placeOf({ channelId: id }), ...change, ...archivedAt };
    this.#places.set(id, changed);
    return changed;
  }

  /** A channel, with its threads. */
  remove(id: string): void {
    this.#places.delete(id);
    for (const place of this.#places.values()) if (place.parentId === id) this.#places.delete(place.id);
  }
}
