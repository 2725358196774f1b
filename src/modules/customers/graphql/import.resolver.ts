import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import type { ValueMappings } from '../domain/import-run.js';
import { type ImportAccount, ImportAccounts } from '../queries/import-accounts.js';
import { StartImport } from '../use-cases/start-import.js';
import {
  CustomerImport,
  CustomerImportInput,
  type CustomerImportMappingInput,
  CustomerImportPayload,
} from './import.types.js';

/** Starts imports and shows how they stand. */
@Resolver(() => CustomerImportPayload)
export class ImportResolver {
  constructor(
    private readonly starting: StartImport,
    private readonly accounts: ImportAccounts,
  ) {}

  @Can('customer.import')
  @Mutation(() => CustomerImportPayload, {
    description:
      'Starts the import of an uploaded CSV file (POST /uploads); rows are worked on after the answer, ask for `customerImport(id)` to see how far it is. ' +
      'A row whose external key is known among visible records changes that record, an empty cell leaves it as it is; bad rows are refused and never stop the good ones. ' +
      'Codes: INVALID_… (with the path of the field), INVALID_UPLOAD, INVALID_MAPPING.',
  })
  customerImport(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which file, and how.' }) input: CustomerImportInput,
  ): Promise<{ importId: string }> {
    return this.starting.execute(viewer, { ...input, mappings: mappingsOf(input.mappings ?? []) });
  }

  @ResolveField(() => CustomerImport, {
    nullable: true,
    description: 'The import as it stands now; null when none was started.',
  })
  import({ importId }: CustomerImportPayload, _args: unknown, scope: RequestScope): Promise<ImportAccount> | null {
    return importId && scope.viewer ? this.accounts.of(scope.viewer, importId, scope.locale) : null;
  }
}

/** How an import stands. */
@Resolver()
export class ImportQueryResolver {
  constructor(private readonly accounts: ImportAccounts) {}

  @Can('customer.import')
  @Query(() => CustomerImport, {
    description: 'An import of the asker; whoever may import everything sees those of others too.',
  })
  customerImport(
    @Asker() viewer: Viewer,
    @Scope() { locale }: RequestScope,
    @Args('id', { type: () => ID, description: 'Id of the import.' }) id: string,
  ): Promise<ImportAccount> {
    return this.accounts.of(viewer, id, locale);
  }
}

function mappingsOf(list: readonly CustomerImportMappingInput[]): ValueMappings {
  const table: Record<string, Record<string, string>> = {};
  for (const { column, from, to } of list) table[column] = { ...table[column], [from]: to };
  return table;
}
