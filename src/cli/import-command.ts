import { Command, Option } from 'commander';
import { FileImport, type FileOrder, type ImportAccount } from '../setup/file-import.js';
import { print, withProduct } from './open-product.js';

interface ImportOptions {
  readonly kind: 'customers' | 'contacts';
  readonly as: string;
  readonly dryRun?: boolean;
}

/** `import FILE`: the import of customers or contacts, from the command line. */
export function importCommand(): Command {
  return new Command('import')
    .description('Import customers or contacts from a CSV file (UTF-8 or GB18030), with the rights of a person.')
    .argument('<file>', 'CSV file, at most 20 MB and 100000 rows')
    .addOption(
      new Option('-k, --kind <kind>', 'what the rows become').choices(['customers', 'contacts']).default('customers'),
    )
    .requiredOption('--as <login>', 'login of the person who imports: owner of rows without owner_login')
    .option('--dry-run', 'check everything, write nothing but the account')
    .action((path: string, { kind, as, dryRun = false }: ImportOptions) =>
      run({ path, kind: kind === 'customers' ? 'CUSTOMERS' : 'CONTACTS', as, dryRun }),
    );
}

function run(order: FileOrder): Promise<void> {
  return withProduct(async (product) => {
    let shown = -1;
    const tell = ({ progress, rowsTotal }: ImportAccount): void => {
      if (rowsTotal === null || progress === shown) return;
      shown = progress;
      process.stderr.write(`${progress} % of ${rowsTotal} rows\n`);
    };
    const account = await product.get(FileImport).execute(order, tell);
    show(account);
    if (account.state !== 'DONE' || account.refused > 0) process.exitCode = 1;
  });
}

function show(account: ImportAccount): void {
  const { id, state, dryRun, rowsRead, created, updated, unchanged, refused, mapped } = account;
  print(`Import ${id}: ${state}${dryRun ? ' (dry run, nothing written)' : ''}`);
  print(
    `${rowsRead} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused; ${mapped} values mapped`,
  );
  for (const { rowNumber, column, value, message } of account.problems)
    print(
      `  ${rowNumber === null ? 'file' : `row ${rowNumber}`}${column ? `, ${column}` : ''}${value ? ` "${value}"` : ''}: ${message}`,
    );
}
