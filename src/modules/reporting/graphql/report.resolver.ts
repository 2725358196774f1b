import { Args, Extensions, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { datasetsOf } from '../reporting.permissions.js';
import { type DatasetView, describeDataset } from '../queries/dataset-catalogue.js';
import type { Cell } from '../queries/report-columns.js';
import { ReportReader, type ReportView } from '../queries/report-reader.js';
import { ReportDataset, USUAL } from './dataset-types.js';
import { ReportArgs, requestOf } from './report-inputs.js';
import { ReportRow } from './report-row.scalar.js';
import { Report } from './report-types.js';

/** Rows that a report takes from its asker's budget: it reads all that the asker reaches, and shows few. */
const REPORT_ROWS = 1_000;

/** Reports: what can be asked, and the answers. */
@Resolver(() => Report)
export class ReportResolver {
  constructor(private readonly reader: ReportReader) {}

  @SignedIn()
  @Extensions({ listSize: USUAL.datasets })
  @Query(() => [ReportDataset], {
    description: 'What the asker may report on; empty for those without a report action.',
  })
  reportDatasets(@Asker() viewer: Viewer): DatasetView[] {
    return datasetsOf(viewer).map(describeDataset);
  }

  @SignedIn()
  @Extensions({ rowCost: REPORT_ROWS })
  @Query(() => Report, {
    description:
      "Figures over the rows that the asker reaches with the dataset's report action (`ReportDataset.requires`). An unknown name is answered " +
      'with BAD_USER_INPUT and the nearest known ones; a dataset that is not open to the asker with FORBIDDEN; a query over 10 seconds with ' +
      'QUERY_TOO_COMPLEX; too many reports at once with UNAVAILABLE.',
  })
  report(@Asker() viewer: Viewer, @Scope() scope: RequestScope, @Args() { query }: ReportArgs): Promise<ReportView> {
    return this.reader.read(viewer, requestOf(query), scope);
  }

  @Extensions({ rowCost: REPORT_ROWS })
  @ResolveField(() => ReportRow, {
    description:
      'The grand total as one row, dimensions null: over all rows that meet the filters, whatever `having` and `limit` leave out. Computed only when selected.',
  })
  totals(report: ReportView): Promise<readonly Cell[]> {
    return report.totals();
  }
}
