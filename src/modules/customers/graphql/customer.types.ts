import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime, Decimal } from '../../../kernel/graphql/scalars.js';
import { CustomerKind, CustomerLifecycle, CustomerSource, CustomerTier } from '../domain/customer-enums.js';

@ObjectType('Customer', { description: 'A customer 客户: an organisation or a person that buys or may buy.' })
export class CustomerNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Name; null when hidden.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'Short name 简称.' })
  shortName: string | null;

  @Field(() => CustomerKind, { description: 'What it is.' })
  kind: keyof typeof CustomerKind;

  @Field(() => String, { nullable: true, description: 'Unified social credit code 统一社会信用代码.' })
  creditCode: string | null;

  @Field(() => String, { nullable: true, description: 'Industry.' })
  industry: string | null;

  @Field(() => Int, { nullable: true, description: 'Year of foundation.' })
  foundedYear: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of employees.' })
  employees: number | null;

  @Field(() => Decimal, { nullable: true, description: 'Revenue of a year, in `revenueCurrency`.' })
  annualRevenue: string | null;

  @Field(() => String, { nullable: true, description: 'Currency of `annualRevenue` (ISO 4217).' })
  revenueCurrency: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  country: string | null;

  @Field(() => String, { nullable: true, description: 'Province.' })
  province: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  city: string | null;

  @Field(() => String, { nullable: true, description: 'Address.' })
  address: string | null;

  @Field(() => String, { nullable: true, description: 'Phone.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'Web address.' })
  website: string | null;

  @Field(() => CustomerSource, { nullable: true, description: 'Where it came from.' })
  source: keyof typeof CustomerSource | null;

  @Field(() => [String], { description: 'Tags.' })
  tags: string[];

  @Field(() => CustomerTier, { nullable: true, description: 'Tier 客户等级.' })
  tier: keyof typeof CustomerTier | null;

  @Field(() => CustomerLifecycle, { description: 'Where it stands 客户状态.' })
  lifecycle: keyof typeof CustomerLifecycle;

  @Field(() => String, { nullable: true, description: 'What they like 偏好.' })
  preferences: string | null;

  @Field(() => String, { nullable: true, description: 'What to avoid 禁忌.' })
  taboos: string | null;

  @Field(() => String, { nullable: true, description: 'Key in the source of the import.' })
  externalKey: string | null;

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt: Date;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: Date;

  parentId: string | null;
  ownerId: string;
  departmentId: string;
}

export const CustomerConnection = connectionOf('Customer', CustomerNode);
