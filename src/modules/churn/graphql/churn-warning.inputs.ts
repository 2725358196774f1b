import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { LocalDate } from '../../../kernel/graphql/scalars.js';
import { ChurnOutcome } from '../domain/churn-enums.js';
import type { WarningAction } from '../use-cases/act-on-warning.js';
import type { WarningJudgement } from '../use-cases/close-warning.js';
import type { ScanRequest } from '../use-cases/scan-for-churn.js';

const LONGEST_TEXT = 1_000;
const LOWEST_THRESHOLD = 0.05;
const HIGHEST_THRESHOLD = 0.99;

@InputType({ description: 'How to scan.' })
export class ChurnScanInput extends KeyedInput implements ScanRequest {
  @Field(() => Float, {
    nullable: true,
    description: 'Score at which a warning opens, 0.05–0.99; null: the normal threshold.',
  })
  @IsOptional()
  @Min(LOWEST_THRESHOLD)
  @Max(HIGHEST_THRESHOLD)
  threshold?: number | null;
}

@InputType({ description: 'What is done about which warning, and by whom.' })
export class ChurnWarningActInput extends VersionedInput implements WarningAction {
  @Field(() => ID, { description: 'The warning.' })
  @IsNumberString({ no_symbols: true })
  warningId: string;

  @Field(() => String, { description: 'What is done to keep the customer (at most 1000 characters).' })
  @IsNotEmpty()
  @MaxLength(LONGEST_TEXT)
  action: string;

  @Field(() => ID, { nullable: true, description: 'Who does it; null: the asker.' })
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  actionOwnerId?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day by which it is to be done; not in the past.' })
  dueOn?: string | null;
}

@InputType({ description: 'Which warning to close, and with what outcome.' })
export class ChurnWarningCloseInput extends VersionedInput implements WarningJudgement {
  @Field(() => ID, { description: 'The warning.' })
  @IsNumberString({ no_symbols: true })
  warningId: string;

  @Field(() => ChurnOutcome, { description: 'What became of the customer.' })
  outcome: ChurnOutcome;

  @Field(() => String, { description: 'How it came to that (at most 1000 characters).' })
  @IsNotEmpty()
  @MaxLength(LONGEST_TEXT)
  note: string;
}
