import type { FieldType, TimeGrain } from '../../../kernel/lists/dataset.js';
import { defineEnum } from '../../../kernel/runtime/labels.js';

/** Steps in which days are grouped. */
export const ReportGrain = defineEnum('ReportGrain', 'Step in which days are grouped 时间粒度.', {
  DAY: { zh: '日', en: 'Day' },
  WEEK: { zh: '周（周一起）', en: 'Week, from Monday (ISO 8601)' },
  MONTH: { zh: '月', en: 'Month' },
  QUARTER: { zh: '季度', en: 'Quarter' },
  YEAR: { zh: '年', en: 'Year' },
});
export type ReportGrainName = keyof typeof ReportGrain;

/** What a filter compares with. */
export const ReportOperator = defineEnum('ReportOperator', 'How a filter compares 比较方式.', {
  EQ: { zh: '等于', en: 'Equal to the one value' },
  IN: { zh: '属于', en: 'Equal to one of the values' },
  GTE: { zh: '不小于', en: 'At least the one value; for days: on it or later' },
  LTE: { zh: '不大于', en: 'At most the one value; for days: on it or earlier' },
  BETWEEN: { zh: '介于', en: 'From the first value to the second, both included' },
  CONTAINS: {
    zh: '包含',
    en: 'The text, or the name behind an id, contains the one value; upper and lower case alike',
  },
  IS_EMPTY: { zh: '为空', en: 'Has no value; takes no values' },
  IN_PERIOD: { zh: '在时段内', en: 'Within the named period, such as thisMonth or last4Weeks' },
});
export type ReportOperatorName = keyof typeof ReportOperator;

/** Types of values in rows and filters. */
export const ReportValueType = defineEnum('ReportValueType', 'Type of the values of a field 值类型.', {
  TEXT: { zh: '文本', en: 'Text' },
  ENUM: { zh: '枚举', en: 'One of the listed values' },
  DATE: {
    zh: '日期',
    en: "Day of the company's zone, YYYY-MM-DD; grouped: the first day of the week, month, quarter or year",
  },
  DATE_TIME: { zh: '时刻', en: 'Moment, RFC 3339' },
  BOOLEAN: { zh: '是/否', en: 'true or false' },
  ID: { zh: '编号', en: 'Id of a record, as text' },
  INT: { zh: '整数', en: 'Whole number' },
  DECIMAL: { zh: '金额', en: 'Exact amount in the currency of the company, as text with two decimals' },
  FLOAT: { zh: '小数', en: 'Number with a fraction' },
});
export type ReportValueTypeName = keyof typeof ReportValueType;

/** What a column of an answer is. */
export const ReportColumnRole = defineEnum('ReportColumnRole', 'What a column of a report is 列的作用.', {
  DIMENSION: { zh: '维度', en: 'What the rows are grouped by' },
  KEY: { zh: '键', en: 'Id behind the name in the column before it, for links and filters' },
  MEASURE: { zh: '指标', en: 'A figure' },
});

/** The type's name in the schema. */
export const TYPE_NAMES: Readonly<Record<FieldType, ReportValueTypeName>> = {
  text: 'TEXT',
  enum: 'ENUM',
  date: 'DATE',
  dateTime: 'DATE_TIME',
  boolean: 'BOOLEAN',
  id: 'ID',
  int: 'INT',
  decimal: 'DECIMAL',
  float: 'FLOAT',
};

/** The grain's name in the schema. */
export const GRAIN_NAMES: Readonly<Record<TimeGrain, ReportGrainName>> = {
  day: 'DAY',
  week: 'WEEK',
  month: 'MONTH',
  quarter: 'QUARTER',
  year: 'YEAR',
};

const NUMBER: readonly ReportOperatorName[] = ['EQ', 'GTE', 'LTE', 'BETWEEN', 'IS_EMPTY'];
const MOMENT: readonly ReportOperatorName[] = ['GTE', 'LTE', 'BETWEEN', 'IN_PERIOD', 'IS_EMPTY'];

/** Operators that fit each type; a reference by id can also be searched by name. */
export function operatorsOf(type: FieldType, byName = false): readonly ReportOperatorName[] {
  switch (type) {
    case 'text':
      return ['EQ', 'IN', 'CONTAINS', 'IS_EMPTY'];
    case 'enum':
      return ['EQ', 'IN', 'IS_EMPTY'];
    case 'id':
      return byName ? ['EQ', 'IN', 'CONTAINS', 'IS_EMPTY'] : ['EQ', 'IN', 'IS_EMPTY'];
    case 'boolean':
      return ['EQ', 'IS_EMPTY'];
    case 'date':
      return ['EQ', ...MOMENT];
    case 'dateTime':
      return MOMENT;
    default:
      return NUMBER;
  }
}
