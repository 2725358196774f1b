/** A step that did not show what it should; its message says what was seen. */
export class StepFailed extends Error {}

/** Throws StepFailed unless the condition holds. */
export function expect(condition, message) {
  if (!condition) throw new StepFailed(message);
}

/** Runs named steps one after the other, each printed with what it saw and how long it took; answers whether all went well. */
export async function runSteps(steps, print) {
  for (const [index, { name, run }] of steps.entries()) {
    const began = performance.now();
    try {
      const seen = await run();
      print(`✔ ${index + 1}. ${name} — ${seen} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      print(`✘ ${index + 1}. ${name} — ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  return true;
}
