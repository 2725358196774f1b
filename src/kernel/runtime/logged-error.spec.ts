import { GraphQLError } from 'graphql';
import { loggedError } from './logged-error.js';

/** An error as the driver throws it, with all that it hangs on. */
function driverError(message: string): Error {
  const facts = { code: 'ER_X', errno: 1062, sqlState: '23000', sqlMessage: message, sql: 'INSERT … 13800138000' };
  return Object.assign(new Error(message), facts, {
    statement: 'INSERT INTO contact VALUES (?)',
    parameters: ['王芳'],
  });
}

describe('loggedError', () => {
  it.each([
    ["Duplicate entry '王芳-13800138000' for key 'uq_contact'", "Duplicate entry '…' for key 'uq_contact'"],
    ["Duplicate entry 'it's for two' for key 'uq'", "Duplicate entry '…' for key 'uq'"],
    [
      "Incorrect datetime value: '王芳' for column `born` at row 1",
      "Incorrect datetime value: '…' for column `born` at row 1",
    ],
    ["Truncated incorrect DOUBLE value: '王芳'", "Truncated incorrect DOUBLE value: '…'"],
    [
      "You have an error in your SQL syntax near '王芳' at line 1",
      "You have an error in your SQL syntax near '…' at line 1",
    ],
    ["Table 'guanxi.contact' doesn't exist", "Table 'guanxi.contact' doesn't exist"],
    ['mail to wang@example.com failed', 'mail to … failed'],
    ['13800138000 is busy, run 384734301796696384 ends', '… is busy, run 384734301796696384 ends'],
  ])('%s', (message, shown) => {
    expect(loggedError(new Error(message)).message).toBe(shown);
  });

  it('keeps of a driver error what tells the fault, in the stack as well, and of its cause', () => {
    const error = new Error('away', { cause: driverError("Duplicate entry '王芳' for key 'uq_contact'") });
    const logged = loggedError(error);
    expect(logged).toMatchObject({ type: 'Error', message: 'away' });
    expect(logged.cause).toMatchObject({ code: 'ER_X', errno: 1062, statement: 'INSERT INTO contact VALUES (?)' });
    expect(logged.cause?.stack).toContain('logged-error.spec');
    expect(JSON.stringify(logged)).not.toMatch(/王芳|13800138000/);
  });

  it('leaves out a value that does not fit its type', () => {
    const text = JSON.stringify(loggedError(new GraphQLError('Enum "Kind" cannot represent value: "王芳\n李四"')));
    expect(text).toContain('Enum \\"Kind\\" cannot represent value');
    expect(text).not.toMatch(/王芳/);
  });

  it('takes what is no error, and causes that go round', () => {
    expect(loggedError('odd 13800138000')).toMatchObject({ type: 'string', message: 'odd …' });
    const error = new Error('round');
    error.cause = error;
    expect(loggedError(error).type).toBe('Error');
  });
});
