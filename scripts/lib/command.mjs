import { Stopped, sayProblem } from './say.mjs';
import { listenForStop } from './stop-signal.mjs';

/** Runs the work of a command with a stop signal and ends the process with the code it answers; problems are printed, code 1. */
export async function runAsCommand(work) {
  const stop = listenForStop();
  process.exitCode = await work(stop).catch((error) => {
    if (error instanceof Stopped) return 0;
    sayProblem(error);
    return 1;
  });
  // Open handles, such as a watched folder, must not keep a finished command alive.
  process.exit();
}
