import type { SampleDeal } from '../sample-company/sample-records.js';

const MINUTE_MS = 60_000;
/** Minutes of the day at which the files' days are taken to begin and to end their stages. */
const MORNING = 9 * 60 + 30;
const AFTERNOON = 16 * 60;

/** The moments at which a deal entered its stages: half past nine on the first day, four on later ones, in order and never after the load; a deal without days starts at the load. */
export function stageMoments(
  { engagedOn, closedOn, stageHistory }: Pick<SampleDeal, 'engagedOn' | 'closedOn' | 'stageHistory'>,
  loadedAt: Date,
  startOf: (day: string) => Date,
): Date[] {
  if (engagedOn === null && closedOn === null) return stageHistory.map(() => loadedAt);
  const latest = (index: number): number => loadedAt.getTime() - (stageHistory.length - index) * MINUTE_MS;
  let before = 0;
  return stageHistory.map(({ enteredOn }, index) => {
    const planned = startOf(enteredOn).getTime() + (index === 0 ? MORNING : AFTERNOON) * MINUTE_MS;
    before = Math.max(Math.min(planned, latest(index)), before + 1);
    return new Date(before);
  });
}
