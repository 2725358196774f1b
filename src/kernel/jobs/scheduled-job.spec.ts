import { declaredJobs, type JobOptions, ScheduledJob } from './scheduled-job.js';

const usable: JobOptions = { name: 'count-things', every: { minutes: 5 }, longestSeconds: 60 };

describe('@ScheduledJob', () => {
  it('lists the method with its schedule, and takes a name once', () => {
    class Counting {
      @ScheduledJob(usable)
      count(): Promise<string> {
        return Promise.resolve('counted');
      }
    }
    const declared = declaredJobs().find(({ name }) => name === usable.name);
    expect(declared).toMatchObject({ ...usable, method: 'count' });
    expect(declared?.owner.constructor).toBe(Counting);
    const again = ScheduledJob(usable);
    expect(() => again(Counting.prototype, 'count', { value: Counting.prototype.count })).toThrow('declared twice');
  });

  it.each<Partial<JobOptions>>([
    { name: 'Count Things' },
    { name: '' },
    { every: { minutes: 0 } },
    { every: { minutes: 1.5 } },
    { every: { dailyAt: '24:00' } },
    { every: { dailyAt: '2:00' } },
    { longestSeconds: 0 },
  ])('refuses %j', (wrong) => {
    expect(() => ScheduledJob({ ...usable, ...wrong })).toThrow();
  });
});
