import { Global, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Leases } from '../jobs/lease.js';
import { EventDispatcher } from './dispatcher.js';
import { LiveStreams } from './live-stream.js';
import { Outbox } from './outbox.js';
import { PersonStreams } from './person-streams.js';
import { StreamSignals } from './stream-signals.js';

/** Starts the delivery of events with the application and ends it before the database closes. */
@Injectable()
class DeliveryLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly dispatcher: EventDispatcher,
    private readonly signals: StreamSignals,
  ) {}

  onApplicationBootstrap(): void {
    this.dispatcher.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.signals.stop();
    await this.dispatcher.stop();
  }
}

/** Outbox, dispatcher and person streams. */
@Global()
@Module({
  providers: [Leases, Outbox, EventDispatcher, StreamSignals, PersonStreams, LiveStreams, DeliveryLifecycle],
  exports: [Leases, Outbox, EventDispatcher, PersonStreams, LiveStreams, StreamSignals],
})
export class EventsModule {}
