import { createInterface } from 'node:readline';
import { readablePassword } from '../setup/demo-accounts.js';

/** Nobody has given a password. */
class NoPassword extends Error {}

/** The first line of what is piped in, or what is typed unseen at a terminal; a random one where `generate` is set. Throws NoPassword. */
export async function askPassword(generate: boolean): Promise<string> {
  if (generate) return readablePassword();
  const given = process.stdin.isTTY ? await typedUnseen() : await firstLine();
  if (given === '')
    throw new NoPassword('No password given: pass --generate or type one. 未提供密码：请使用 --generate 或输入密码。');
  return given;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line.trim();
  return '';
}

function typedUnseen(): Promise<string> {
  process.stdout.write('Password (at least 10 characters): ');
  const { stdin } = process;
  stdin.setRawMode(true).resume().setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const listen = (keys: string): void => {
      for (const key of keys) {
        if (key === '\u0003') return end(() => reject(new Error('Given up.')));
        if (key === '\r' || key === '\n') return end(() => resolve(typed.trim()));
        typed = key === '\u007F' || key === '\b' ? typed.slice(0, -1) : typed + key;
      }
    };
    const end = (tell: () => void): void => {
      stdin.off('data', listen).setRawMode(false).pause();
      process.stdout.write('\n');
      tell();
    };
    stdin.on('data', listen);
  });
}
