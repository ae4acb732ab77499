/** Telling the app of events, again where a test says so, and of what became of its own direct messages. */
import type { Delivery, Transport } from './delivery.ts';
import type { EventProbe } from './interactions.ts';
import type { StandInMessage } from './messages.ts';
import type { Json } from './parts.ts';
import { eventPayload, messageEvent, messagePayload } from './payloads.ts';
import type { Place, World } from './world.ts';

export class Events {
  readonly #world: World;
  readonly #delivery: Delivery;
  readonly #told = new Map<
    string,
    { readonly probe: EventProbe; readonly over: Transport; retries: number }
  >();

  constructor(world: World, delivery: Delivery) {
    this.#world = world;
    this.#delivery = delivery;
  }

  /** @throws if it goes by a socket and no app is connected */
  tell(
    place: Place,
    event: Json,
    options: { readonly eventId?: string; readonly over?: Transport } = {},
  ): EventProbe {
    const { eventId = this.#world.nextId('Ev'), over = this.#delivery.over } = options;
    const payload = eventPayload(this.#world, place.team, event, eventId);
    const pending = this.#delivery.send('events_api', payload, over);
    const probe = {
      eventId,
      channelId: place.id,
      ts: String(event['message_ts'] ?? event['ts'] ?? event['event_ts']),
      threadTs: typeof event['thread_ts'] === 'string' ? event['thread_ts'] : null,
      payload,
      acknowledged: () => pending.acknowledged(),
    };
    this.#told.set(eventId, { probe, over, retries: 0 });
    return probe;
  }

  /** The same event once more, numbered. */
  retry({ eventId }: EventProbe, over?: Transport): EventProbe {
    const event = this.#told.get(eventId)!;
    event.retries += 1;
    const way = over ?? event.over;
    const pending = this.#delivery.send('events_api', event.probe.payload, way, undefined, {
      number: event.retries,
      reason: way === 'socket' ? 'timeout' : 'http_timeout',
    });
    return { ...event.probe, acknowledged: () => pending.acknowledged() };
  }

  /**
   * The app subscribes to messages of direct conversations, and so hears of its own there: posted (`before` is null), changed, and
   * deleted (`now` is null). It is told by the way by which it was told last; nobody waits for it to acknowledge them.
   */
  announce(place: Place, now: StandInMessage | null, before: StandInMessage | null): void {
    const over = this.#delivery.last;
    if (place.personId === null || !this.#delivery.reaches(over)) return;
    this.tell(place, this.#changeEvent(place, now, before), { over });
  }

  #changeEvent(place: Place, now: StandInMessage | null, before: StandInMessage | null): Json {
    if (now !== null && before === null) return messageEvent(place, now);
    const ts = this.#world.nextTs();
    return {
      type: 'message',
      ...(now === null
        ? { subtype: 'message_deleted', deleted_ts: before?.ts }
        : { subtype: 'message_changed', message: messagePayload(place, now) }),
      ...(before === null ? {} : { previous_message: messagePayload(place, before) }),
      hidden: true,
      channel: place.id,
      channel_type: 'im',
      ts,
      event_ts: ts,
    };
  }
}
