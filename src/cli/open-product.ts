import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readCommandSettings } from '../kernel/runtime/command-settings.js';
import { CompanyCalendar } from '../kernel/runtime/company-calendar.js';
import { DomainError } from '../kernel/runtime/domain-error.js';
import { messageOf } from '../kernel/runtime/labels.js';
import { createServer } from '../server.js';

/** Runs work with the parts of the product, neither listening nor starting its background work, then closes everything. What is refused is said, with exit code 1. */
export async function withProduct(work: (product: NestFastifyApplication) => Promise<void>): Promise<void> {
  try {
    const product = await createServer(readCommandSettings());
    try {
      await product.get(CompanyCalendar).ensureFilled();
      await work(product);
    } finally {
      await product.close();
    }
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = 1;
  }
}

// A reader who has seen enough (as in `… | head`) must not break a command off.
process.stdout.on('error', () => undefined);

/** Prints a line of a command's answer. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function wordsOf(error: unknown): string {
  if (error instanceof DomainError) return messageOf(error.code, 'en', error.details);
  return error instanceof Error ? error.message : String(error);
}
