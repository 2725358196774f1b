import type { Dataset, DatasetDimension, DatasetMeasure, FieldType } from '../../../kernel/lists/dataset.js';
import { enumLabels, type Label } from '../../../kernel/runtime/labels.js';
import { addDays } from '../../../kernel/runtime/calendar-moments.js';
import { EXAMPLES, parseValue } from './filter-value.js';
import { daysOfPeriod, PERIOD_EXAMPLES } from './relative-period.js';
import { operatorsOf, TYPE_NAMES } from './report-enums.js';
import { echo, type ReportFindings } from './report-findings.js';
import { type Condition, type FilterRequest, MOST, type SqlValue } from './report-query.js';

/** What a plan asks of the company's calendar. */
export interface CompanyDays {
  today(): string;
  /** First moment of a day in the company's zone. */
  startOf(day: string): Date;
}

type Path = readonly (string | number)[];

/** Checks filters and conditions on measures against the dataset and today's date. */
export class ConditionPlanner {
  constructor(
    private readonly dataset: Dataset,
    private readonly days: CompanyDays,
    private readonly findings: ReportFindings,
  ) {}

  filters(filters: readonly FilterRequest[]): Condition<DatasetDimension>[] {
    return this.each('filters', MOST.filters, filters, (filter, path) => {
      const field = own(this.dataset.dimensions, filter.field);
      if (field) return this.condition(field, filter, path, field);
      this.findings.unknown(
        'REPORT_UNKNOWN_DIMENSION',
        [...path, 'field'],
        filter.field,
        Object.keys(this.dataset.dimensions),
      );
      return null;
    });
  }

  having(filters: readonly FilterRequest[]): Condition<DatasetMeasure>[] {
    return this.each('having', MOST.having, filters, (filter, path) => {
      const field = own(this.dataset.measures, filter.field);
      if (field) return this.condition(field, filter, path, null);
      this.findings.unknown(
        'REPORT_UNKNOWN_MEASURE',
        [...path, 'field'],
        filter.field,
        Object.keys(this.dataset.measures),
      );
      return null;
    });
  }

  private each<C>(
    part: string,
    most: number,
    filters: readonly FilterRequest[],
    plan: (filter: FilterRequest, path: Path) => C | null,
  ): C[] {
    if (filters.length > most) this.findings.add('REPORT_TOO_MANY', [part], { most, actual: filters.length });
    return filters
      .slice(0, most)
      .map((filter, index) => plan(filter, [part, index]))
      .filter((one) => one !== null);
  }

  private condition<F extends { readonly type: FieldType }>(
    field: F,
    filter: FilterRequest,
    path: Path,
    dimension: DatasetDimension | null,
  ): Condition<F> | null {
    const { operator, negate } = filter;
    const fitting = operatorsOf(field.type, dimension?.reference !== undefined);
    if (!fitting.includes(operator)) {
      const details = { operator, type: TYPE_NAMES[field.type], known: fitting.join(', ') };
      this.findings.add('REPORT_WRONG_OPERATOR', [...path, 'operator'], details);
      return null;
    }
    if (!this.countFits(filter, path)) return null;
    if (operator === 'IS_EMPTY') return { field, operator, values: [], negate };
    if (operator === 'IN_PERIOD') return this.period(field, filter, path);
    const choices = dimension?.type === 'enum' ? Object.keys(enumValuesOf(dimension)) : null;
    const type = operator === 'CONTAINS' ? 'text' : field.type;
    const values = filter.values.map((text, index) => this.value(type, text, choices, [...path, 'values', index]));
    return values.includes(null) ? null : { field, operator, values: values as SqlValue[], negate };
  }

  private countFits({ operator, values }: FilterRequest, path: Path): boolean {
    const [least, most] = COUNTS[operator] ?? [1, 1];
    if (values.length >= least && values.length <= most) return true;
    const expected = least === most ? least : `${least}–${most}`;
    this.findings.add('REPORT_VALUE_COUNT', [...path, 'values'], { operator, expected, actual: values.length });
    return false;
  }

  private value(type: FieldType, text: string, choices: readonly string[] | null, path: Path): SqlValue | null {
    if (choices && !choices.includes(text)) {
      this.findings.unknown('REPORT_UNKNOWN_VALUE', path, text, choices);
      return null;
    }
    const value = parseValue(type, text);
    const details = { name: echo(text), type: TYPE_NAMES[type], example: EXAMPLES[type] };
    if (value === null) this.findings.add('REPORT_WRONG_VALUE', path, details);
    return value;
  }

  /** A named period as its first and last day; for moments as the first moment and the last millisecond. */
  private period<F extends { readonly type: FieldType }>(
    field: F,
    filter: FilterRequest,
    path: Path,
  ): Condition<F> | null {
    const name = filter.values[0] ?? '';
    const days = daysOfPeriod(name, this.days.today());
    if (!days) {
      this.findings.unknown('REPORT_UNKNOWN_PERIOD', [...path, 'values', 0], name, PERIOD_EXAMPLES);
      return null;
    }
    const lastMoment = (): Date => new Date(this.days.startOf(addDays(days.to, 1)).getTime() - 1);
    const values = field.type === 'date' ? [days.from, days.to] : [this.days.startOf(days.from), lastMoment()];
    return { field, operator: 'BETWEEN', values, negate: filter.negate };
  }
}

const COUNTS: Readonly<Partial<Record<FilterRequest['operator'], readonly [number, number]>>> = {
  IN: [1, MOST.values],
  BETWEEN: [2, 2],
  IS_EMPTY: [0, 0],
};

/** Values of an enum with their labels. */
export function enumValuesOf({ values, enumName }: DatasetDimension): Readonly<Record<string, Label>> {
  return values ?? enumLabels().get(enumName ?? '') ?? {};
}

/** The entry of that name; inherited ones such as `constructor` do not count. */
export function own<T>(map: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(map, name) ? (map[name] ?? null) : null;
}
