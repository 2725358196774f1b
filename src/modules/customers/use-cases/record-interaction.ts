import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { InteractionChannel } from '../domain/customer-enums.js';
import { InteractionRecorded } from '../domain/customer-events.js';
import { Interaction } from '../domain/interaction.js';
import { CONTACTS } from '../queries/contact-list.js';
import { OpenCustomers } from '../queries/open-customers.js';

type Channel = keyof typeof InteractionChannel;

/** What took place, and what comes next. */
export interface NewInteraction {
  readonly customerId: string;
  readonly contactId?: string | null;
  readonly channel: Channel;
  /** Default: now. */
  readonly happenedAt?: Date | null;
  readonly summary: string;
  readonly followUpOn?: string | null;
  readonly followUpChannel?: Channel | null;
  readonly followUpNote?: string | null;
  readonly idempotencyKey?: string | null;
}

const CLOCKS_APART_MS = 60_000;

/** Records an interaction with a customer that the asker sees and `interaction.create` reaches, with the next step if there is one. */
@Injectable()
export class RecordInteraction {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: ListReader,
    private readonly customers: OpenCustomers,
  ) {}

  execute(viewer: Viewer, input: NewInteraction): Promise<{ interactionId: string }> {
    const { idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'interaction.create', idempotencyKey, input }, async (work) => {
      await this.check(viewer, input, work);
      const { customerId, channel, summary } = input;
      const interaction = Object.assign(new Interaction(), {
        customerId,
        contactId: input.contactId ?? null,
        authorId: viewer.personId,
        channel,
        happenedAt: input.happenedAt ?? work.at,
        summary,
        followUpOn: input.followUpOn ?? null,
        followUpChannel: input.followUpChannel ?? null,
        followUpNote: input.followUpNote ?? null,
      });
      work.add(interaction);
      const { id, happenedAt, followUpOn } = interaction;
      work.record(InteractionRecorded, id, { customerId, channel, happenedAt: happenedAt.toISOString(), followUpOn });
      return { interactionId: id };
    });
  }

  private async check(viewer: Viewer, input: NewInteraction, work: Work): Promise<void> {
    const { customerId, contactId, happenedAt, followUpOn, followUpChannel, followUpNote } = input;
    await this.customers.require(viewer, 'interaction.create', customerId);
    if (contactId) {
      const [contact] = await this.lists.byIds<{ customerId: string }>(CONTACTS, viewer, [contactId]);
      if (contact?.customerId !== customerId) throw new DomainError('INVALID_CONTACT', ['input', 'contactId']);
    }
    if (happenedAt && happenedAt.getTime() > work.at.getTime() + CLOCKS_APART_MS)
      throw new DomainError('INVALID_MOMENT', ['input', 'happenedAt']);
    if (!followUpOn && (followUpChannel || followUpNote))
      throw new DomainError('INVALID_FOLLOW_UP', ['input', 'followUpOn']);
  }
}
