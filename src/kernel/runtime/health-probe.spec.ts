import { NoAnswer, Probe } from './health-probe.js';

const never = new Promise<string>(() => undefined);

it('gives the answer, and asks anew after it', async () => {
  let asked = 0;
  const probe = new Probe(() => Promise.resolve(++asked), 1_000);
  expect(await probe.ask()).toBe(1);
  expect(await probe.ask()).toBe(2);
});

it('passes an error on and asks anew after it', async () => {
  let asked = 0;
  const probe = new Probe(
    () => (++asked === 1 ? Promise.reject(new Error('refused')) : Promise.resolve('there')),
    1_000,
  );
  await expect(probe.ask()).rejects.toThrow('refused');
  expect(await probe.ask()).toBe('there');
});

it('does not wait beyond the limit, and keeps one question open for all who ask', async () => {
  let asked = 0;
  const probe = new Probe(() => (asked++, never), 20);
  const answers = await Promise.allSettled([probe.ask(), probe.ask()]);
  answers.push(...(await Promise.allSettled([probe.ask()])));
  expect(answers.map((answer) => answer.status === 'rejected' && answer.reason instanceof NoAnswer)).toEqual([
    true,
    true,
    true,
  ]);
  expect(asked).toBe(1);
});

it('asks anew when the open question is lost', async () => {
  let asked = 0;
  const probe = new Probe(() => (++asked === 1 ? never : Promise.resolve('there')), 10, 5);
  await expect(probe.ask()).rejects.toThrow(NoAnswer);
  expect(await probe.ask()).toBe('there');
});
