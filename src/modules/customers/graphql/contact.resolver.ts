import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { CONTACTS, INTERACTIONS } from '../queries/contact-list.js';
import { CUSTOMERS } from '../queries/customer-list.js';
import { ContactConnection, ContactNode, InteractionConnection, InteractionNode } from './contact.types.js';
import { CustomerNode } from './customer.types.js';

/** Contacts of all customers that the asker may see. */
@Resolver(() => ContactNode)
export class ContactResolver {
  constructor(private readonly lists: ListReader) {}

  @Can('contact.read')
  @Query(() => ContactConnection, { description: 'Contacts of the customers that the asker may see.' })
  contacts(@Asker() viewer: Viewer, @Args({ type: () => CONTACTS.Args }) args: ListArgs): Promise<Page<ContactNode>> {
    return this.lists.page(CONTACTS, viewer, args);
  }

  @Can('contact.read')
  @Query(() => ContactNode, { description: 'One contact.' })
  contact(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<ContactNode> {
    return this.lists.one(CONTACTS, viewer, id, asOf);
  }

  @ResolveField(() => CustomerNode, { nullable: true, description: 'Customer.' })
  customer(contact: ContactNode, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, contact.customerId);
  }
}

/** Interactions of all customers that the asker may see. */
@Resolver(() => InteractionNode)
export class InteractionResolver {
  constructor(private readonly lists: ListReader) {}

  @Can('interaction.read')
  @Query(() => InteractionConnection, { description: 'Interactions with the customers that the asker may see.' })
  interactions(
    @Asker() viewer: Viewer,
    @Args({ type: () => INTERACTIONS.Args }) args: ListArgs,
  ): Promise<Page<InteractionNode>> {
    return this.lists.page(INTERACTIONS, viewer, args);
  }

  @Can('interaction.read')
  @Query(() => InteractionNode, { description: 'One interaction.' })
  interaction(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<InteractionNode> {
    return this.lists.one(INTERACTIONS, viewer, id, asOf);
  }

  @ResolveField(() => CustomerNode, { nullable: true, description: 'Customer.' })
  customer(interaction: InteractionNode, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, interaction.customerId);
  }

  @ResolveField(() => ContactNode, { nullable: true, description: 'With whom.' })
  contact(interaction: InteractionNode, _args: unknown, scope: RequestScope): Promise<ContactNode | null> {
    return this.lists.related(CONTACTS, scope, interaction.contactId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who recorded it.' })
  author(interaction: InteractionNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, interaction.authorId);
  }
}
