import type { PurchaseHistory } from './purchase-history.js';

/** One reason of a warning with its figures, fit to be stored as JSON; days are whole, the probability is between 0 and 1. */
export type WarningReason =
  | { readonly code: 'SILENT'; readonly silentDays: number }
  | { readonly code: 'USUAL_GAP'; readonly gapDays: number }
  | { readonly code: 'ONLY_GAP'; readonly gapDays: number }
  | { readonly code: 'LONGEST_GAP_EXCEEDED'; readonly longestGapDays: number }
  | { readonly code: 'SILENCE_PROBABILITY'; readonly horizonDays: number; readonly probability: number }
  | { readonly code: 'HORIZON_PASSED'; readonly horizonDays: number };

/** Languages the reasons are written in. */
export type ReasonLanguage = 'zh-CN' | 'en';

/** The reasons of a score: facts about the silence first, then what the model expects of it. */
export function warningReasons(
  history: Pick<PurchaseHistory, 'silentDays' | 'gaps' | 'ownGapMedian'>,
  score: number,
  horizonDays: number,
): WarningReason[] {
  const { silentDays, gaps, ownGapMedian } = history;
  const reasons: WarningReason[] = [{ code: 'SILENT', silentDays }];
  if (ownGapMedian !== undefined) {
    reasons.push({ code: gaps.length === 1 ? 'ONLY_GAP' : 'USUAL_GAP', gapDays: Math.round(ownGapMedian) });
  }
  const longestGapDays = gaps.reduce((longest, gap) => Math.max(longest, gap), 0);
  if (gaps.length > 1 && silentDays > longestGapDays) reasons.push({ code: 'LONGEST_GAP_EXCEEDED', longestGapDays });
  reasons.push(
    silentDays >= horizonDays
      ? { code: 'HORIZON_PASSED', horizonDays }
      : { code: 'SILENCE_PROBABILITY', horizonDays, probability: score },
  );
  return reasons;
}

/** Whole per cent, never 0 or 100: a model is not certain. */
function percent(probability: number): string {
  return `${Math.min(99, Math.max(1, Math.round(probability * 100)))}%`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function inChinese(reason: WarningReason): string {
  switch (reason.code) {
    case 'SILENT':
      return `已 ${reason.silentDays} 天未购买`;
    case 'USUAL_GAP':
      return `通常每 ${reason.gapDays} 天一次`;
    case 'ONLY_GAP':
      return `前两次购买相隔 ${reason.gapDays} 天`;
    case 'LONGEST_GAP_EXCEEDED':
      return `已超过以往最长间隔 ${reason.longestGapDays} 天`;
    case 'SILENCE_PROBABILITY':
      return `按历史节奏，沉默满 ${reason.horizonDays} 天的概率为 ${percent(reason.probability)}`;
    case 'HORIZON_PASSED':
      return `沉默已满 ${reason.horizonDays} 天，视为流失`;
  }
}

function inEnglish(reason: WarningReason): string {
  switch (reason.code) {
    case 'SILENT':
      return `No purchase for ${days(reason.silentDays)}`;
    case 'USUAL_GAP':
      return `usually one every ${days(reason.gapDays)}`;
    case 'ONLY_GAP':
      return `the only two purchases were ${days(reason.gapDays)} apart`;
    case 'LONGEST_GAP_EXCEEDED':
      return `longer than ever before (${days(reason.longestGapDays)})`;
    case 'SILENCE_PROBABILITY':
      return `by past rhythm, the probability that the silence reaches ${days(reason.horizonDays)} is ${percent(reason.probability)}`;
    case 'HORIZON_PASSED':
      return `the silence has reached ${days(reason.horizonDays)} and the customer counts as lost`;
  }
}

/** The reasons as one sentence with figures, facts and expectation parted by a semicolon. */
export function reasonText(reasons: readonly WarningReason[], language: ReasonLanguage): string {
  const chinese = language === 'zh-CN';
  const expected = (reason: WarningReason): boolean =>
    reason.code === 'SILENCE_PROBABILITY' || reason.code === 'HORIZON_PASSED';
  const phrases = (part: readonly WarningReason[]): string =>
    part.map(chinese ? inChinese : inEnglish).join(chinese ? '，' : ', ');
  const parts = [reasons.filter((reason) => !expected(reason)), reasons.filter(expected)];
  return parts
    .filter((part) => part.length > 0)
    .map(phrases)
    .join(chinese ? '；' : '; ');
}
