import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import type { InteractionChannel } from '../domain/customer-enums.js';
import { InteractionImported } from '../domain/import-events.js';
import { Interaction } from '../domain/interaction.js';

type Channel = keyof typeof InteractionChannel;

/** An interaction of the past; every reference is resolved by the caller. */
export interface ImportedInteraction {
  readonly customerId: string;
  readonly contactId: string | null;
  readonly authorId: string;
  readonly channel: Channel;
  readonly happenedAt: Date;
  readonly summary: string;
  readonly followUpOn: string | null;
  readonly followUpChannel: Channel | null;
  readonly followUpNote: string | null;
}

/** Adds an interaction as of the moment it took place. */
@Injectable()
export class ImportInteraction {
  execute(work: Work, facts: ImportedInteraction): { interactionId: string } {
    const { customerId, channel, happenedAt } = facts;
    const { id } = work.add(Object.assign(new Interaction(), facts), happenedAt);
    work.record(InteractionImported, id, { customerId, channel, happenedAt: happenedAt.toISOString() });
    return { interactionId: id };
  }
}
