import { Injectable } from '@nestjs/common';
import { ruleAt } from '../../../kernel/access/field-access.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { inBatches } from '../../../kernel/jobs/bulk-batches.js';
import { Blobs } from '../../../kernel/runtime/blobs.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { enumLabels } from '../../../kernel/runtime/labels.js';
import { Permissions } from '../../permissions/index.js';
import type { ImportBatch, RowResult } from '../domain/import-batch.js';
import { placeOf } from '../domain/import-columns.js';
import type { ReadingRules } from '../domain/import-customer-row.js';
import { type ImportFile, ImportFileRefused, readImportFile } from '../domain/import-file.js';
import type { ImportKindName } from '../domain/import-enums.js';
import { planImport } from '../domain/import-plan.js';
import { ImportProblem, type RowProblem } from '../domain/import-problem.js';
import { ImportRun } from '../domain/import-run.js';
import { ImportFinder } from '../queries/import-finder.js';
import { RowWriters } from './write-import-rows.js';

/** Rows per transaction: each brings about fifty rows of history, audit and search words along. */
const BATCH = 100;
const NO_SESSION = '0';

/** Works one import from where it stands to its end. */
@Injectable()
export class WorkImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly blobs: Blobs,
    private readonly permissions: Permissions,
    private readonly calendar: CompanyCalendar,
    private readonly clock: Clock,
    private readonly finder: ImportFinder,
    private readonly writers: RowWriters,
  ) {}

  /** Returns early when `mayGoOn` says no; the import is then taken up again where it stopped. */
  async execute(importId: string, mayGoOn: () => Promise<boolean>): Promise<void> {
    const run = (await this.takeUp(importId)) ? await this.finder.runOf(importId) : null;
    const viewer = run ? await this.importer(run) : null;
    if (!run?.open || !viewer) return;
    try {
      const file = await readImportFile(this.blobs.read(run.blobId), run.kind);
      refuseKeptColumns(viewer, run.kind, file);
      const plan = await planImport(file);
      const from = await this.begin(run, viewer, file.rows.length, file.problems);
      const memory = { refused: await this.finder.refusedRows(importId), ids: new Map<number, string | null>() };
      const { dryRun, mappings } = run;
      const shared = { dryRun, mappings, file, plan, memory, rules: this.rules() };
      await this.workRows(run, from, shared, mayGoOn);
    } catch (error) {
      if (!(error instanceof ImportFileRefused)) throw error;
      await this.refuse(importId, error.problems);
    }
  }

  private workRows(
    run: ImportRun,
    from: number,
    shared: Omit<ImportBatch, 'viewer' | 'places'>,
    mayGoOn: () => Promise<boolean>,
  ): Promise<void> {
    const { order } = shared.plan;
    let at: number | null = from;
    return inBatches(BATCH, mayGoOn, async (size) => {
      if (at !== null && at < order.length)
        at = await this.next(run, at, { ...shared, places: order.slice(at, at + size) });
      return at !== null && at < order.length;
    });
  }

  /** Ends an import on which work has failed too often; others go on. */
  async endIfHopeless(importId: string): Promise<void> {
    await this.unitOfWork.run({ actor: null, action: 'customer.import' }, async (work) => {
      const run = await work.fetchUnscoped(ImportRun, importId);
      if (run?.open && run.hopeless) giveUp(work, run);
    });
  }

  /** Counts the try before it is made: one that takes the process down with it counts as well. */
  private takeUp(importId: string): Promise<boolean> {
    return this.unitOfWork.run({ actor: null, action: 'customer.import' }, async (work) => {
      const run = await work.fetchUnscoped(ImportRun, importId);
      if (!run?.open) return false;
      const goesOn = run.takeUp();
      if (goesOn) work.save(run);
      else giveUp(work, run);
      return goesOn;
    });
  }

  /** The person who imports, with the rights of this moment; an import whose person has lost them ends. */
  private async importer({ id, personId, kind }: ImportRun): Promise<Viewer | null> {
    const viewer = await this.permissions.viewerOf(personId, NO_SESSION, 'zh-CN');
    const needed = kind === 'CONTACTS' ? ['customer.import', 'contact.create'] : ['customer.import'];
    if (viewer && needed.every((action) => viewer.scopes.has(action))) return viewer;
    await this.refuse(id, [{ column: null, value: null, code: 'IMPORT_RIGHTS_GONE', details: {} }]);
    return null;
  }

  private begin(run: ImportRun, viewer: Viewer, rows: number, problems: readonly RowProblem[]): Promise<number> {
    return this.unitOfWork.run({ actor: viewer, action: 'customer.import' }, async (work) => {
      const current = await work.fetchUnscoped(ImportRun, run.id);
      if (current?.state !== 'WAITING') return current?.nextRow ?? 0;
      current.begin(rows);
      work.save(current);
      for (const problem of problems) work.add(ImportProblem.of(run.id, null, problem));
      return 0;
    });
  }

  /** Writes a batch together with the account of it; answers where to go on, null when another process has gone on from here. */
  private async next(run: ImportRun, at: number, shared: Omit<ImportBatch, 'viewer'>): Promise<number | null> {
    const viewer = await this.importer(run);
    if (!viewer) return null;
    const reason = `import ${run.id}`;
    const operation = { actor: viewer, action: 'customer.import', reason };
    const results = await this.unitOfWork.run(operation, async (work): Promise<RowResult[] | null> => {
      const current = await work.fetchUnscoped(ImportRun, run.id);
      if (!current?.open || current.nextRow !== at) return null;
      const written = await this.writers.of(run.kind).write(work, { ...shared, viewer });
      current.count(
        written.results.map(({ outcome }) => outcome),
        written.mapped,
        work.at,
      );
      work.save(current);
      addProblems(work, run.id, written.results);
      return written.results.map((result) => ({ ...result, problems: [] }));
    });
    for (const { place, rowNumber, outcome, id } of results ?? []) {
      if (outcome === 'refused') shared.memory.refused.add(rowNumber);
      else shared.memory.ids.set(place, id);
    }
    return results ? at + results.length : null;
  }

  private async refuse(importId: string, problems: readonly RowProblem[]): Promise<void> {
    await this.unitOfWork.run({ actor: null, action: 'customer.import' }, async (work) => {
      const run = await work.fetchUnscoped(ImportRun, importId);
      if (!run?.open) return;
      run.end('REFUSED', work.at);
      work.save(run);
      for (const problem of problems) work.add(ImportProblem.of(importId, null, problem));
    });
  }

  private rules(): ReadingRules {
    return {
      labels: (enumName) => enumLabels().get(enumName) ?? {},
      startOf: (day) => this.calendar.startOf(day),
      now: this.clock.now(),
    };
  }
}

/** Columns under a field rule are neither written nor matched by: what is found by them would tell what stands there. */
function refuseKeptColumns(viewer: Viewer, kind: ImportKindName, { columns, heads }: ImportFile): void {
  const problems = columns.flatMap((column, index): RowProblem[] => {
    const rule = ruleAt(viewer, ...placeOf(kind, column));
    const head = heads[index]!;
    return rule ? [{ column: head, value: null, code: 'FIELD_READ_ONLY', details: { field: head } }] : [];
  });
  if (problems.length > 0) throw new ImportFileRefused(problems);
}

function giveUp(work: Work, run: ImportRun): void {
  run.end('FAILED', work.at);
  work.save(run);
  const problem = { column: null, value: null, code: 'IMPORT_FAILED', details: { id: run.id } };
  work.add(ImportProblem.of(run.id, null, problem));
}

function addProblems(work: Work, importId: string, results: readonly RowResult[]): void {
  for (const { rowNumber, problems } of results)
    for (const problem of problems) work.add(ImportProblem.of(importId, rowNumber, problem));
}
