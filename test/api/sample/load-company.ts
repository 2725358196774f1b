import { ScheduledJobs } from '../../../src/kernel/jobs/scheduled-jobs.runner.js';
import { readSettings } from '../../../src/kernel/runtime/settings.js';
import { createServer } from '../../../src/server.js';
import { SampleCompanySeed } from '../../../src/setup/sample-company-seed.js';

/** Loads the sample company as the first start does, then asks for the same again, then scans for churn; run as a process of its own. */
const settings = readSettings();
const app = await createServer(settings);
const sample = app.get(SampleCompanySeed);
const needed = [await sample.needed()];
await sample.load(settings.dataDir, process.stderr);
needed.push(await sample.needed());
const { seconds } = await sample.load(settings.dataDir, process.stderr);
const scan = await app.get(ScheduledJobs).runNow('churn-scan');
process.stdout.write(`LOADED ${JSON.stringify({ needed, seconds, scan })}\n`);
await app.close();
