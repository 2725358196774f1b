import { hashSync } from '@node-rs/argon2';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { PasswordHashing } from './password-hashing.js';

const PASSWORD = 'correct horse battery';
const kept = (memoryCost: number, timeCost: number): string =>
  hashSync(PASSWORD, { memoryCost, timeCost, parallelism: 1 });

it('keeps argon2id with 19 MiB and two passes, salted', async () => {
  const passwords = new PasswordHashing();
  const [one, other] = [await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(passwords.isDated(one)).toBe(false);
});

it.each([
  [8_192, 2, true],
  [19_456, 1, true],
  [19_456, 2, false],
  [20_000, 3, false],
])('a hash of %d KiB and %d passes is dated: %s', (memory, passes, dated) => {
  expect(new PasswordHashing().isDated(kept(memory, passes))).toBe(dated);
});

it('a hash of another kind is dated', () => {
  expect(new PasswordHashing().isDated('$2b$12$abcdefghijklmnopqrstuv')).toBe(true);
});

it('fits the right password alone; nobody’s hash fits none', async () => {
  const passwords = new PasswordHashing();
  const hash = kept(1_024, 1);
  expect(await passwords.fits(PASSWORD, hash)).toBe(true);
  expect(await passwords.fits(`${PASSWORD} `, hash)).toBe(false);
  expect(await passwords.fits('no such person', null)).toBe(false);
});

it('works on two at once, lets fifty wait and sends the rest away; afterwards there is room again', async () => {
  const passwords = new PasswordHashing();
  const hash = kept(1_024, 1);
  const answers = await Promise.allSettled(Array.from({ length: 60 }, () => passwords.fits(PASSWORD, hash)));
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  expect(refused).toHaveLength(8);
  for (const error of refused) {
    expect(error).toBeInstanceOf(RequestRefused);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
  }
  expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value)).toHaveLength(52);
  expect(await passwords.fits(PASSWORD, hash)).toBe(true);
});
