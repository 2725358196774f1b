import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { auditFact } from '../../../kernel/audit/audit-fact.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Blobs } from '../../../kernel/runtime/blobs.js';
import { DomainError, Forbidden } from '../../../kernel/runtime/domain-error.js';
import { columnOf } from '../domain/import-columns.js';
import type { ImportKindName } from '../domain/import-enums.js';
import { ImportRun, type ValueMappings } from '../domain/import-run.js';
import { ImportRuns } from './import-runs.js';

/** Which file is imported, and how. */
export interface NewImport {
  readonly uploadId: string;
  readonly kind: ImportKindName;
  readonly dryRun: boolean;
  readonly mappings?: ValueMappings | null;
  readonly idempotencyKey?: string | null;
}

/** Starts an import of an uploaded file; the rows are worked on after the answer. */
@Injectable()
export class StartImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly blobs: Blobs,
    private readonly runs: ImportRuns,
  ) {}

  /** Throws INVALID_UPLOAD, INVALID_MAPPING. */
  execute(viewer: Viewer, input: NewImport): Promise<{ importId: string }> {
    const { uploadId, kind, dryRun, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'customer.import', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      if (kind === 'CONTACTS' && !viewer.scopes.has('contact.create')) throw new Forbidden('contact.create');
      const upload = await this.blobs.find(uploadId);
      if (upload?.createdBy !== viewer.personId) throw new DomainError('INVALID_UPLOAD', ['input', 'uploadId']);
      const mappings = byColumn(kind, input.mappings ?? {});
      const run = work.add(ImportRun.of({ personId: viewer.personId, blobId: uploadId, kind, dryRun, mappings }));
      auditFact(work, { event: 'IMPORT', kind: 'customerImport', recordId: run.id, changes: { kind: [null, kind] } });
      work.onCommit(() => this.runs.kick());
      return { importId: run.id };
    });
  }
}

/** The mappings under the names of the columns, whichever names the caller uses. Throws INVALID_MAPPING. */
function byColumn(kind: ImportKindName, mappings: ValueMappings): ValueMappings {
  const named: Record<string, Readonly<Record<string, string>>> = {};
  for (const [head, values] of Object.entries(mappings)) {
    const column = columnOf(kind, head);
    if (column === null) throw new DomainError('INVALID_MAPPING', ['input', 'mappings'], { column: head });
    named[column] = { ...named[column], ...values };
  }
  return named;
}
