import { Injectable } from '@nestjs/common';
import { auditFact } from '../../../kernel/audit/audit-fact.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import { ImportErrorFile } from '../queries/import-error-file.js';
import { ImportFinder } from '../queries/import-finder.js';

/** Gives the refused rows of an import out as a file, and notes in the audit who has got them. */
@Injectable()
export class ExportErrorFile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly finder: ImportFinder,
    private readonly errorFile: ImportErrorFile,
  ) {}

  /** The text, piece by piece, with the id of the import. Throws NOT_FOUND. */
  async execute(
    viewer: Viewer,
    importId: string,
    locale: Locale,
  ): Promise<{ id: string; text: AsyncGenerator<string> }> {
    const run = await this.finder.visibleRun(viewer, importId);
    await this.unitOfWork.run({ actor: viewer, action: 'customer.import' }, (work) => {
      auditFact(work, { event: 'EXPORT', kind: 'customerImport', recordId: run.id });
      return Promise.resolve();
    });
    return { id: run.id, text: this.errorFile.text(viewer, run, locale) };
  }
}
