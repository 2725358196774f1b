import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { SignedIn } from '../access/requirements.js';
import { enumLabels } from '../runtime/labels.js';

@ObjectType('EnumValueLabel', { description: 'What people read for one value of an enum.' })
export class EnumValueLabel {
  @Field(() => String, { description: 'The value, as in the schema.' })
  value: string;

  @Field(() => String, { description: 'Chinese label.' })
  zh: string;

  @Field(() => String, { description: 'English label.' })
  en: string;
}

@ObjectType('EnumLabels', { description: 'Labels of the values of one enum.' })
export class EnumLabels {
  @Field(() => String, { description: 'Name of the enum in the schema.' })
  name: string;

  @Field(() => [EnumValueLabel], { description: 'Its values.' })
  values: EnumValueLabel[];
}

/** Labels for screens, so that no client keeps a list of its own. */
@Resolver()
export class EnumLabelsResolver {
  @SignedIn()
  @Query(() => [EnumLabels], { description: 'Labels of every enum that people see, in both languages.' })
  enumLabels(): EnumLabels[] {
    return [...enumLabels()].map(([name, values]) => ({
      name,
      values: Object.entries(values).map(([value, { zh, en }]) => ({ value, zh, en })),
    }));
  }
}
