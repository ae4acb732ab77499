/** A local stand-in for Discord's gateway and REST API, for the real discord.js client to run against. */
export type { StandInComponent } from './components.ts';
export type { FailingResponse, RecordedRequest } from './http.ts';
export type { InteractionAnswer, InteractionProbe } from './interactions.ts';
export type { StandInMessage } from './messages.ts';
export { pingsOf } from './pings.ts';
export { DiscordStandIn, type StandInOptions } from './stand-in.ts';
export type { Context } from './world.ts';
