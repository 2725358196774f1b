import { Command } from 'commander';
import { DeadLetters } from '../kernel/events/dead-letters.js';
import { ScheduledJobs } from '../kernel/jobs/scheduled-jobs.runner.js';
import { print, withProduct } from './open-product.js';

/** `jobs list` and `jobs run NAME`. */
export function jobsCommand(): Command {
  const list = new Command('list').description('Scheduled jobs with their next and last run').action(() =>
    withProduct(async (product) => {
      for (const { name, schedule, nextAt, lastRun } of await product.get(ScheduledJobs).list())
        print(
          `${name.padEnd(20)} ${schedule.padEnd(28)} next ${nextAt.toISOString()}  last ${lastRun?.outcome ?? '-'}`,
        );
    }),
  );
  const run = new Command('run')
    .description('Run a job now, beside its schedule')
    .argument('<name>', 'name of the job, see: jobs list')
    .action((name: string) => runJob(name));
  return new Command('jobs').description('Scheduled jobs').addCommand(list).addCommand(run);
}

/** `churn scan`. */
export function churnCommand(): Command {
  const scan = new Command('scan')
    .description('Look now for customers about to be lost, as the nightly job does')
    .action(() => runJob('churn-scan'));
  return new Command('churn').description('Churn warnings').addCommand(scan);
}

/** `outbox retry-dead`. */
export function outboxCommand(): Command {
  const retry = new Command('retry-dead')
    .description('Put events that were given up after repeated failures back into the queue')
    .action(() =>
      withProduct(async (product) => {
        print(`${await product.get(DeadLetters).retry()} events are queued again.`);
      }),
    );
  return new Command('outbox').description('Events on their way').addCommand(retry);
}

function runJob(name: string): Promise<void> {
  return withProduct(async (product) => {
    print(`${name}: ${await product.get(ScheduledJobs).runNow(name)}`);
  });
}
