import { parseArgs } from 'node:util';
import { Problem } from '../../scripts/lib/say.mjs';

/** Reads options that are whole numbers: name → what counts when it is left out. Null: only help is wanted. Throws Problem. */
export function readWholeNumbers(args, command, fallbacks, least) {
  const options = Object.fromEntries(Object.keys(fallbacks).map((name) => [name, { type: 'string' }]));
  const { values } = parsed(args, { ...options, help: { type: 'boolean', short: 'h' } }, command);
  if (values.help) return null;
  return Object.fromEntries(
    Object.entries(fallbacks).map(([name, fallback]) => [name, wholeNumber(values[name], fallback, name, least)]),
  );
}

function parsed(args, options, command) {
  try {
    return parseArgs({ args, options });
  } catch (error) {
    throw new Problem(`${error.message}. See ${command} -- --help`, '参数有误，见 --help。');
  }
}

/** A whole number that is not below the least. Throws Problem. */
export function wholeNumber(text, fallback, name, least) {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Problem(
    `--${name} must be a whole number from ${least} on, not "${text}".`,
    `--${name} 必须是不小于 ${least} 的整数。`,
  );
}
