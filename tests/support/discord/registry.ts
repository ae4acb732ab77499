/** The commands that the client has registered, and what people send when they use one. */
import { ApplicationCommandOptionType as OptionType, ApplicationCommandType as Type } from 'discord.js';
import { type Command, checkCommands, type Option } from './commands.ts';
import { chosenChannel, type Json, rolePayload } from './payloads.ts';
import type { World } from './world.ts';

export type OptionValues = Readonly<Record<string, string | number | boolean>>;

export class CommandRegistry {
  readonly #world: World;
  /** By server, or '' for the global ones. */
  readonly #commands = new Map<string, readonly Command[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Replaces the commands of a server, or the global ones. */
  put(guildId: string, body: unknown): void {
    this.#commands.set(
      guildId,
      checkCommands(body, () => this.#world.nextId()),
    );
  }

  in(guildId: string): readonly Command[] {
    return this.#commands.get(guildId) ?? [];
  }

  /**
   * The data of an interaction by which somebody runs a command. Subcommands follow its name: `'quiz start'`. `focused` is the option
   * that is being typed. A command that is not registered passes too: people still see an earlier version's for a while.
   *
   * @throws if the command is registered and nobody could fill it in like that
   */
  chatInput(
    name: string,
    values: OptionValues,
    { focused, userId }: { readonly focused?: string; readonly userId: string },
  ): Json {
    const [root = '', ...path] = name.split(' ');
    const command = this.#find(root, Type.ChatInput);
    const options = command?.type === Type.ChatInput ? (command.options ?? []) : null;
    const filled = filledIn(options, path, values, focused);
    return {
      id: command?.id ?? this.#world.nextId(),
      name: root,
      type: Type.ChatInput,
      options: filled,
      resolved: this.#chosen(filled, userId),
    };
  }

  /** What is known of the channels and roles among the options. */
  #chosen(options: readonly Json[], userId: string): Json {
    const channels: Json = {};
    const roles: Json = {};
    for (const { type, value, options: inner } of options) {
      const id = String(value);
      if (type === OptionType.Channel) {
        channels[id] = chosenChannel(this.#world, this.#world.placeOf({ channelId: id }), userId);
      }
      if (type === OptionType.Role) {
        const role = this.#world.access.role(id);
        if (role === undefined) throw new Error(`There is no role ${id} that anybody could choose.`);
        roles[id] = rolePayload(role);
      }
      const below = inner === undefined ? {} : this.#chosen(inner as Json[], userId);
      Object.assign(channels, below['channels']);
      Object.assign(roles, below['roles']);
    }
    return { channels, roles };
  }

  /** The same for a command of a message's menu. */
  onMessage(name: string, messageId: string, payload: Json): Json {
    return {
      id: this.#find(name, Type.Message)?.id ?? this.#world.nextId(),
      name,
      type: Type.Message,
      target_id: messageId,
      resolved: { messages: { [messageId]: payload } },
    };
  }

  #find(name: string, type: Type): Command | undefined {
    return [...this.#commands.values()].flat().find((one) => one.name === name && one.type === type);
  }
}

/** @param known the registered options, or null if nothing is known */
function filledIn(
  known: readonly Option[] | null,
  path: readonly string[],
  values: OptionValues,
  focused: string | undefined,
): Json[] {
  const [step, ...rest] = path;
  if (step !== undefined) {
    const below = known?.find(({ name }) => name === step);
    if (known !== null && below === undefined) throw new Error(`The registered command has no ${step}.`);
    const type = rest.length > 0 ? OptionType.SubcommandGroup : OptionType.Subcommand;
    const inner = below === undefined ? null : (below.options ?? []);
    return [{ type, name: step, options: filledIn(inner, rest, values, focused) }];
  }
  const missing = known?.find((one) => one.required && !(one.name in values));
  // While an option is being typed, others may still be empty.
  if (missing !== undefined && focused === undefined) {
    throw new Error(`The option ${missing.name} is required, so nobody can leave it out.`);
  }
  return Object.entries(values).map(([name, value]) => {
    const type = known === null ? typeOf(value) : known.find((one) => one.name === name)?.type;
    if (type === undefined) throw new Error(`The registered command has no option ${name}.`);
    return { type, name, value, ...(name === focused ? { focused: true } : {}) };
  });
}

function typeOf(value: string | number | boolean): OptionType {
  if (typeof value === 'string') return OptionType.String;
  if (typeof value === 'boolean') return OptionType.Boolean;
  return Number.isInteger(value) ? OptionType.Integer : OptionType.Number;
}
