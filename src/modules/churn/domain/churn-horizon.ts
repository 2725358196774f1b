/** Horizon in days while neither tier, setting nor enough purchases say otherwise: a quarter, as in both steady trades measured. */
export const DEFAULT_HORIZON_DAYS = 91;

/** Whole-week steps of the horizon, so that it does not wander from night to night with the data and move every score. */
export const HORIZON_STEPS_DAYS = [28, 56, 91, 182, 364] as const;

/** Gaps a company needs before its own rhythm chooses the horizon. */
export const FEWEST_GAPS = 50;

const SHARE_OF_GAPS = 0.9;

/** Where the horizon came from. */
export type HorizonSource = 'TIER' | 'SETTING' | 'RHYTHM' | 'DEFAULT';

/** What may decide the horizon, strongest first; the gaps are all customers' days between purchases. */
export interface HorizonInput {
  readonly tierHorizonDays?: number | undefined;
  readonly settingDays?: number | undefined;
  readonly gaps?: readonly number[];
}

/** The silence, in days, at which a customer counts as lost, and why that many. */
export interface ChurnHorizon {
  readonly days: number;
  readonly source: HorizonSource;
}

/** The shortest step within which nine of ten customers who came back did come back: waiting longer warns too late. */
function horizonOfRhythm(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((first, second) => first - second);
  const usualLongest = sorted[Math.ceil(sorted.length * SHARE_OF_GAPS) - 1] ?? DEFAULT_HORIZON_DAYS;
  return HORIZON_STEPS_DAYS.find((step) => step >= usualLongest) ?? Math.max(...HORIZON_STEPS_DAYS);
}

/** Horizon of a customer: the tier's, else the company's setting, else from the company's own rhythm, else a quarter. */
export function churnHorizon({ tierHorizonDays, settingDays, gaps = [] }: HorizonInput): ChurnHorizon {
  if (tierHorizonDays !== undefined) return { days: tierHorizonDays, source: 'TIER' };
  if (settingDays !== undefined) return { days: settingDays, source: 'SETTING' };
  if (gaps.length >= FEWEST_GAPS) return { days: horizonOfRhythm(gaps), source: 'RHYTHM' };
  return { days: DEFAULT_HORIZON_DAYS, source: 'DEFAULT' };
}
