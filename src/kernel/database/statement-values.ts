/** Values as the driver may take them: it writes arrays and objects out as pieces of SQL, so they are refused here. */
export function boundValues(params: readonly unknown[]): unknown[] {
  for (const value of params) {
    const plain = typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value);
    if (!plain || typeof value === 'function' || typeof value === 'symbol')
      throw new TypeError('A statement takes only plain values: text, numbers, booleans, dates, bytes or null.');
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new TypeError('A statement takes no NaN or Infinity.');
  }
  return [...params];
}

/** Where the engines' messages repeat a value. */
const REPEATED = [/(?<=entry )'[\s\S]*'(?= for key)/, /(?<=value:? )'[\s\S]*'(?= for column|$)/, /(?<=near )'[\s\S]*'/];

/** The driver's error with the statement's text in place of the values that were sent, which may be personal data and would reach the log. */
export function withoutValues(error: unknown, text: string): unknown {
  if (!(error instanceof Error)) return error;
  Reflect.deleteProperty(error, 'sql');
  Reflect.deleteProperty(error, 'sqlMessage');
  for (const place of REPEATED) error.message = error.message.replace(place, "'•'");
  return Object.assign(error, { statement: text });
}
