import { Global, Module } from '@nestjs/common';
import { JobRuns } from './scheduled-job-runs.js';
import { ScheduledJobs } from './scheduled-jobs.runner.js';

/** Scheduled jobs of all modules, each slot once over all instances. */
@Global()
@Module({ providers: [JobRuns, ScheduledJobs], exports: [ScheduledJobs] })
export class JobsModule {}
