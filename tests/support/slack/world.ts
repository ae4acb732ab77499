/** Who and what there is: teams, each with its own bot user and token, channels, people, and new ids. */
import type { Transport } from './delivery.ts';

/** Who does things unless a test says otherwise. */
export const SOMEBODY = 'U0000000001';
export const SOMEBODY_ELSE = 'U0000000002';
export const SOME_BOT = { userId: 'U0000000009', id: 'B0000000009' } as const;
const FIRST_TEAM = 'T0000000001';

/** Where something is done, and by whom: by default in the channel of the first team that the bot is in. */
export interface Context {
  readonly user?: string;
  readonly channel?: string;
  /** In direct messages with the bot. */
  readonly dm?: boolean;
  readonly team?: string;
  /** By which way the app is told; by default as `SlackStandIn.over` says. */
  readonly over?: Transport;
}

export interface MessageContext extends Context {
  /** Another app writes. */
  readonly bot?: boolean;
  readonly threadTs?: string;
  /** One that was used before makes it the same event again, as far as the app can tell. */
  readonly eventId?: string;
  /** What another app has attached. */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
}

/** A workspace that has installed the app. The bot has another user, id and token in each. */
export interface Team {
  readonly id: string;
  readonly domain: string;
  readonly botToken: string;
  readonly botUserId: string;
  readonly botId: string;
  /** A channel that the bot is a member of. */
  readonly channel: string;
  /** A public channel that it is not a member of: there it can answer commands and nothing else. */
  readonly otherChannel: string;
}

/** Anything that messages are in. */
export interface Place {
  readonly id: string;
  readonly team: Team;
  readonly name: string;
  /** Whom a direct message is with; null for channels. */
  readonly personId: string | null;
  readonly botIsThere: boolean;
  /** Who made the channel. */
  readonly creator: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
}

/** What users.info says of somebody. */
export interface Person {
  readonly tz: string;
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  /** Of the workspace that they belong to; null for that of whoever asks. */
  readonly teamId: string | null;
}

export interface UserGroup {
  readonly id: string;
  readonly teamId: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

const ANYBODY: Person = { tz: 'Europe/London', isAdmin: false, isOwner: false, teamId: null };

export class World {
  readonly appId = 'A0000000001';
  readonly appToken = 'xapp-1-A0000000001-stand-in';
  readonly now: () => number;
  readonly teams: readonly Team[];
  readonly groups: UserGroup[] = [];
  readonly #places = new Map<string, Place>();
  readonly #people = new Map<string, Person>();
  #count = 0;

  constructor(teamIds: readonly string[] | undefined, now: () => number) {
    this.now = now;
    this.teams = (teamIds ?? [FIRST_TEAM]).map((id, index) => this.#found(id, index + 1));
  }

  /** A new id: `nextId('V')`. */
  nextId(prefix: string): string {
    this.#count += 1;
    return `${prefix}${String(this.#count).padStart(10, '0')}`;
  }

  /** The `ts` of a new message: unique, and greater than those before unless the clock goes back. */
  nextTs(): string {
    this.#count += 1;
    return `${Math.floor(this.now() / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }

  /** @throws if there is no such team */
  team(id: string | undefined): Team {
    const team = id === undefined ? this.teams[0] : this.teams.find((one) => one.id === id);
    if (team !== undefined) return team;
    throw new Error(`There is no team ${id}. Name it in the options of SlackStandIn.start.`);
  }

  place(id: string): Place | undefined {
    return this.#places.get(id);
  }

  /** @throws if there is no such channel */
  changePlace(id: string, change: Partial<Omit<Place, 'id' | 'team'>>): void {
    this.#places.set(id, { ...this.placeOf({ channel: id }), ...change });
  }

  deletePlace(id: string): void {
    this.#places.delete(id);
  }

  /** A direct chat of two others, in which they can run commands of the app. */
  chatOfOthers(team: Team): Place {
    const place = { team, name: 'directmessage', personId: SOMEBODY, botIsThere: false, creator: SOMEBODY };
    return this.#open('D', { ...place, isPrivate: true, isArchived: false });
  }

  person(id: string): Person {
    return this.#people.get(id) ?? ANYBODY;
  }

  setPerson(id: string, person: Partial<Person>): void {
    this.#people.set(id, { ...this.person(id), ...person });
  }

  /** The direct messages of the bot and somebody: always the same channel. */
  directMessages(team: Team, personId: string): Place {
    const known = [...this.#places.values()].find(
      (place) => place.team === team && place.personId === personId && place.botIsThere,
    );
    const place = { team, name: 'directmessage', personId, botIsThere: true, creator: personId };
    return known ?? this.#open('D', { ...place, isPrivate: true, isArchived: false });
  }

  /** @throws if there is no such team or channel */
  placeOf({ channel, dm, team, user = SOMEBODY }: Context): Place {
    const home = this.team(team);
    if (channel === undefined && dm) return this.directMessages(home, user);
    const place = this.place(channel ?? home.channel);
    if (place !== undefined) return place;
    throw new Error(`There is no channel ${channel}. See the stand-in's teams for those there are.`);
  }

  #found(id: string, number: number): Team {
    const team = {
      id,
      domain: `team-${number}`,
      botToken: `xoxb-${number}-stand-in`,
      botUserId: this.nextId('UB'),
      botId: this.nextId('B'),
      channel: '',
      otherChannel: '',
    };
    const channel = { team, personId: null, creator: SOMEBODY_ELSE, isPrivate: false, isArchived: false };
    team.channel = this.#open('C', { ...channel, name: 'general', botIsThere: true }).id;
    team.otherChannel = this.#open('C', { ...channel, name: 'elsewhere', botIsThere: false }).id;
    return team;
  }

  #open(prefix: string, place: Omit<Place, 'id'>): Place {
    const opened = { ...place, id: this.nextId(prefix) };
    this.#places.set(opened.id, opened);
    return opened;
  }
}
