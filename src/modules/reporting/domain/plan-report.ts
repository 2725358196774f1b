import { type Dataset, grainsOf } from '../../../kernel/lists/dataset.js';
import { type CompanyDays, ConditionPlanner, own } from './plan-conditions.js';
import { GRAIN_NAMES } from './report-enums.js';
import { ReportFindings } from './report-findings.js';
import {
  MOST,
  type PlannedDimension,
  type PlannedMeasure,
  type ReportPlan,
  type ReportRequest,
} from './report-query.js';

/** Turns what was asked into a plan of known names and typed values. Throws DomainErrors with everything that is wrong, each with its path. */
export function planReport(request: ReportRequest, dataset: Dataset, days: CompanyDays): ReportPlan {
  const findings = new ReportFindings(dataset.withheld);
  checkSizes(request, findings);
  const conditions = new ConditionPlanner(dataset, days, findings);
  const plan: ReportPlan = {
    dataset,
    dimensions: plannedDimensions(request, dataset, findings),
    measures: plannedMeasures(request, dataset, findings),
    conditions: conditions.filters(request.filters),
    having: conditions.having(request.having),
    sort: plannedSort(request, findings),
    limit: request.limit,
  };
  findings.refuse();
  return plan;
}

function checkSizes({ dimensions, measures, sort, limit }: ReportRequest, findings: ReportFindings): void {
  const size = (part: string, actual: number, most: number): void => {
    if (actual > most) findings.add('REPORT_TOO_MANY', [part], { most, actual });
  };
  size('dimensions', dimensions.length, MOST.dimensions);
  size('measures', measures.length, MOST.measures);
  size('sort', sort.length, MOST.sort);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST.rows)
    findings.add('REPORT_LIMIT', ['limit'], { most: MOST.rows });
  if (dimensions.length + measures.length === 0) findings.add('REPORT_ASKS_NOTHING', []);
  dimensions.slice(0, MOST.dimensions).forEach(({ name }, index) => {
    if (dimensions.findIndex((one) => one.name === name) < index)
      findings.add('REPORT_NAMED_TWICE', ['dimensions', index], { name });
  });
  measures.slice(0, MOST.measures).forEach((name, index) => {
    if (measures.indexOf(name) < index) findings.add('REPORT_NAMED_TWICE', ['measures', index], { name });
  });
}

function plannedDimensions(
  { dimensions }: ReportRequest,
  dataset: Dataset,
  findings: ReportFindings,
): PlannedDimension[] {
  return dimensions.slice(0, MOST.dimensions).flatMap(({ name, grain }, index) => {
    const definition = own(dataset.dimensions, name);
    if (!definition) {
      findings.unknown(
        'REPORT_UNKNOWN_DIMENSION',
        ['dimensions', index, 'name'],
        name,
        Object.keys(dataset.dimensions),
      );
      return [];
    }
    const grains = grainsOf(definition);
    const planned = grain ? grains.find((one) => GRAIN_NAMES[one] === grain) : grains[0];
    if (grain && !planned) {
      const offered = grains.map((one) => GRAIN_NAMES[one]).join(', ') || '–';
      findings.add('REPORT_WRONG_GRAIN', ['dimensions', index, 'grain'], { name, known: offered });
    }
    return [{ name, definition, grain: planned ?? null }];
  });
}

function plannedMeasures({ measures }: ReportRequest, dataset: Dataset, findings: ReportFindings): PlannedMeasure[] {
  return measures.slice(0, MOST.measures).flatMap((name, index) => {
    const definition = own(dataset.measures, name);
    if (!definition)
      findings.unknown('REPORT_UNKNOWN_MEASURE', ['measures', index], name, Object.keys(dataset.measures));
    return definition ? [{ name, definition }] : [];
  });
}

function plannedSort({ dimensions, measures, sort }: ReportRequest, findings: ReportFindings): ReportPlan['sort'] {
  return sort.slice(0, MOST.sort).flatMap(({ by, direction }, index): ReportPlan['sort'][number][] => {
    const dimension = dimensions.findIndex(({ name }) => name === by);
    const measure = measures.indexOf(by);
    if (dimension >= 0) return [{ part: 'dimension', place: dimension, direction }];
    if (measure >= 0) return [{ part: 'measure', place: measure, direction }];
    const selected = [...dimensions.map(({ name }) => name), ...measures].slice(0, MOST.dimensions + MOST.measures);
    findings.unknown(
      'REPORT_UNKNOWN_COLUMN',
      ['sort', index, 'by'],
      by,
      selected.map((name) => name.slice(0, 60)),
    );
    return [];
  });
}
