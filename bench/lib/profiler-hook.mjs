import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** Microseconds between samples. */
const INTERVAL = 200;

/**
 * Loaded before the server when it is profiled: SIGUSR2 begins to sample, the next one writes BENCH_PROFILE. Node's own --cpu-prof
 * would take the start in, which is most of a short run.
 */
const session = new Session();
session.connect();
let running = false;

process.on('SIGUSR2', () => {
  running = !running;
  if (running) {
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    session.post('Profiler.start');
  } else {
    session.post('Profiler.stop', (error, result) => {
      writeFileSync(process.env.BENCH_PROFILE, JSON.stringify(error ? { error } : result.profile));
    });
  }
});
