import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import { CHANGES_ROWS, changeConnectionOf } from '../../../kernel/graphql/history/change-connection.js';
import { type ChangesAsked, RecordChanges, type RecordChangeView } from '../../../kernel/history/record-changes.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CUSTOMERS } from '../queries/customer-list.js';
import { CONTACTS, INTERACTIONS } from '../queries/contact-list.js';
import { CustomerNode } from './customer.types.js';
import { ContactNode, InteractionNode } from './contact.types.js';

const CustomerChangeConnection = changeConnectionOf('Customer', CustomerNode);
const ContactChangeConnection = changeConnectionOf('Contact', ContactNode);
const InteractionChangeConnection = changeConnectionOf('Interaction', InteractionNode);

/** What came into the lists of this module, left them and changed in them between two moments. */
@Resolver()
export class CustomersChangesResolver {
  constructor(private readonly changes: RecordChanges) {}

  @Can('customer.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => CustomerChangeConnection, {
    description:
      'What became of customers between two moments: those that came, went and changed, in the order in which they were made.',
  })
  customerChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => CUSTOMERS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, CUSTOMERS, asked);
  }

  @Can('contact.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => ContactChangeConnection, {
    description:
      'What became of contacts between two moments: those that came, went and changed, in the order in which they were made.',
  })
  contactChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => CONTACTS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, CONTACTS, asked);
  }

  @Can('interaction.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => InteractionChangeConnection, {
    description:
      'What became of interactions between two moments: those that came, went and changed, in the order in which they were made.',
  })
  interactionChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => INTERACTIONS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, INTERACTIONS, asked);
  }
}
