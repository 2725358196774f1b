import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsNotEmpty, IsNumberString, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { CustomerImportKind, CustomerImportState } from '../domain/import-enums.js';
import type { ImportAccount } from '../queries/import-accounts.js';

@ObjectType({ description: 'Why a row was refused, or what is odd about the file as a whole.' })
export class CustomerImportProblem {
  @Field(() => Int, {
    nullable: true,
    description: 'Row as spreadsheets count, the header being row 1; null: the file as a whole.',
  })
  rowNumber: number | null;

  @Field(() => String, { nullable: true, description: 'Column of the cell; null: the row as a whole.' })
  column: string | null;

  @Field(() => String, { nullable: true, description: 'What stands in the cell, at most 200 characters.' })
  value: string | null;

  @Field(() => String, { description: 'Stable code for programs, such as INVALID_CREDIT_CODE.' })
  code: string;

  @Field(() => String, { description: 'What is wrong and how to mend it, in the language of Accept-Language.' })
  message: string;
}

@ObjectType({ description: 'A value of the file that was replaced by the mapping table.' })
export class CustomerImportMappedValue {
  @Field(() => String, { description: 'Column.' })
  column: string;

  @Field(() => String, { description: 'Value in the file.' })
  from: string;

  @Field(() => String, { description: 'Value that was taken instead.' })
  to: string;

  @Field(() => Int, { description: 'In how many cells.' })
  cells: number;
}

@ObjectType({
  description:
    'An import of customers or contacts and its account: rowsRead = created + updated + unchanged + refused, at any moment.',
})
export class CustomerImport implements ImportAccount {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => CustomerImportKind, { description: 'What the rows become.' })
  kind: keyof typeof CustomerImportKind;

  @Field(() => CustomerImportState, { description: 'Where it stands.' })
  state: keyof typeof CustomerImportState;

  @Field(() => Boolean, { description: 'True: everything was checked, nothing written.' })
  dryRun: boolean;

  @Field(() => Int, { nullable: true, description: 'Rows of the file; null before it has been read.' })
  rowsTotal: number | null;

  @Field(() => Int, { description: 'Rows dealt with so far.' })
  rowsRead: number;

  @Field(() => Int, { description: 'Rows that became new records (in a dry run: would become).' })
  created: number;

  @Field(() => Int, { description: 'Rows that changed a record with the same external key.' })
  updated: number;

  @Field(() => Int, { description: 'Rows that say nothing new about such a record.' })
  unchanged: number;

  @Field(() => Int, { description: 'Rows that were refused; each has at least one problem.' })
  refused: number;

  @Field(() => Int, { description: 'Cells whose value was replaced by the mapping table.' })
  mapped: number;

  @Field(() => [CustomerImportMappedValue], { description: 'Which values were replaced, and how often.' })
  mappedValues: CustomerImportMappedValue[];

  @Field(() => Int, { description: 'Progress in percent.' })
  progress: number;

  @Field(() => [CustomerImportProblem], {
    description: 'The first 100 problems: of the file as a whole, then by row. All of them stand in the error file.',
  })
  problems: CustomerImportProblem[];

  @Field(() => String, {
    nullable: true,
    description:
      'Path on this server of a CSV file with the refused rows and their errors (Authorization header needed); null when no row was refused.',
  })
  errorFileUrl: string | null;

  @Field(() => DateTime, { description: 'When it was started.' })
  createdAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  finishedAt: Date | null;
}

@InputType({ description: 'A value of the file that stands for another one, such as a misspelling.' })
export class CustomerImportMappingInput {
  @Field(() => String, { description: 'Column.' })
  @IsNotEmpty()
  @MaxLength(100)
  column: string;

  @Field(() => String, { description: 'Value in the file, without blanks at the ends.' })
  @MaxLength(200)
  from: string;

  @Field(() => String, { description: 'Value to take instead; empty: none.' })
  @MaxLength(200)
  to: string;
}

@InputType({ description: 'Which uploaded file is imported, and how.' })
export class CustomerImportInput extends KeyedInput {
  @Field(() => ID, { description: 'Id that POST /uploads answered.' })
  @IsNumberString()
  uploadId: string;

  @Field(() => CustomerImportKind, { description: 'What the rows become.' })
  kind: keyof typeof CustomerImportKind;

  @Field(() => Boolean, { defaultValue: true, description: 'True: check everything, write nothing but the account.' })
  dryRun: boolean;

  @Field(() => [CustomerImportMappingInput], {
    nullable: true,
    description: 'Values to be replaced before the cells are checked, at most 500.',
  })
  @IsOptional()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => CustomerImportMappingInput)
  mappings?: CustomerImportMappingInput[] | null;
}

@ObjectType({ description: 'The started import, or why there is none.' })
export class CustomerImportPayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was started when there is one.' })
  userErrors: UserError[];

  importId: string | null;
}
