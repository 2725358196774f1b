/** A reason why work cannot go on, in words for the person at the keyboard: what is wrong and the way out. */
export class Problem extends Error {
  constructor(english, chinese) {
    super(english);
    this.name = 'Problem';
    this.chinese = chinese;
  }
}

/** Thrown when the person asked to end (Ctrl-C or SIGTERM) while something was being prepared. */
export class Stopped extends Error {}

let quiet = false;

/** Keeps back the lines of `say` and `timed`, for commands whose output belongs to the caller. */
export function beQuiet() {
  quiet = true;
}

/** Prints one line of what is being done. */
export function say(line) {
  if (!quiet) process.stdout.write(`${line}\n`);
}

/** Prints a line that matters even to a quiet command, such as a download of a minute; quiet ones get it on stderr. */
export function sayLong(line) {
  (quiet ? process.stderr : process.stdout).write(`${line}\n`);
}

/** Milliseconds as seconds, in words. */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Runs the work and prints "subject: outcome (time)"; the work returns the outcome in words. */
export async function timed(subject, work) {
  const began = performance.now();
  const outcome = await work();
  say(`${subject}: ${outcome} (${seconds(performance.now() - began)})`);
}

/** Prints a problem, first in English and then in Chinese; anything else is printed with its stack, as it is a defect of ours. */
export function sayProblem(error) {
  const problem = UNWRITABLE.includes(error?.code) && error.path ? unwritable(error) : error;
  if (problem instanceof Problem) {
    process.stderr.write(`\n${problem.message}\n${problem.chinese ?? ''}\n`);
    return;
  }
  process.stderr.write(`\nUnexpected error in the start script. 启动脚本发生意外错误。\n${error?.stack ?? error}\n`);
}

const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'];

function unwritable({ code, path }) {
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const way = isFull
    ? 'Free some space on its disk.'
    : 'Give it to this user (sudo chown -R), or use a checkout of your own.';
  const wayChinese = isFull ? '请清理磁盘。' : '请将其交给当前用户（sudo chown -R），或使用自己的代码目录。';
  return new Problem(`${path} cannot be written: ${code}. ${way}`, `无法写入 ${path}：${code}。${wayChinese}`);
}

// A reader that goes away (as in `npm start | head`) must not end us before the database is stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
