import { distance } from 'fastest-levenshtein';
import { DomainError, DomainErrors } from '../../../kernel/runtime/domain-error.js';
import { defineMessages } from '../../../kernel/runtime/labels.js';

const LONGEST_ECHO = 60;
const SUGGESTIONS = 3;
const NEAR = 0.5;
const OFFERED = 40;

defineMessages({
  REPORT_UNKNOWN_DATASET: {
    zh: '没有名为“{name}”的数据集。您是否要用：{suggestion}？可用的数据集：{known}。',
    en: 'There is no dataset "{name}". Did you mean {suggestion}? Offered: {known}.',
  },
  REPORT_UNKNOWN_DIMENSION: {
    zh: '没有名为“{name}”的维度。您是否要用：{suggestion}？可用的维度：{known}。',
    en: 'There is no dimension "{name}". Did you mean {suggestion}? Offered: {known}.',
  },
  REPORT_UNKNOWN_MEASURE: {
    zh: '没有名为“{name}”的指标。您是否要用：{suggestion}？可用的指标：{known}。',
    en: 'There is no measure "{name}". Did you mean {suggestion}? Offered: {known}.',
  },
  REPORT_UNKNOWN_COLUMN: {
    zh: '只能按已选的列排序，“{name}”不在其中。您是否要用：{suggestion}？已选：{known}。',
    en: 'Only selected columns can be sorted by, and "{name}" is none. Did you mean {suggestion}? Selected: {known}.',
  },
  REPORT_UNKNOWN_VALUE: {
    zh: '“{name}”不是该字段的取值。您是否要用：{suggestion}？可用的取值：{known}。',
    en: '"{name}" is no value of this field. Did you mean {suggestion}? Offered: {known}.',
  },
  REPORT_UNKNOWN_PERIOD: {
    zh: '没有名为“{name}”的时段。您是否要用：{suggestion}？例如：{known}。',
    en: 'There is no period "{name}". Did you mean {suggestion}? Examples: {known}.',
  },
  REPORT_FIELD_WITHHELD: {
    zh: '您的角色不可见“{name}”，不能用它统计、筛选或排序。',
    en: 'Your roles hide or mask "{name}", so you cannot group, filter, sort or compute by it. Leave it out.',
  },
  REPORT_WRONG_OPERATOR: {
    zh: '运算符 {operator} 不适用于该字段（{type}）；可用：{known}。',
    en: 'The operator {operator} does not fit this field ({type}). It takes: {known}.',
  },
  REPORT_WRONG_VALUE: {
    zh: '“{name}”不符合类型 {type}；例如 {example}。',
    en: '"{name}" is no value of the type {type}. Example: {example}.',
  },
  REPORT_VALUE_COUNT: {
    zh: '运算符 {operator} 需要 {expected} 个值，收到 {actual} 个。',
    en: 'The operator {operator} takes {expected} values, not {actual}.',
  },
  REPORT_WRONG_GRAIN: {
    zh: '“{name}”不能按此粒度分组；可用：{known}。',
    en: '"{name}" cannot be grouped by this grain. It takes: {known}.',
  },
  REPORT_TOO_MANY: { zh: '最多 {most} 项，收到 {actual} 项。', en: 'At most {most} are allowed, not {actual}.' },
  REPORT_LIMIT: { zh: 'limit 须为 1 到 {most} 之间的整数。', en: 'The limit must be a whole number from 1 to {most}.' },
  REPORT_NAMED_TWICE: { zh: '“{name}”重复出现。', en: '"{name}" is named twice.' },
  REPORT_ASKS_NOTHING: { zh: '请至少选择一个维度或指标。', en: 'Select at least one dimension or measure.' },
});

/** Collects everything that is wrong with a report, so that the asker can mend it in one go. */
export class ReportFindings {
  private readonly errors: DomainError[] = [];

  /** `withheld`: names that are there, but not for the asker. */
  constructor(private readonly withheld: readonly string[] = []) {}

  add(code: string, path: readonly (string | number)[], details: Readonly<Record<string, unknown>> = {}): void {
    this.errors.push(new DomainError(code, ['query', ...path.map(String)], details));
  }

  /** An unknown name with the nearest known ones. */
  unknown(code: string, path: readonly (string | number)[], name: string, known: readonly string[]): void {
    if (this.withheld.includes(name)) return this.add('REPORT_FIELD_WITHHELD', path, { name });
    this.add(code, path, { name: echo(name), suggestion: didYouMean(name, known), known: listed(known) });
  }

  /** Throws DomainErrors when anything was found. */
  refuse(): void {
    if (this.errors.length > 0) throw new DomainErrors(this.errors);
  }
}

/** The nearest of the known names by edit distance, at most three, best first; the nearest one even when it is far. */
export function didYouMean(name: string, known: readonly string[]): string {
  const asked = echo(name).toLowerCase();
  const ranked = known
    .map((one) => ({ one, far: distance(asked, one.toLowerCase()) / Math.max(asked.length, one.length, 1) }))
    .sort((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1));
  const near = ranked.filter(({ far }) => far <= Math.min(NEAR, (ranked[0]?.far ?? 0) + 0.2)).slice(0, SUGGESTIONS);
  return (near.length > 0 ? near : ranked.slice(0, 1)).map(({ one }) => `"${one}"`).join(', ') || '–';
}

/** What the asker wrote, cut to a length that fits a message. */
export function echo(text: string): string {
  return text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO)}…` : text;
}

function listed(known: readonly string[]): string {
  return known.slice(0, OFFERED).join(', ') + (known.length > OFFERED ? ', …' : '');
}
