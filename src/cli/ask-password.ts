import { createInterface } from 'node:readline';
import { readablePassword } from '../setup/demo-accounts.js';
import { print } from './open-product.js';

/** The first line of what is piped in, or what is typed unseen at a terminal; where that is empty, or `generate` is set, a random password that is printed. */
export async function askPassword(generate: boolean): Promise<string> {
  const given = generate ? '' : process.stdin.isTTY ? await typedUnseen() : await firstLine();
  if (given !== '') return given;
  const password = readablePassword();
  print(`Password: ${password}`);
  return password;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line.trim();
  return '';
}

function typedUnseen(): Promise<string> {
  process.stdout.write('Password (empty: a random one; at least 10 characters): ');
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
