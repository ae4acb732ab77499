/** A local stand-in for Slack's Web API, Socket Mode and signed requests, for a real Bolt app to run against. */
export type { Acknowledgement, Transport } from './delivery.ts';
export type { On, Target } from './gestures.ts';
export type { FailingResponse, RecordedRequest } from './http.ts';
export type { EventProbe, Probe } from './interactions.ts';
export type { StandInMessage } from './messages.ts';
export type { StandInPart } from './parts.ts';
export { SlackStandIn, type StandInOptions } from './stand-in.ts';
export type { StandInView } from './views.ts';
export type { Context, MessageContext, Team } from './world.ts';
