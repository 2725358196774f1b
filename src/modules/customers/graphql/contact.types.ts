import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime, LocalDate } from '../../../kernel/graphql/scalars.js';
import { BuyingRole, InteractionChannel, RelationshipLevel } from '../domain/customer-enums.js';

@ObjectType('Contact', { description: 'A person at a customer 联系人.' })
export class ContactNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Name; null when hidden.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'Title at the customer.' })
  title: string | null;

  @Field(() => String, { nullable: true, description: 'Phone.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'Mail address.' })
  email: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Birthday.' })
  birthday: string | null;

  @Field(() => BuyingRole, { nullable: true, description: 'Part in the buying decision.' })
  buyingRole: keyof typeof BuyingRole | null;

  @Field(() => RelationshipLevel, { nullable: true, description: 'How close the relationship is.' })
  relationshipLevel: keyof typeof RelationshipLevel | null;

  @Field(() => Boolean, { description: 'Must not be contacted.' })
  doNotContact: boolean;

  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes: string | null;

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt: Date;

  customerId: string;
}

@ObjectType('Interaction', { description: 'One call, visit, mail, message or meeting 跟进记录.' })
export class InteractionNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => InteractionChannel, { description: 'How it took place.' })
  channel: keyof typeof InteractionChannel;

  @Field(() => DateTime, { description: 'When it took place.' })
  happenedAt: Date;

  @Field(() => String, { nullable: true, description: 'What was said; null when hidden.' })
  summary: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the next step.' })
  followUpOn: string | null;

  @Field(() => InteractionChannel, { nullable: true, description: 'Kind of the next step.' })
  followUpChannel: keyof typeof InteractionChannel | null;

  @Field(() => String, { nullable: true, description: 'What the next step is.' })
  followUpNote: string | null;

  customerId: string;
  contactId: string | null;
  authorId: string;
}

export const ContactConnection = connectionOf('Contact', ContactNode);
export const InteractionConnection = connectionOf('Interaction', InteractionNode);
