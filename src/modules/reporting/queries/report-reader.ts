import { Injectable } from '@nestjs/common';
import type { Sql } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { BoundedRead, ReadTimedOut } from '../../../kernel/database/bounded-read.js';
import { type Dataset, knownDatasets } from '../../../kernel/lists/dataset.js';
import { FactViews } from '../../../kernel/lists/fact-views.js';
import { Forbidden, RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import type { CompanyDays } from '../domain/plan-conditions.js';
import { planReport } from '../domain/plan-report.js';
import { ReportFindings } from '../domain/report-findings.js';
import type { ReportRequest } from '../domain/report-query.js';
import { datasetsOf } from '../reporting.permissions.js';
import { type Cell, cellsOf, columnsOf, type ReportColumnView } from './report-columns.js';
import { ReportGate } from './report-gate.js';
import { reportSql, totalsSql } from './report-sql.js';

/** Seconds after which the database ends a report's statement. */
const LONGEST_SECONDS = 10;

/** An answer; the total is only computed when it is selected. */
export interface ReportView {
  readonly dataset: string;
  readonly columns: readonly ReportColumnView[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowCount: number;
  readonly truncated: boolean;
  readonly totals: () => Promise<readonly Cell[]>;
}

/** Answers reports under the asker's permissions. */
@Injectable()
export class ReportReader {
  constructor(
    private readonly reads: BoundedRead,
    private readonly gate: ReportGate,
    private readonly calendar: CompanyCalendar,
    private readonly views: FactViews,
  ) {}

  /** At the scope's moment, from whose day named periods count. Throws DomainErrors (what is wrong with the question), FORBIDDEN, QUERY_TOO_COMPLEX (took too long), UNAVAILABLE (too many reports). */
  async read(viewer: Viewer, request: ReportRequest, { locale, asOf: at = null }: RequestScope): Promise<ReportView> {
    const dataset = datasetFor(viewer, request.dataset);
    const plan = planReport(request, dataset, at ? this.daysOf(at) : this.calendar);
    const columns = columnsOf(plan, locale);
    const ground = { viewer, at, source: await this.views.source(dataset, at) };
    const found = await this.send(reportSql(plan, ground));
    const rows = found.slice(0, plan.limit).map((row) => cellsOf(columns, row));
    return {
      dataset: plan.dataset.name,
      columns,
      rows,
      rowCount: rows.length,
      truncated: found.length > plan.limit,
      totals: async () => {
        if (plan.measures.length === 0) return columns.map(() => null);
        const [row] = await this.send(totalsSql(plan, ground));
        return cellsOf(columns, row ?? {});
      },
    };
  }

  private daysOf(at: Date): CompanyDays {
    return { today: () => this.calendar.dayOf(at), startOf: (day) => this.calendar.startOf(day) };
  }

  private async send({ text, params }: Sql): Promise<Record<string, unknown>[]> {
    try {
      return await this.gate.run(() => this.reads.rows<Record<string, unknown>>(text, params, LONGEST_SECONDS));
    } catch (error) {
      if (error instanceof ReadTimedOut) throw tooSlow();
      throw error;
    }
  }
}

function datasetFor(viewer: Viewer, name: string): Dataset {
  const open = datasetsOf(viewer);
  const dataset = open.find((one) => one.name === name);
  if (dataset) return dataset;
  const closed = knownDatasets().get(name);
  if (closed || open.length === 0) throw new Forbidden(closed?.reportAction ?? 'report');
  const findings = new ReportFindings();
  findings.unknown(
    'REPORT_UNKNOWN_DATASET',
    ['dataset'],
    name,
    open.map((one) => one.name),
  );
  findings.refuse();
  throw new Forbidden('report');
}

function tooSlow(): RequestRefused {
  return new RequestRefused(
    'QUERY_TOO_COMPLEX',
    `The report took longer than ${LONGEST_SECONDS} seconds. Narrow it by filters, or ask fewer dimensions. 查询超时，请缩小范围或减少维度。`,
  );
}
